using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Compliance.Storage;

/// <summary>Signs requests to the blob service with the account's key.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key — the layout for Blob, Queue and File services.</remarks>
internal sealed class SharedKeyPolicy(BlobAccount account, TimeProvider clock) : HttpPipelineSynchronousPolicy
{
    private static readonly string[] SignedHeaders =
        ["Content-Encoding", "Content-Language", "Content-Length", "Content-MD5", "Content-Type", "Date", "If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range"];

    public override void OnSendingRequest(HttpMessage message)
    {
        var request = message.Request;
        request.Headers.SetValue("x-ms-date", clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture));
        var signature = HMACSHA256.HashData(account.Key, Encoding.UTF8.GetBytes(TextOf(request)));
        request.Headers.SetValue("Authorization", $"SharedKey {account.Name}:{Convert.ToBase64String(signature)}");
    }

    private string TextOf(Request request)
    {
        var text = new StringBuilder().Append(request.Method.Method).Append('\n');
        foreach (var name in SignedHeaders) text.Append(name == "Content-Length" ? Length(request) : Header(request, name)).Append('\n');
        foreach (var header in request.Headers.Where(header => header.Name.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase)).OrderBy(header => header.Name.ToLowerInvariant(), StringComparer.Ordinal))
            text.Append(header.Name.ToLowerInvariant()).Append(':').Append(header.Value.Trim()).Append('\n');
        var uri = request.Uri.ToUri();
        text.Append('/').Append(account.Name).Append(uri.AbsolutePath);
        foreach (var (name, value) in Query(uri).OrderBy(part => part.Name, StringComparer.Ordinal)) text.Append('\n').Append(name).Append(':').Append(value);
        return text.ToString();
    }

    private static string Length(Request request) =>
        request.Content is { } content && content.TryComputeLength(out var length) && length > 0 ? length.ToString(CultureInfo.InvariantCulture) : "";

    private static string Header(Request request, string name) => request.Headers.TryGetValue(name, out var value) ? value : "";

    private static IEnumerable<(string Name, string Value)> Query(Uri uri) =>
        uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part =>
        {
            var separator = part.IndexOf('=', StringComparison.Ordinal);
            return (Uri.UnescapeDataString(part[..separator]).ToLowerInvariant(), Uri.UnescapeDataString(part[(separator + 1)..]));
        });
}
