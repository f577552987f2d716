using System.Text;
using Compliance.Functions.Describing;
using Compliance.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>Describes the service for programs, in OpenAPI 3.1; API.md is the page for people.</summary>
public static class OpenApi
{
    private const string Name = "openapi.json";

    // Under which path the host has put the service does not change while it runs.
    private static volatile Written? _last;

    [Function(nameof(OpenApi))]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Name)] HttpRequest request)
    {
        var path = request.PathBase.Add(request.Path).Value!;
        var server = path[..Math.Max(0, path.Length - Name.Length - 1)].ToLowerInvariant();
        var written = _last;
        if (written?.Server != server)
            _last = written = new(server, Encoding.UTF8.GetBytes(OpenApiDocument.Of(server).ToJsonString(Answer.Readable)));
        return EntityTags.Bytes(request, written.Document, "application/json");
    }

    private sealed record Written(string Server, byte[] Document);
}
