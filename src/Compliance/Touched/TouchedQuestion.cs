using NodaTime;

namespace Compliance.Touched;

/// <summary>Whose accesses are asked for, and when.</summary>
/// <param name="Principals">As findings name them: the person behind an account, else the account. Compared ignoring case; at least one.</param>
/// <param name="From">The window is <c>[From, To)</c>; null: open.</param>
/// <param name="To">Null: open.</param>
public sealed record TouchedQuestion(IReadOnlyList<string> Principals, Instant? From, Instant? To)
{
    /// <summary>Memory for sorting, in bytes, before records spill to a temporary file; default 40 MiB. Less is slower, never wrong.</summary>
    public long SortMemory { get; init; } = 40L << 20;

    /// <summary>Folder for temporary files; null: the system's.</summary>
    public string? TemporaryFolder { get; init; }

    /// <exception cref="InputException">Nobody is asked for, or the window ends before it begins.</exception>
    internal void Check()
    {
        if (Principals.Count == 0) throw new InputException("nobody is asked for; name at least one principal");
        if (Principals.Any(string.IsNullOrWhiteSpace)) throw new InputException("a principal without a name is asked for; name it as the findings do");
        if (From >= To) throw new InputException("the window ends before it begins; `from` must be before `to`");
    }
}
