using System.Text.RegularExpressions;
using Compliance.Vendors;

namespace Compliance.Companies;

/// <summary>Reads the name of a secret. What looks like a secret itself is refused, and no part of it is ever shown.</summary>
internal static partial class SecretYaml
{
    public static string? Read(YamlValue value)
    {
        if (value.Node is not YamlScalar { IsAbsent: false } scalar)
        {
            value.Refuse("expected the name of a secret, such as webhook-soc");
            return null;
        }
        if (IsSecret(scalar.Text))
            value.Refuse("this looks like a secret itself: put it into Key Vault, write its name there here, and replace it, since it has stood in a file");
        else if (!SecretName().IsMatch(scalar.Text))
            value.Refuse("this is not the name of a secret: expected 1 to 127 of letters, digits and -, such as webhook-soc");
        else return scalar.Text;
        return null;
    }

    /// <summary>Whether a text is a signing secret, a routing key, or an address that is itself the credential.</summary>
    public static bool IsSecret(string text) => Secret().IsMatch(text);

    // The name of a secret in Key Vault.
    [GeneratedRegex(@"\A[0-9A-Za-z-]{1,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    // Standard Webhooks keys; Slack and Teams addresses; keys in a query; PagerDuty's 32 letters and digits; an address with a password.
    [GeneratedRegex(@"\Awh(?:sec|sk)_|hooks\.slack\.com|webhook\.office\.com|\.logic\.azure\.com|powerplatform\.com|powerautomate\.com|(?:^|[?&;])(?:sig|code|key|token|secret|password|signature|api[_-]?key|access[_-]?token)=|sig=|\A[0-9A-Za-z]{32,}\z|://[^/\s]*@", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Secret();
}
