using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Compliance.Graph;

/// <summary>An answer of Azure Resource Manager, read to its end.</summary>
internal sealed record ArmAnswer(int Status, ReadOnlyMemory<byte> Body, IReadOnlyDictionary<string, string> Headers)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>Requests to Azure Resource Manager. Throttling (429 with Retry-After) and passing failures are waited for and repeated by the pipeline.</summary>
internal sealed class ArmRequests(TokenCredential credential, ResourceGraphOptions options)
{
    private readonly HttpPipeline _pipeline =
        HttpPipelineBuilder.Build(options, [], [new BearerTokenAuthenticationPolicy(credential, options.Cloud.Scope)], new ResponseClassifier());

    /// <param name="path">Path and query under the address of the cloud.</param>
    /// <returns>Any answer, refusals too.</returns>
    /// <exception cref="InputException">None came, or not the whole of it, or one beyond the limit of bytes.</exception>
    public async Task<ArmAnswer> SendAsync(RequestMethod method, string path, byte[]? body, CancellationToken cancellationToken)
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(options.Cloud.Endpoint, path));
        message.Request.Headers.SetValue("Accept", "application/json");
        if (body is not null)
        {
            message.Request.Headers.SetValue("Content-Type", "application/json");
            message.Request.Content = RequestContent.Create(body);
        }
        // Read here, so that the limit of bytes holds before they are in memory.
        message.BufferResponse = false;
        try
        {
            await _pipeline.SendAsync(message, cancellationToken);
            var read = await BodyAsync(message.Response, cancellationToken);
            return new(message.Response.Status, read, message.Response.Headers.DistinctBy(header => header.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase));
        }
        catch (Exception failure) when (GraphFailure.Of(failure) is not null && !cancellationToken.IsCancellationRequested)
        {
            throw GraphFailure.Of(failure)!;
        }
    }

    private async Task<ReadOnlyMemory<byte>> BodyAsync(Response response, CancellationToken cancellationToken)
    {
        if (response.ContentStream is not { } content) return default;
        using var held = new MemoryStream();
        var block = new byte[81_920];
        while (await content.ReadAsync(block, cancellationToken) is var read and > 0)
        {
            if (held.Length + read > options.PageBytes) throw new InputException($"an answer of Azure Resource Manager has more than {options.PageBytes} bytes, the most that is read: ask for fewer rows at a time");
            held.Write(block, 0, read);
        }
        return held.GetBuffer().AsMemory(0, (int)held.Length);
    }
}
