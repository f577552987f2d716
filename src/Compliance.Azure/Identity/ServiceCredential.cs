using Azure.Core;
using Azure.Identity;

namespace Compliance.Identity;

/// <summary>Who this program is to Azure: the one place that makes a <see cref="DefaultAzureCredential"/>, once a process and when it is first asked for.</summary>
/// <remarks>Azure.Identity's own settings, both read from the environment, narrow what it tries: <c>AZURE_TOKEN_CREDENTIALS</c> (<c>prod</c>, <c>dev</c>, or the
/// name of one credential, such as <c>ManagedIdentityCredential</c>) and <c>AZURE_CLIENT_ID</c> (which user-assigned identity). Deployed, both are
/// set: a credential that somebody leaves on the machine is then not tried.</remarks>
public static class ServiceCredential
{
    private static readonly Lazy<TokenCredential> Made = new(() => new DefaultAzureCredential());

    /// <summary>The credential. Nothing is asked of anybody before its first token is.</summary>
    public static TokenCredential Shared => Made.Value;

    /// <exception cref="InputException">The setting <c>AZURE_TOKEN_CREDENTIALS</c> names no credential that there is.</exception>
    public static void Check()
    {
        try
        {
            _ = new DefaultAzureCredential();
        }
        catch (InvalidOperationException unknown)
        {
            throw new InputException("it names no credential: give `prod`, `dev`, or one such as `ManagedIdentityCredential`", unknown);
        }
    }
}
