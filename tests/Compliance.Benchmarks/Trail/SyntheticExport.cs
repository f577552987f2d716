using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Export;
using Compliance.Trail.Notes;

namespace Compliance.Benchmarks.Trail;

/// <summary>A whole export of a log that nobody kept: entries such as audits leave, 300 to 400 bytes each.</summary>
internal static class SyntheticExport
{
    private const string Vendor = "acme-bpo";
    private const int Chunk = 4096;

    /// <summary>Writes it, unless the folder holds one of as many entries already.</summary>
    public static async Task WriteAsync(string folder, long entries)
    {
        if (File.Exists(Path.Combine(folder, "export.json")) && File.ReadLines(Path.Combine(folder, "checkpoint")).ElementAt(1) == entries.ToString(CultureInfo.InvariantCulture)) return;
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        using var signer = new Signer();
        var log = MerkleFrontier.Empty;
        for (var first = 0L; first < entries; first += Chunk)
            log = log.Append(Indexes(first, Math.Min(entries, first + Chunk)).Select(index => EntryHash.OfLeaf(Leaf(index))));
        var checkpoint = await SignedCheckpoint.SignAsync(new(signer.Key.Name, log.Size, log.Root), [signer], default);
        await TrailExport.WriteAsync(new ExportRequest { Vendor = Vendor, To = entries, Checkpoint = checkpoint, Keys = [signer.Key], Leaves = (from, before, _) => Leaves(from, before) }, DirectoryTarget.Create(folder));
    }

    private static async IAsyncEnumerable<TrailLeaf> Leaves(long from, long before)
    {
        await Task.Yield();
        foreach (var index in Indexes(from, before))
        {
            var leaf = Leaf(index);
            yield return new TrailLeaf(index, leaf, EntryHash.OfLeaf(leaf));
        }
    }

    private static IEnumerable<long> Indexes(long from, long before)
    {
        for (var index = from; index < before; index++) yield return index;
    }

    private static byte[] Leaf(long index)
    {
        var time = NodaTime.Instant.FromUtc(2026, 1, 1, 0, 0).PlusNanoseconds(index * 1_000_000L);
        var stamp = NodaTime.Text.InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'.'fff'Z'").Format(time);
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $$"""{"actor":"system:schedule","audit":"a{{index / 500}}","data":{"action":"customer.read","count":{{index % 97 + 1}},"finding":"f:3jrp6qpddgztqsqnam7doeohu2","principal":"p:slzikjz57ml76mhoryw3j7zbvx","role":"tier{{index % 3}}","rule":"mass-record-access","severity":"high","state":"new","verdict":"Fail"},"time":"{{stamp}}","type":"finding opened","v":1,"vendor":"acme-bpo"}"""));
    }

    private sealed class Signer : INoteSigner, IDisposable
    {
        private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        public Signer() => Key = NoteKey.OfEcdsa($"compliance.localhost/{Vendor}", _key.ExportSubjectPublicKeyInfo());

        public NoteKey Key { get; }

        public Task<byte[]> SignAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken) =>
            Task.FromResult(_key.SignData(text.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

        public void Dispose() => _key.Dispose();
    }
}
