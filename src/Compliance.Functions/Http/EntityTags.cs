using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Compliance.Functions.Http;

/// <summary>Versions in headers: digests, so that If-Match can compare strongly (RFC 9110, section 13.1.1), which the tables' own, weak ones do not allow.</summary>
/// <remarks>A tag has two halves: the version of the row, which If-Match holds a change to, and the representation. What is shown of a finding or a case
/// changes with time and with decisions about others, while its row stays as it is; If-None-Match looks at both.</remarks>
public static class EntityTags
{
    private const int VersionLength = 32;

    /// <summary>The version alone, of an answer that does not show the thing itself.</summary>
    public static string Of(ETag version) => $"\"{Digest(version.ToString())}\"";

    /// <summary>Whether a request's If-Match names this version, or any.</summary>
    /// <returns>Null: it has no If-Match.</returns>
    public static bool? Matches(HttpRequest request, ETag version)
    {
        var named = request.GetTypedHeaders().IfMatch;
        if (named.Count == 0) return request.Headers.IfMatch.Count > 0 ? false : null;
        var digest = Digest(version.ToString());
        return named.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || (!tag.IsWeak && VersionOf(tag) == digest));
    }

    /// <summary>Answers with what was asked for, or 304 when the caller has it as it is.</summary>
    /// <param name="version">Of its row; null: it has none, and cannot be changed under If-Match.</param>
    public static IResult Json(HttpRequest request, ETag? version, JsonNode body, int status = 200) =>
        Tagged(request, version, Encoding.UTF8.GetBytes(body.ToJsonString(Answer.Readable)), "application/json", status);

    /// <inheritdoc cref="Json"/>
    /// <param name="type">With its charset.</param>
    public static IResult Bytes(HttpRequest request, ReadOnlyMemory<byte> body, string type) => Tagged(request, null, body, type, 200);

    public static IResult Missing(string what) =>
        Problem.Of(428, "if-match-required", $"{what} is changed only as it was read: GET it, and send its ETag as If-Match");

    private static IResult Tagged(HttpRequest request, ETag? version, ReadOnlyMemory<byte> body, string type, int status)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(body.Span))[..VersionLength];
        var tag = version is { } row ? $"\"{Digest(row.ToString())}-{digest}\"" : $"\"{digest}\"";
        request.HttpContext.Response.Headers.ETag = tag;
        return HttpMethods.IsGet(request.Method) && IsKnown(request, EntityTagHeaderValue.Parse(tag))
            ? Results.StatusCode(StatusCodes.Status304NotModified) : new TaggedBody(body, type, status);
    }

    private static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) =>
        request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false));

    private static string VersionOf(EntityTagHeaderValue tag) => tag.Tag.Length > VersionLength ? tag.Tag.Substring(1, VersionLength) : "";

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..VersionLength];

    // Results.Bytes knows no status but 200.
    private sealed class TaggedBody(ReadOnlyMemory<byte> body, string type, int status) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            httpContext.Response.ContentType = type;
            httpContext.Response.ContentLength = body.Length;
            await httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted);
        }
    }
}
