using System.Globalization;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Compliance.Storage;

/// <summary>How the blob service is reached: retries, transport, diagnostics.</summary>
public sealed class BlobOptions : ClientOptions;

/// <summary>The requests to one container of the blob service. It is made when it is first missed.</summary>
internal sealed class BlobRequests(Uri endpoint, string container, HttpPipeline pipeline)
{
    private const string Version = "2021-12-02";

    private static readonly (string, string)[] OnlyNew = [("If-None-Match", "*")];

    public string Address { get; } = $"{endpoint.AbsoluteUri.TrimEnd('/')}/{container}";

    public Task<Response> PutBlockAsync(string blob, string id, ReadOnlyMemory<byte> block, CancellationToken cancellationToken) =>
        PutAsync($"{Of(blob)}?comp=block&blockid={Uri.EscapeDataString(id)}", block, [], cancellationToken);

    /// <param name="sha256">For the metadata; null: none.</param>
    public Task<Response> PutBlockListAsync(string blob, IEnumerable<string> ids, string? sha256, CancellationToken cancellationToken) =>
        PutBlockListAsync(blob, ids, sha256, [], cancellationToken);

    /// <summary>The same where no blob is; null: one is there, and stays.</summary>
    public Task<Response?> PutNewBlockListAsync(string blob, IEnumerable<string> ids, string? sha256, CancellationToken cancellationToken) =>
        UnlessThereAsync(PutBlockListAsync(blob, ids, sha256, OnlyNew, cancellationToken));

    private Task<Response> PutBlockListAsync(string blob, IEnumerable<string> ids, string? sha256, (string, string)[] condition, CancellationToken cancellationToken)
    {
        var list = $"<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>{string.Concat(ids.Select(id => $"<Latest>{id}</Latest>"))}</BlockList>";
        return PutAsync(
            $"{Of(blob)}?comp=blocklist", Encoding.UTF8.GetBytes(list),
            [("Content-Type", "application/xml"), ("x-ms-blob-content-type", "application/octet-stream"), .. sha256 is null ? [] : new[] { ("x-ms-meta-sha256", sha256) }, .. condition], cancellationToken);
    }

    /// <summary>Deletes a blob; one that is not there is no error.</summary>
    public async Task DeleteAsync(string blob, CancellationToken cancellationToken)
    {
        using var message = Message(RequestMethod.Delete, Of(blob));
        await pipeline.SendAsync(message, cancellationToken);
        if (message.Response is { IsError: true, Status: not 404 }) throw new RequestFailedException(message.Response);
    }

    /// <summary>Deletes a blob of one version.</summary>
    /// <returns>The answer, errors included: what each of them means is the caller's.</returns>
    public async Task<Response> TryDeleteAsync(string blob, string etag, CancellationToken cancellationToken)
    {
        using var message = Message(RequestMethod.Delete, Of(blob));
        message.Request.Headers.SetValue("If-Match", etag);
        await pipeline.SendAsync(message, cancellationToken);
        return message.Response;
    }

    /// <summary>Puts a blob where none is; false: one is there, and stays.</summary>
    public async Task<bool> PutNewAsync(string blob, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            return await UnlessThereAsync(PutAsync(Of(blob), body, [.. OnlyNew, ("x-ms-blob-type", "BlockBlob"), ("Content-Type", "application/octet-stream")], cancellationToken)) is not null;
        }
        // Whoever may add blobs and not replace them is refused before it is looked whether one is there.
        catch (RequestFailedException e) when (e.Status == 403)
        {
            if (await HeadAsync(blob, cancellationToken) is null) throw;
            return false;
        }
    }

    /// <summary>What is known of a blob, in headers; null: there is none.</summary>
    public async Task<Response?> HeadAsync(string blob, CancellationToken cancellationToken)
    {
        using var message = Message(RequestMethod.Head, Of(blob));
        await pipeline.SendAsync(message, cancellationToken);
        if (message.Response.Status == 404) return null;
        return message.Response.IsError ? throw new RequestFailedException(message.Response) : message.Response;
    }

    /// <summary>One page of blobs whose names begin with a prefix; XML. Null when there is no container.</summary>
    public async Task<BinaryData?> ListAsync(string prefix, string marker, CancellationToken cancellationToken, int? most = null)
    {
        using var message = Message(RequestMethod.Get, $"{Address}?restype=container&comp=list&include=metadata&prefix={Uri.EscapeDataString(prefix)}&marker={Uri.EscapeDataString(marker)}{(most is null ? "" : string.Create(CultureInfo.InvariantCulture, $"&maxresults={most}"))}");
        await pipeline.SendAsync(message, cancellationToken);
        if (IsContainerMissing(message.Response)) return null;
        if (message.Response.IsError) throw new RequestFailedException(message.Response);
        return message.Response.Content;
    }

    /// <summary>A blob's bytes as they come; null when it is missing, or of another version or length.</summary>
    public Stream? Get(string blob, string? etag, long? length = null)
    {
        var message = Message(RequestMethod.Get, Of(blob));
        if (etag is not null) message.Request.Headers.SetValue("If-Match", etag);
        message.BufferResponse = false;
        pipeline.Send(message, CancellationToken.None);
        if (message.Response.Status is 404 or 412 || (!message.Response.IsError && length is not null && message.Response.Headers.ContentLengthLong != length))
        {
            message.Dispose();
            return null;
        }
        if (!message.Response.IsError) return new ResponseStream(message);
        using (message) throw new RequestFailedException(message.Response);
    }

    private static async Task<Response?> UnlessThereAsync(Task<Response> put)
    {
        try
        {
            return await put;
        }
        // Under an immutability policy the service may say it in another way.
        catch (RequestFailedException e) when (e.Status is 409 or 412 && e.GetRawResponse() is { } response && CodeOf(response) is "BlobAlreadyExists" or "BlobImmutableDueToPolicy" or "ConditionNotMet")
        {
            return null;
        }
    }

    private async Task<Response> PutAsync(string address, ReadOnlyMemory<byte> body, IReadOnlyList<(string Name, string Value)> headers, CancellationToken cancellationToken)
    {
        var response = await SendAsync(address, body, headers, cancellationToken);
        if (IsContainerMissing(response))
        {
            // 409: another has made it just now.
            var made = await SendAsync($"{Address}?restype=container", default, [], cancellationToken);
            if (made is { IsError: true, Status: not 409 }) throw new RequestFailedException(made);
            response = await SendAsync(address, body, headers, cancellationToken);
        }
        return response.IsError ? throw new RequestFailedException(response) : response;
    }

    private async Task<Response> SendAsync(string address, ReadOnlyMemory<byte> body, IReadOnlyList<(string Name, string Value)> headers, CancellationToken cancellationToken)
    {
        using var message = Message(RequestMethod.Put, address);
        message.Request.Content = RequestContent.Create(body);
        foreach (var (name, value) in headers) message.Request.Headers.SetValue(name, value);
        await pipeline.SendAsync(message, cancellationToken);
        return message.Response;
    }

    private HttpMessage Message(RequestMethod method, string address)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(address));
        message.Request.Headers.SetValue("x-ms-version", Version);
        return message;
    }

    private string Of(string blob) => $"{Address}/{string.Join('/', blob.Split('/').Select(Uri.EscapeDataString))}";

    private static bool IsContainerMissing(Response response) => response.Status == 404 && CodeOf(response) == "ContainerNotFound";

    public static string? CodeOf(Response response) => response.Headers.TryGetValue("x-ms-error-code", out var code) ? code : null;
}
