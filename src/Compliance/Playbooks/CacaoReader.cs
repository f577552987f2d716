using System.Text.Json;
using Compliance.Playbooks.Cacao;

namespace Compliance.Playbooks;

/// <summary>Reads a playbook of OASIS CACAO 2.0 from JSON that may come from anybody.</summary>
/// <remarks>The published schemas let unknown properties and references to nothing pass, so the checks are this program's own: every
/// property is known, every id unique, every reference resolves, there is one start, each branch has its own end, and nothing goes
/// in circles but the body of a while-condition. PLAYBOOKS.md lists them.</remarks>
public static class CacaoReader
{
    /// <summary>More than these bytes, as read or as written again, are refused.</summary>
    public const int MaxBytes = StrictJson.MaxBytes;

    /// <param name="utf8">The JSON text.</param>
    /// <param name="name">By which errors call it: a file's name.</param>
    /// <exception cref="InputException">It is no playbook that can be used: one line for each problem, at most 100, with its JSON path and what to do.</exception>
    public static CacaoPlaybook Read(ReadOnlySpan<byte> utf8, string name)
    {
        var problems = new Problems(name);
        var document = StrictJson.Parse(utf8, name, problems);
        problems.ThrowIfAny();
        return Read(document!.Value, name);
    }

    /// <exception cref="InputException">As for text.</exception>
    internal static CacaoPlaybook Read(JsonElement document, string name)
    {
        var problems = new Problems(name);
        PlaybookShape.Whole.Check(document, Place.Root, problems);
        var playbook = new CacaoPlaybook(document);
        new ReferenceCheck(playbook, problems).Run();
        new WorkflowCheck(playbook, problems).Run();
        new BreachTaskCheck(playbook, problems).Run();
        problems.ThrowIfAny();
        if (CacaoWriter.Bytes(playbook).Length > MaxBytes)
            throw new InputException($"{name}: the playbook is too large: written out it would exceed {MaxBytes:N0} bytes, and could not be read again; leave out what the steps do not need");
        return playbook;
    }
}
