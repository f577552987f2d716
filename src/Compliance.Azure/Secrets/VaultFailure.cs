using System.Text.Json;
using Azure;
using Azure.Identity;

namespace Compliance.Secrets;

/// <summary>Why a list could not be read, in words that are fit for evidence: no address, token or text of the service is repeated.</summary>
internal static class VaultFailure
{
    /// <summary>Null: a failure of this program, not of the vault.</summary>
    public static string? Reason(Exception failure) => failure switch
    {
        RequestFailedException refused => Reason(refused),
        // Each attempt's failure; the last says how it ended.
        AggregateException attempts when attempts.InnerExceptions is [.., var last] => Reason(last),
        AuthenticationFailedException => "nobody is signed in to Azure here: sign in, or give this program a managed identity",
        ObjectDisposedException => null,
        JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException or OverflowException =>
            "the vault's answer is not what its API describes: check the address",
        OperationCanceledException => "the vault did not answer in time: check its address and the network",
        IOException or HttpRequestException => "the connection to the vault broke off: check the address and the network",
        _ => null,
    };

    private static string Reason(RequestFailedException refused) => refused.Status switch
    {
        0 => "the vault could not be reached: check its address, its firewall and the network",
        401 => "401: the vault does not accept the sign-in: check that the identity is of the vault's tenant",
        // The one refusal whose cure is no right; the service says so only in the body, which the message carries.
        403 when refused.Message.Contains("ForbiddenByFirewall", StringComparison.OrdinalIgnoreCase) =>
            "403: the vault's firewall refuses this address: let it in, or collect from a network that is",
        403 => "403: the identity lacks `secrets/list`: grant it the role Key Vault Reader on the vault, or List on secrets in its access policies",
        404 => "404: there is no such vault or secret",
        429 => "429: the vault refuses for too many requests: repeat later",
        >= 500 => $"{refused.Status}: the vault failed: repeat later",
        >= 200 and < 300 => "the vault's answer is not what its API describes: check the address",
        _ => $"{refused.Status}: the vault refused the request",
    };
}
