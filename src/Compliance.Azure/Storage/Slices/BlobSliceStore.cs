using System.Xml.Linq;
using Azure.Core;
using Azure.Core.Pipeline;
using Compliance.Vendors;

namespace Compliance.Storage;

/// <summary>Slice files in Blob Storage: container <c>slices</c>, blob <c>&lt;vendor&gt;/&lt;audit&gt;/&lt;file&gt;</c>. What a killed process left there goes by the container's
/// lifecycle rule: see infra/README.md.</summary>
public sealed class BlobSliceStore : ISliceStore
{
    private const string Container = "slices";

    private readonly BlobRequests _blobs;

    /// <summary>Signed in by identity.</summary>
    /// <param name="endpoint"><c>https://&lt;account&gt;.blob.core.windows.net</c>.</param>
    public BlobSliceStore(Uri endpoint, TokenCredential credential, BlobOptions? options = null)
        : this(endpoint, new BearerTokenAuthenticationPolicy(credential, "https://storage.azure.com/.default"), options)
    {
    }

    internal BlobSliceStore(BlobAccount account, BlobOptions? options)
        : this(account.Endpoint, new SharedKeyPolicy(account, TimeProvider.System), options)
    {
    }

    private BlobSliceStore(Uri endpoint, HttpPipelinePolicy authentication, BlobOptions? options) =>
        _blobs = new BlobRequests(endpoint, Container, HttpPipelineBuilder.Build(options ?? new BlobOptions(), [], [authentication], new ResponseClassifier()));

    /// <inheritdoc/>
    public string Location => _blobs.Address;

    /// <inheritdoc/>
    /// <remarks>Blocks are invisible until the list of them is put: that is what makes the file appear whole.</remarks>
    public async Task<long> PutAsync(VendorId vendor, string audit, string file, Action<Stream> write, CancellationToken cancellationToken = default)
    {
        var blob = $"{NameOf(vendor, audit)}{file}";
        var blocks = new BlockStream(_blobs, blob, cancellationToken);
        await Task.Run(() => Write(blocks, write), cancellationToken);
        await _blobs.PutBlockListAsync(blob, blocks.Ids, null, cancellationToken);
        return blocks.Length;
    }

    /// <inheritdoc/>
    public Stream? Open(VendorId vendor, string audit, string file, long length) => _blobs.Get($"{NameOf(vendor, audit)}{file}", null, length);

    /// <inheritdoc/>
    public Task DeleteAsync(VendorId vendor, string audit, string file, CancellationToken cancellationToken = default) =>
        _blobs.DeleteAsync($"{NameOf(vendor, audit)}{file}", cancellationToken);

    /// <inheritdoc/>
    public async Task DeleteAllAsync(VendorId vendor, string audit, CancellationToken cancellationToken = default)
    {
        var marker = "";
        do
        {
            if (await _blobs.ListAsync(NameOf(vendor, audit), marker, cancellationToken) is not { } page) return;
            using var content = page.ToStream();
            var xml = await XDocument.LoadAsync(content, LoadOptions.None, cancellationToken);
            foreach (var name in xml.Descendants("Blob").Select(blob => blob.Element("Name")!.Value)) await _blobs.DeleteAsync(name, cancellationToken);
            marker = xml.Root?.Element("NextMarker")?.Value ?? "";
        }
        while (marker.Length > 0);
    }

    private static void Write(BlockStream blocks, Action<Stream> write)
    {
        write(blocks);
        blocks.Complete();
    }

    // Neither part holds a slash: the files of one audit are not taken for those of another whose id begins the same.
    private static string NameOf(VendorId vendor, string audit) => $"{vendor}/{audit}/";
}
