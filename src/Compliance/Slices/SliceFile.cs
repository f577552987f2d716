namespace Compliance.Slices;

/// <summary>What reading one slice gave: a file that <see cref="Auditor.ReadSlice"/> wrote, or why there is none.</summary>
public sealed class SliceFile
{
    private readonly Func<Stream>? _open;

    private SliceFile(int number, Func<Stream>? open, string? reason) => (Number, _open, Reason) = (number, open, reason);

    /// <summary>Which slice of the plan, from 1.</summary>
    public int Number { get; }

    /// <summary>Why the slice could not be read; null: it was.</summary>
    public string? Reason { get; }

    /// <param name="open">Opens the file for a single sequential read.</param>
    public static SliceFile Read(int number, Func<Stream> open) => new(number, open, null);

    /// <summary>A slice of which nothing is known. Its logs keep every check that reads logs from passing, and it is a finding of <c>evidence-unread</c>.</summary>
    /// <param name="reason">For people, without a full stop and without names: <c>reading it failed five times</c>.</param>
    public static SliceFile Unread(int number, string reason) => new(number, null, reason);

    internal Stream Open() => _open!();
}
