using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>Evidence in Blob Storage: container <c>evidence</c>, blob <c>&lt;vendor&gt;/&lt;path&gt;</c>, its digest in the metadata.</summary>
public sealed class BlobEvidenceStore : IEvidenceStore
{
    private const string Container = "evidence";
    private const int BlockBytes = 4 << 20;

    private readonly BlobRequests _blobs;

    /// <summary>Signed in by identity.</summary>
    /// <param name="endpoint"><c>https://&lt;account&gt;.blob.core.windows.net</c>.</param>
    public BlobEvidenceStore(Uri endpoint, TokenCredential credential, BlobOptions? options = null)
        : this(endpoint, new BearerTokenAuthenticationPolicy(credential, "https://storage.azure.com/.default"), options)
    {
    }

    internal BlobEvidenceStore(BlobAccount account, BlobOptions? options)
        : this(account.Endpoint, new SharedKeyPolicy(account, TimeProvider.System), options)
    {
    }

    private BlobEvidenceStore(Uri endpoint, HttpPipelinePolicy authentication, BlobOptions? options) =>
        _blobs = new BlobRequests(endpoint, Container, HttpPipelineBuilder.Build(options ?? new BlobOptions(), [], [authentication], new ResponseClassifier()));

    /// <inheritdoc/>
    public string Location => _blobs.Address;

