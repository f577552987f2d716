using System.Globalization;
using Compliance.Trail.Notes;

namespace Compliance.Trail.Checkpoints;

/// <summary>How large a log is and what its tree's root is (C2SP tlog-checkpoint v1.0.0).</summary>
/// <param name="Origin">Names the log: <c>example.com/acme-bpo</c>.</param>
/// <param name="Size">Entries.</param>
/// <param name="Root">MTH of all entries.</param>
public sealed record Checkpoint(string Origin, long Size, EntryHash Root)
{
    /// <summary>Lines after the root, each with its line break: kept, for they are signed too, and never interpreted.</summary>
    public string Extension { get; init; } = "";

    /// <exception cref="FormatException">The text is not <c>origin\nsize\nbase64(root)\n</c> and lines that are not empty.</exception>
    public static Checkpoint Parse(string text)
    {
        var lines = text.Split('\n', 4);
        if (lines.Length != 4 || lines[0].Length == 0)
            throw new FormatException("a checkpoint has three lines: origin, size, root");
        if (!TryReadNumber(lines[1], out var size))
            throw new FormatException("the size of a checkpoint is a decimal number without leading zeros, below 2^63");
        if (!StrictBase64.TryReadHash(lines[2], out var root))
            throw new FormatException("the root of a checkpoint is the base64 of 32 bytes");
        var extension = lines[3];
        if (extension.Length > 0 && (!extension.EndsWith('\n') || extension[0] == '\n' || extension.Contains("\n\n", StringComparison.Ordinal)))
            throw new FormatException("the lines after a checkpoint's root are not empty, and each ends in a line break");
        return new(lines[0], size, root) { Extension = extension };
    }

    /// <summary>The text that is signed.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{StrictBase64.Write(Root)}\n{Extension}");

    /// <summary>A size or an index, in the only form that one has.</summary>
    internal static bool TryReadNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && text == number.ToString(CultureInfo.InvariantCulture);
}
