using System.Text;

namespace Compliance.Trail.Export;

/// <summary>Which pseudonyms occur in the entries, and what they stand for.</summary>
/// <remarks>Memory follows the persons and resources that occur, 16 bytes each and the set around them, not the entries.</remarks>
internal sealed class NamesFound(ExportNames names)
{
    /// <summary>Letters of base32 after the prefix.</summary>
    private const int Letters = 26;
    private const int Length = 2 + Letters;

    /// <summary>Names kept for the entries to come; when it is full it begins anew.</summary>
    private const int MostKept = 10_000;

    private readonly HashSet<UInt128> _occurred = [];
    private readonly Dictionary<UInt128, byte[]> _kept = [];

    /// <summary>Takes note of every pseudonym that a leaf says, wherever in it.</summary>
    public void Note(ReadOnlySpan<byte> leaf)
    {
        for (var at = 0; leaf[at..].IndexOf((byte)':') is >= 0 and var next;)
        {
            at += next + 1;
            var start = at - 2;
            if (start < 1 || leaf[start - 1] != '"' || leaf.Length < start + Length + 1 || leaf[start + Length] != '"') continue;
            if (TryPack(leaf.Slice(start, Length), out var packed)) _occurred.Add(packed);
        }
    }

    /// <summary>The name behind a JSON string as it is written in a leaf, as a cell of CSV; empty when it is no pseudonym, or names nobody.</summary>
    public ValueTask<byte[]> CellOfAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        if (json.Length != Length + 2 || !TryPack(json.Span[1..^1], out var packed)) return new([]);
        return _kept.TryGetValue(packed, out var known) ? new(known) : FindAsync(packed, Encoding.ASCII.GetString(json.Span[1..^1]), cancellationToken);
    }

    /// <summary>Writes <c>names.csv</c>: those that occur, and have a name.</summary>
    public async Task WriteAsync(IExportTarget target, CancellationToken cancellationToken)
    {
        await using var file = new ExportFile(target);
        await file.OpenAsync(ExportPaths.Names, cancellationToken);
        file.Append("pseudonym,name\r\n"u8);
        await foreach (var (pseudonym, name) in names.AllAsync(cancellationToken))
        {
            if (!TryPack(Encoding.UTF8.GetBytes(pseudonym), out var packed) || !_occurred.Contains(packed)) continue;
            file.Append(Encoding.UTF8.GetBytes($"{pseudonym},{CsvCell.Of(name)}\r\n"));
            await file.PassOnAsync(cancellationToken);
        }
        await file.CloseAsync(cancellationToken);
    }

    private async ValueTask<byte[]> FindAsync(UInt128 packed, string pseudonym, CancellationToken cancellationToken)
    {
        if (_kept.Count == MostKept) _kept.Clear();
        return _kept[packed] = Encoding.UTF8.GetBytes(CsvCell.Of(await names.FindAsync(pseudonym, cancellationToken)));
    }

    // p: or r: and 26 letters, 130 bits: two of one first 25 letters do not happen, so that 125 bits and the prefix tell them apart.
    private static bool TryPack(ReadOnlySpan<byte> pseudonym, out UInt128 packed)
    {
        packed = default;
        if (pseudonym.Length != Length || pseudonym[0] is not ((byte)'p' or (byte)'r') || pseudonym[1] != ':') return false;
        packed = pseudonym[0] == 'p' ? UInt128.One : UInt128.Zero;
        for (var i = 2; i < Length; i++)
        {
            var letter = pseudonym[i];
            if (letter is not ((>= (byte)'a' and <= (byte)'z') or (>= (byte)'2' and <= (byte)'7'))) return false;
            if (i < Length - 1) packed = packed << 5 | (UInt128)(letter >= 'a' ? letter - 'a' : letter - '2' + 26);
        }
        return true;
    }
}
