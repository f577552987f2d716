using System.Xml.Linq;
using Azure.Core;
using Azure.Core.Pipeline;
using Compliance.Storage;
using Compliance.Trail.Checkpoints;
using Compliance.Vendors;

namespace Compliance.Publishing;

/// <summary>Checkpoints in Blob Storage: container <c>checkpoints</c>, blob <c>&lt;vendor&gt;/&lt;size&gt;.checkpoint</c>. The container is to have a
/// locked immutability policy, and the service a role that cannot delete: see infra/README.md.</summary>
public sealed class BlobCheckpointArchive : ICheckpointArchive
{
    private const string Container = "checkpoints";

    // The most that the service lists at once.
    private const int PerPage = 5_000;

    private const int Digits = 19;

    private readonly BlobRequests _blobs;
    private readonly int _perPage;

    /// <summary>Signed in by identity.</summary>
    /// <param name="endpoint"><c>https://&lt;account&gt;.blob.core.windows.net</c>.</param>
    public BlobCheckpointArchive(Uri endpoint, TokenCredential credential, BlobOptions? options = null)
        : this(endpoint, new BearerTokenAuthenticationPolicy(credential, "https://storage.azure.com/.default"), options, PerPage)
    {
    }

    internal BlobCheckpointArchive(BlobAccount account, BlobOptions? options, int perPage = PerPage)
        : this(account.Endpoint, new SharedKeyPolicy(account, TimeProvider.System), options, perPage)
    {
    }

    private BlobCheckpointArchive(Uri endpoint, HttpPipelinePolicy authentication, BlobOptions? options, int perPage)
    {
        _blobs = new BlobRequests(endpoint, Container, HttpPipelineBuilder.Build(options ?? new BlobOptions(), [], [authentication], new ResponseClassifier()));
        _perPage = perPage;
    }

    /// <inheritdoc/>
    public string Location => _blobs.Address;

    /// <inheritdoc/>
    public async Task<bool> PutAsync(VendorId vendor, long size, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        var file = ArchiveName.Of(size, name);
        var blob = $"{vendor}/{file}";
        if (await _blobs.PutNewAsync(blob, bytes, cancellationToken)) return true;
        ArchiveName.MustEqual(vendor, file, await ReadAsync(blob, cancellationToken), bytes.Span);
        return false;
    }

    /// <inheritdoc/>
    /// <remarks>One listing while the vendor has at most 5,000 files here: half a year of hourly checkpoints. Beyond, a list begins with the oldest,
    /// and the newest is looked for digit by digit, from 9 down: at most 191 listings, some 130 for a log of a million entries; and one blob is read.</remarks>
    public async Task<SignedCheckpoint?> NewestAsync(VendorId vendor, CancellationToken cancellationToken = default)
    {
        if (await NewestAsync($"{vendor}/", 0, cancellationToken) is not { } newest) return null;
        var file = newest[(vendor.Value.Length + 1)..];
        return ArchiveName.Read(vendor, file, await ReadAsync(newest, cancellationToken));
    }

    // The last name in order that is a checkpoint's, among those with a prefix.
    private async Task<string?> NewestAsync(string prefix, int digits, CancellationToken cancellationToken)
    {
        var (names, isAll) = await PageAsync(prefix, cancellationToken);
        if (isAll || digits == Digits) return names.Where(name => ArchiveName.IsCheckpoint(name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..])).Max(StringComparer.Ordinal);
        for (var digit = '9'; digit >= '0'; digit--)
            if (await NewestAsync(prefix + digit, digits + 1, cancellationToken) is { } newest) return newest;
        return null;
    }

    private async Task<(IReadOnlyList<string> Names, bool IsAll)> PageAsync(string prefix, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        var marker = "";
        do
        {
            if (await _blobs.ListAsync(prefix, marker, cancellationToken, _perPage) is not { } page) return ([], true);
            using var content = page.ToStream();
            var xml = await XDocument.LoadAsync(content, LoadOptions.None, cancellationToken);
            names.AddRange(xml.Descendants("Blob").Select(blob => blob.Element("Name")!.Value));
            marker = xml.Root?.Element("NextMarker")?.Value ?? "";
        }
        // The service may end a page early, even an empty one.
        while (marker.Length > 0 && names.Count < _perPage);
        return (names, marker.Length == 0);
    }

    private async Task<byte[]> ReadAsync(string blob, CancellationToken cancellationToken)
    {
        await using var body = _blobs.Get(blob, null) ?? throw new InvalidDataException($"`{blob}` of {Location} was there a moment ago, and cannot be read now");
        var bytes = new byte[ArchiveName.MaxBytes + 1];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return bytes[..length];
    }
}
