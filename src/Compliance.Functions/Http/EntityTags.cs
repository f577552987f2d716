using System.Security.Cryptography;
using System.Text;
using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Compliance.Functions.Http;

/// <summary>Versions in headers. The tables' own are weak, and If-Match compares strongly (RFC 9110, section 13.1.1): a digest of them is
/// given instead.</summary>
public static class EntityTags
{
    public static string Of(ETag version) => $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(version.ToString())))[..32]}\"";

    /// <summary>Whether a request's If-Match names this version, or any.</summary>
    /// <returns>Null: it has no If-Match.</returns>
    public static bool? Matches(HttpRequest request, ETag version)
    {
        var named = request.GetTypedHeaders().IfMatch;
        if (named.Count == 0) return request.Headers.IfMatch.Count > 0 ? false : null;
        return named.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || (!tag.IsWeak && tag.Tag == Of(version)));
    }

    public static IResult Missing(string what) =>
        Problem.Of(428, "if-match-required", $"{what} is changed only as it was read: GET it, and send its ETag as If-Match");
}
