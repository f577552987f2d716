using System.Text;
using System.Text.Json.Nodes;
using Compliance.Trail.Notes;

namespace Compliance.Trail.Export;

/// <summary>Writes entries of a log so that they can be verified with nothing else at hand: the entries, the tree over them as C2SP
/// tlog-tiles, the checkpoint, the keys.</summary>
/// <remarks>Memory does not grow with the log. What is written was held to the checkpoint; <see cref="ExportPaths.Manifest"/> comes
/// last, so that an export that broke off can be told from a whole one.</remarks>
public static class TrailExport
{
    /// <summary>Version of the manifest, its member <c>v</c>.</summary>
    public const int Version = 1;

    /// <exception cref="InputException">The range is empty, or begins beyond the checkpoint.</exception>
    /// <exception cref="TrailInconsistentException">The entries are not those of the checkpoint; what is there of the export is not whole.</exception>
    public static async Task WriteAsync(ExportRequest request, IExportTarget target, CancellationToken cancellationToken = default)
    {
        Check(request);
        var anchor = await ExportAnchor.OfAsync(request, cancellationToken);
        await ExportFile.WriteAsync(target, ExportPaths.Checkpoint, request.Checkpoint.Bytes, cancellationToken);
        await WriteKeysAsync(request.Keys, target, cancellationToken);
        await WriteTimestampsAsync(request, target, cancellationToken);
        var names = request.Names is null ? null : new NamesFound(request.Names);
        await WriteEntriesAsync(request, anchor, names, target, cancellationToken);
        if (names is not null) await names.WriteAsync(target, cancellationToken);
        await ExportFile.WriteAsync(target, ExportPaths.Manifest, Manifest(request, anchor), cancellationToken);
        await target.CompleteAsync(cancellationToken);
    }

    private static void Check(ExportRequest request)
    {
        var size = request.Checkpoint.Checkpoint.Size;
        if (request.From < 0 || request.From >= request.To) throw new InputException($"there are no entries from {request.From} to {request.To}: `to` is after `from`, which is at least 0");
        if (request.From > size) throw new InputException($"the latest checkpoint covers {size} entries: an export that begins at {request.From} would prove nothing; begin at {size} or before");
        if (!request.Checkpoint.Check(request.Keys).IsVerified)
            throw new TrailInconsistentException(request.Vendor, $"its checkpoint of {size} entries is not signed by a key of this log");
    }

    private static async Task WriteKeysAsync(IReadOnlyList<NoteKey> keys, IExportTarget target, CancellationToken cancellationToken)
    {
        var lines = string.Concat(keys.Select(key => $"{key}\n"));
        await ExportFile.WriteAsync(target, ExportPaths.Keys, Encoding.UTF8.GetBytes(lines), cancellationToken);
        await ExportFile.WriteAsync(target, ExportPaths.PublicKey, Encoding.UTF8.GetBytes(keys[0].PublicKeyPem()), cancellationToken);
    }

    private static async Task WriteTimestampsAsync(ExportRequest request, IExportTarget target, CancellationToken cancellationToken)
    {
        if (request.Timestamps is null) return;
        await foreach (var (checkpoint, token) in request.Timestamps(cancellationToken))
        {
            var size = checkpoint.Checkpoint.Size;
            await ExportFile.WriteAsync(target, ExportPaths.TimestampedCheckpoint(size), checkpoint.Bytes, cancellationToken);
            await ExportFile.WriteAsync(target, ExportPaths.Timestamp(size), token, cancellationToken);
        }
    }

    private static async Task WriteEntriesAsync(
        ExportRequest request, ExportAnchor anchor, NamesFound? names, IExportTarget target, CancellationToken cancellationToken)
    {
        var parts = Parts(request, names, target);
        IExportPart[][] passes = target.ManyOpen ? [parts] : [.. parts.Select(part => new[] { part })];
        var count = request.To - request.From;
        try
        {
            for (var pass = 0; pass < passes.Length; pass++)
                await new ExportPass(request, anchor).RunAsync(passes[pass], pass * count, passes.Length * count, cancellationToken);
        }
        finally
        {
            foreach (var part in parts) await part.DisposeAsync();
        }
    }

    private static IExportPart[] Parts(ExportRequest request, NamesFound? names, IExportTarget target)
    {
        var size = request.Checkpoint.Checkpoint.Size;
        IExportPart[] always = [new LineFile(target), new TableFile(target, names)];
        // Tiles are those of the whole log, or none: tiles of a part would not be a directory that other programs can read.
        return request.From == 0 && request.To >= size ? [new TreeFiles(target, size), .. always] : always;
    }

    private static byte[] Manifest(ExportRequest request, ExportAnchor anchor)
    {
        var manifest = new JsonObject
        {
            ["v"] = Version,
            ["vendor"] = request.Vendor,
            ["from"] = request.From,
            ["to"] = request.To,
            ["size"] = request.Checkpoint.Checkpoint.Size,
            ["frontier"] = Base64(anchor.Before.ToBytes().Chunk(EntryHash.Size)),
            ["proof"] = Base64(anchor.Proof.Select(hash => hash.ToArray())),
        };
        return [.. CanonicalJson.Write(manifest), (byte)'\n'];
    }

    private static JsonArray Base64(IEnumerable<byte[]> hashes) => new([.. hashes.Select(hash => (JsonNode)Convert.ToBase64String(hash))]);
}