    /// <inheritdoc/>
    /// <remarks>Blocks are invisible until the list of them is put: that is what makes the file appear whole.</remarks>
    public async Task<StoredEvidence> PutAsync(VendorId vendor, EvidencePath path, Stream body, CancellationToken cancellationToken = default)
    {
        var (ids, length, sha256) = await PutBlocksAsync(vendor, path, body, cancellationToken);
        return Described(path, length, sha256, await _blobs.PutBlockListAsync(NameOf(vendor, path.Value), ids, sha256, cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<StoredEvidence?> AddAsync(VendorId vendor, EvidencePath path, Stream body, CancellationToken cancellationToken = default)
    {
        var (ids, length, sha256) = await PutBlocksAsync(vendor, path, body, cancellationToken);
        if (await _blobs.PutNewBlockListAsync(NameOf(vendor, path.Value), ids, sha256, cancellationToken) is { } added) return Described(path, length, sha256, added);
        return await FindAsync(vendor, path, cancellationToken) is { } there && (there.Length, there.Sha256) == (length, sha256) ? there : null;
    }

    private async Task<(List<string> Ids, long Length, string Sha256)> PutBlocksAsync(VendorId vendor, EvidencePath path, Stream body, CancellationToken cancellationToken)
    {
        var blob = NameOf(vendor, path.Value);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Of one length, as the service demands, and unlike those of another upload of the same file.
        var upload = Guid.NewGuid();
        var ids = new List<string>();
        var buffer = new byte[BlockBytes];
        var length = 0L;
        while (await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken) is var read and > 0)
        {
            length += read;
            if (length > EvidenceLimits.MaxBytes) throw new EvidenceTooLargeException(path.Value);
            digest.AppendData(buffer, 0, read);
            ids.Add(Convert.ToBase64String([.. upload.ToByteArray(), (byte)(ids.Count >> 8), (byte)(ids.Count & 255)]));
            await _blobs.PutBlockAsync(blob, ids[^1], buffer.AsMemory(0, read), cancellationToken);
        }
        return (ids, length, Convert.ToHexStringLower(digest.GetHashAndReset()));
    }

    private async Task<StoredEvidence?> FindAsync(VendorId vendor, EvidencePath path, CancellationToken cancellationToken)
    {
        if (await _blobs.HeadAsync(NameOf(vendor, path.Value), cancellationToken) is not { } head) return null;
        var sha256 = head.Headers.TryGetValue("x-ms-meta-sha256", out var kept) ? kept : "";
        var stored = Described(path, head.Headers.ContentLengthLong ?? throw new InvalidDataException("the blob service gave no length"), sha256, head);
        return sha256.Length > 0 ? stored : stored with { Sha256 = await DigestAsync(vendor, stored, cancellationToken) };
    }

    private static StoredEvidence Described(EvidencePath path, long length, string sha256, Response response)
    {
        var etag = response.Headers.ETag?.ToString() ?? throw new InvalidDataException("the blob service gave no ETag");
        response.Headers.TryGetValue("Last-Modified", out var changed);
        return new(path.Value, Quoted(etag), length, sha256, Time(changed));
    }

    /// <inheritdoc/>
    /// <remarks>A blob that another tool put there has no digest: it is read to compute one.</remarks>
    public async Task<IReadOnlyList<StoredEvidence>> ListAsync(VendorId vendor, CancellationToken cancellationToken = default)
    {
        var list = new List<StoredEvidence>();
        var marker = "";
        do
        {
            if (await _blobs.ListAsync($"{vendor}/", marker, cancellationToken) is not { } page) break;
            using var content = page.ToStream();
            var xml = await XDocument.LoadAsync(content, LoadOptions.None, cancellationToken);
            foreach (var blob in xml.Descendants("Blob"))
                if (Read(vendor, blob) is { } stored) list.Add(stored.Sha256.Length > 0 ? stored : stored with { Sha256 = await DigestAsync(vendor, stored, cancellationToken) });
            marker = xml.Root?.Element("NextMarker")?.Value ?? "";
        }
        while (marker.Length > 0);
        return [.. list.OrderBy(stored => stored.Path, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public Stream Open(VendorId vendor, EvidencePath path, string? etag = null) =>
        _blobs.Get(NameOf(vendor, path.Value), etag) ?? throw new EvidenceChangedException(path.Value, "has changed or disappeared");

    /// <inheritdoc/>
    /// <remarks>Where the container keeps versions, what is deleted becomes a former one; it is then the rule of the account that ends it.</remarks>
    public async Task<EvidenceDeletion> DeleteAsync(VendorId vendor, EvidencePath path, string etag, CancellationToken cancellationToken = default)
    {
        var blob = NameOf(vendor, path.Value);
        var answer = await _blobs.TryDeleteAsync(blob, etag, cancellationToken);
        return answer switch
        {
            { IsError: false } => new(DeletionOutcome.Deleted),
            { Status: 404 } => new(DeletionOutcome.Gone),
            // Of a blob that is not there a version may be missed first.
            { Status: 412 } => new(await _blobs.HeadAsync(blob, cancellationToken) is null ? DeletionOutcome.Gone : DeletionOutcome.Changed),
            { Status: 403 } => new(DeletionOutcome.Refused),
            { Status: 409 } when BlobRequests.CodeOf(answer)?.StartsWith("BlobImmutable", StringComparison.Ordinal) is true => new(DeletionOutcome.Kept, await KeptUntilAsync(blob, cancellationToken)),
            _ => throw new RequestFailedException(answer),
        };
    }

    private async Task<Instant?> KeptUntilAsync(string blob, CancellationToken cancellationToken) =>
        await _blobs.HeadAsync(blob, cancellationToken) is { } head && head.Headers.TryGetValue("x-ms-immutability-policy-until-date", out var until) ? Time(until) : null;

    private async Task<string> DigestAsync(VendorId vendor, StoredEvidence stored, CancellationToken cancellationToken)
    {
        await using var body = Open(vendor, EvidencePath.Parse(stored.Path), stored.ETag);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(body, cancellationToken));
    }

    private static StoredEvidence? Read(VendorId vendor, XElement blob)
    {
        var path = blob.Element("Name")!.Value[(vendor.Value.Length + 1)..];
        // Of a name that no upload could have: not evidence.
        if (!EvidencePath.TryParse(path, out _)) return null;
        var properties = blob.Element("Properties")!;
        var length = long.Parse(properties.Element("Content-Length")!.Value, NumberStyles.None, CultureInfo.InvariantCulture);
        var sha256 = blob.Element("Metadata")?.Element("sha256")?.Value ?? "";
        return new(path, Quoted(properties.Element("Etag")!.Value), length, sha256, Time(properties.Element("Last-Modified")?.Value));
    }

    // A list gives the version without its quotes, a header with them.
    private static string Quoted(string etag) => etag.StartsWith('"') ? etag : $"\"{etag}\"";

    private static Instant Time(string? header) =>
        Instant.FromDateTimeOffset(DateTimeOffset.ParseExact(header ?? throw new InvalidDataException("the blob service gave no time"), "R", CultureInfo.InvariantCulture));

    private static string NameOf(VendorId vendor, string path) => $"{vendor}/{path}";
}
