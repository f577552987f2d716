using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Azure.Data.Tables;
using Compliance.Vendors;

namespace Compliance.Storage;

/// <summary>Documents of any length in rows beside a run: written first, then named by the run row with their digest. A
/// row's key carries the digest, so that a writer that comes too late cannot change what another has named.</summary>
internal sealed class FrozenDocuments(StoreTable table)
{
    // A property has at most 64 KiB, a row 1 MiB.
    private const int PartBytes = 60 << 10;
    private const int PartsPerRow = 15;

    // Characters of a key behind the kind: 16 of the digest, a hyphen, four of the row.
    private const int DigestAndRow = 21;

    /// <summary>Writes a document and gives the reference to it.</summary>
    public async Task<string> PutAsync(VendorId vendor, string run, string kind, ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(document.Span));
        var rows = Compress(document).Chunk(PartBytes).Chunk(PartsPerRow).ToList();
        for (var i = 0; i < rows.Count; i++)
        {
            var row = new TableEntity(vendor.Value, Key(run, kind, digest, i));
            for (var part = 0; part < rows[i].Length; part++) row[Part(part)] = rows[i][part];
            await table.PutAsync(row, cancellationToken);
        }
        return string.Create(CultureInfo.InvariantCulture, $"{digest}:{rows.Count}");
    }

    /// <summary>Reads a document back.</summary>
    /// <exception cref="InvalidDataException">A row is missing, or the bytes are not those of the digest.</exception>
    public async Task<byte[]> ReadAsync(VendorId vendor, string run, string kind, string reference, CancellationToken cancellationToken)
    {
        var separator = reference.IndexOf(':', StringComparison.Ordinal);
        var digest = reference[..separator];
        var count = int.Parse(reference.AsSpan(separator + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        using var compressed = new MemoryStream();
        for (var i = 0; i < count; i++)
        {
            var row = await table.FindAsync(vendor.Value, Key(run, kind, digest, i), cancellationToken)
                ?? throw new InvalidDataException($"row {i} of what was frozen for the audit `{run}` ({kind}) is missing");
            for (var part = 0; row.GetBinary(Part(part)) is { } bytes; part++) compressed.Write(bytes);
        }
        compressed.Position = 0;
        using var document = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionMode.Decompress)) await gzip.CopyToAsync(document, cancellationToken);
        var read = document.ToArray();
        if (Convert.ToHexStringLower(SHA256.HashData(read)) != digest)
            throw new InvalidDataException($"what was frozen for the audit `{run}` ({kind}) is not what its run row names");
        return read;
    }

    /// <summary>Deletes every document of a kind, also one that was written and never named. Repeatable.</summary>
    public async Task DeleteAsync(VendorId vendor, string run, string kind, CancellationToken cancellationToken)
    {
        var begin = $"z-{run}-{kind}-";
        var keys = new List<string>();
        await foreach (var row in table.RowsAsync($"PartitionKey eq {vendor.Value} and RowKey ge {begin} and RowKey lt {$"z-{run}-{kind}."}", cancellationToken: cancellationToken)) keys.Add(row.RowKey);
        // Behind a run whose id begins with this one and the kind there follows more than digest and number.
        foreach (var key in keys.Where(key => key.Length == begin.Length + DigestAndRow)) await table.DeleteAsync(vendor.Value, key, cancellationToken);
    }

    private static byte[] Compress(ReadOnlyMemory<byte> document)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(document.Span);
        return compressed.ToArray();
    }

    private static string Key(string run, string kind, string digest, int row) =>
        string.Create(CultureInfo.InvariantCulture, $"z-{run}-{kind}-{digest.AsSpan(0, 16)}-{row:D4}");

    private static string Part(int part) => string.Create(CultureInfo.InvariantCulture, $"D{part:D2}");
}
