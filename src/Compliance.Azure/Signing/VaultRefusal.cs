using System.Text.Json;
using System.Text.RegularExpressions;
using Azure;
using Azure.Identity;

namespace Compliance.Signing;

/// <summary>Why a vault does not sign, and what to do. Its own text is not repeated: it holds ids and addresses.</summary>
internal static partial class VaultRefusal
{
    /// <summary>For a request that got no whole answer; null: a failure of this program.</summary>
    public static Exception? Of(KeyAddress key, Exception failure) => failure switch
    {
        // Made below: it says what it has to.
        RequestFailedException { Status: > 0 } => null,
        AuthenticationFailedException => new InputException($"nobody is signed in to Azure here, to sign with the key `{key.Display}`: sign in, or give this program a managed identity", failure),
        RequestFailedException or AggregateException or IOException or HttpRequestException or OperationCanceledException =>
            new RequestFailedException(0, $"the vault of the key `{key.Display}` could not be reached, or the connection broke off: check its address, its firewall and the network, and repeat", failure),
        _ => null,
    };

    /// <summary>For an answer that is not 200.</summary>
    public static Exception Of(KeyAddress key, int status, ReadOnlyMemory<byte> body)
    {
        var code = Code(body);
        return status switch
        {
            401 => new InputException($"401: the vault does not accept the sign-in for the key `{key.Display}`: check that the identity is of the vault's tenant"),
            403 when code == "ForbiddenByFirewall" => new InputException($"403: the firewall of the vault of the key `{key.Display}` refuses this address: let it in"),
            403 when code == "KeyDisabled" => new InputException($"403: the key `{key.Display}` is disabled: enable it, or name another"),
            403 => new InputException($"403 {code}: the identity may not read or sign with the key `{key.Display}`, or the key is expired or not for signing: grant it `keys/read` and `keys/sign` on the key"),
            404 => new InputException($"404: there is no key `{key.Display}`, or not that version of it: make it, or name another"),
            429 => new RequestFailedException(status, $"429: the vault of the key `{key.Display}` refuses for too many requests: repeat later"),
            >= 500 => new RequestFailedException(status, $"{status} {code}: the vault of the key `{key.Display}` failed: repeat later"),
            _ => new InputException($"{status} {code}: the vault refuses to sign with the key `{key.Display}`: check the key's kind, operations and address"),
        };
    }

    /// <summary>The innermost error code that the answer names, when it is one.</summary>
    private static string Code(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var code = "";
            for (var (at, name) = (document.RootElement, "error"); at.ValueKind is JsonValueKind.Object && at.TryGetProperty(name, out var error); (at, name) = (error, "innererror"))
            {
                if (error.ValueKind is JsonValueKind.Object && error.TryGetProperty("code", out var named) && named.ValueKind is JsonValueKind.String
                    && ErrorCode().IsMatch(named.GetString()!)) code = named.GetString()!;
            }
            return code;
        }
        catch (JsonException)
        {
            return "";
        }
    }

    [GeneratedRegex(@"\A[A-Za-z]{1,60}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ErrorCode();
}
