using System.Text.Json;
using System.Text.RegularExpressions;
using Azure;
using Azure.Identity;

namespace Compliance.Graph;

/// <summary>Why Azure Resource Manager refused, and what to do. Its own text is not repeated: it holds names and ids.</summary>
internal static partial class GraphFailure
{
    /// <summary>For a request that got no whole answer; null: a failure of this program.</summary>
    public static InputException? Of(Exception failure) => failure switch
    {
        AuthenticationFailedException => new("nobody is signed in to Azure here: sign in, or give this program a managed identity", failure),
        RequestFailedException or AggregateException or IOException or HttpRequestException or OperationCanceledException =>
            new("Azure Resource Manager could not be reached, or the connection broke off: check the address of the cloud and the network, and repeat", failure),
        _ => null,
    };

    public static InputException Of(ArmAnswer answer) => answer.Status switch
    {
        401 => new("401: Azure does not accept the sign-in: check that the identity is of the tenant whose resources are asked for"),
        403 => new($"403{Code(answer.Body)}: the identity may not read these resources: grant it the role Reader on every subscription or management group that is asked for"),
        429 => new("429: Azure refuses for too many requests: repeat later"),
        >= 500 => new($"{answer.Status}{Code(answer.Body)}: Azure failed: repeat later"),
        _ => new($"{answer.Status}{Code(answer.Body)}: Azure refused the query: check the subscriptions, management groups and types that are asked for"),
    };

    /// <summary>The error code that the answer names, when it is one: <c> BadRequest</c>.</summary>
    private static string Code(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.Object
                && error.TryGetProperty("code", out var code) && code.ValueKind is JsonValueKind.String && ErrorCode().Match(code.GetRawText()) is { Success: true } word ? $" {word.Groups[1].Value}" : "";
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return "";
        }
    }

    [GeneratedRegex("\\A\"([A-Za-z]{1,60})\"\\z", RegexOptions.None, 1000)]
    private static partial Regex ErrorCode();
}
