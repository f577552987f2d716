using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Compliance.Functions.Http;

/// <summary>Refusals, as RFC 9457 writes them: <c>type</c>, <c>title</c>, <c>status</c>, <c>detail</c>, and a stable <c>code</c> for programs.</summary>
public static class Problem
{
    /// <param name="code">Stable; each is listed in API.md.</param>
    /// <param name="detail">What is wrong, what was expected, what to do; for a person.</param>
    /// <param name="more">Further members.</param>
    public static IResult Of(int status, string code, string detail, params ReadOnlySpan<(string Name, JsonNode Value)> more)
    {
        var problem = new JsonObject
        {
            ["type"] = $"urn:compliance:problem:{code}",
            ["title"] = ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
            ["code"] = code,
            ["detail"] = detail,
        };
        foreach (var (name, value) in more) problem[name] = value;
        return Results.Text(problem.ToJsonString(Answer.Readable), "application/problem+json", statusCode: status);
    }

    public static IResult UnknownVendor(string vendor) =>
        Of(404, "vendor-not-found", $"there is no vendor `{Shown(vendor)}`: PUT it first, or correct the id");

    public static IResult UnknownAudit(string audit) => Of(404, "audit-not-found", $"the vendor has no audit `{Shown(audit)}`");

    public static IResult UnknownFinding(string fingerprint) =>
        Of(404, "finding-not-found", $"the vendor has no finding `{Shown(fingerprint)}`: expected a fingerprint of 32 hex digits from the list");

    public static IResult UnknownIncident(string incident) => Of(404, "incident-not-found", $"the vendor has no incident `{Shown(incident)}`");

    public static IResult UnknownFramework(string framework) =>
        Of(404, "framework-not-found", $"there is no framework `{Shown(framework)}`: expected one of {string.Join(", ", Catalogue.Frameworks.Select(known => known.Id))}");

    public static IResult Stale(string what) =>
        Of(412, "stale", $"{what} has changed since it was read: GET it again, look at it, and repeat with its present ETag");

    private static string Shown(string text) => text.Length <= 100 ? text : text[..100] + "…";
}
