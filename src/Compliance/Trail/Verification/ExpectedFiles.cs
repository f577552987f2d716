using System.Globalization;
using Compliance.Trail.Merkle;

namespace Compliance.Trail.Verification;

/// <summary>Which files an export has: no other may lie in it, but what a file manager puts beside whatever it shows.</summary>
internal sealed class ExpectedFiles(long size, bool isFull)
{
    public const string Names = "names.csv";
    private const string TimestampFolder = "timestamps/";
    private const int Levels = 8;
    private const int SizeDigits = 19;

    private static readonly HashSet<string> Always = ["checkpoint", "vkey", "public-key.pem", ExportManifest.Path, EntryPass.LinesPath, CsvRows.Path, Names];

    private static readonly HashSet<string> OfFileManagers = [".DS_Store", "Thumbs.db", "desktop.ini"];

    public bool Has(string path) => OfFileManagers.Contains(path[(path.LastIndexOf('/') + 1)..]) || Always.Contains(path) || TimestampSize(path) is not null || (isFull && IsTile(path));

    /// <summary>The size of the log in the name of a timestamp's file; null: it is none.</summary>
    public static long? TimestampSize(string path)
    {
        var ending = path.EndsWith(".checkpoint", StringComparison.Ordinal) ? ".checkpoint" : ".tsr";
        if (!path.StartsWith(TimestampFolder, StringComparison.Ordinal) || !path.EndsWith(ending, StringComparison.Ordinal)) return null;
        var name = path[TimestampFolder.Length..^ending.Length];
        return name.Length == SizeDigits && long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private bool IsTile(string path)
    {
        var parts = path.Split('/');
        if (parts.Length < 3 || parts[0] != "tile") return false;
        var entries = parts[1] == "entries";
        if (!entries && (parts[1].Length != 1 || parts[1][0] is < '0' or >= (char)('0' + Levels))) return false;
        var level = entries ? 0 : parts[1][0] - '0';
        if (NumberOf(parts.AsSpan(2)) is not { } number) return false;
        var hashes = size >> (8 * level);
        if (number > hashes / Tile.FullWidth) return false;
        var width = (int)Math.Min(Tile.FullWidth, hashes - number * Tile.FullWidth);
        return width > 0 && path == (entries ? Tile.EntriesPath(number, width) : new Tile(level, number, width).Path);
    }

    // Read loosely: whether it is the one spelling that there is, its path says.
    private static long? NumberOf(ReadOnlySpan<string> parts)
    {
        var number = 0L;
        foreach (var part in parts)
        {
            var digits = part.AsSpan(part.StartsWith('x') ? 1 : 0);
            if (digits.IndexOf('.') is >= 0 and var dot) digits = digits[..dot];
            if (digits.Length > 3 || number > long.MaxValue / 1000 - 1) return null;
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var group))
            {
                // The folder of a partial tile: what follows it is the width.
                return null;
            }
            number = 1000 * number + group;
            if (part.Contains('.')) return number;
        }
        return number;
    }
}
