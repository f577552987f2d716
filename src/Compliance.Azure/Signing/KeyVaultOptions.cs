using Azure.Core;

namespace Compliance.Signing;

/// <summary>How the vault that signs is reached: retries, transport, diagnostics. Throttling (429 with Retry-After) and
/// passing failures are waited for and repeated.</summary>
public sealed class KeyVaultOptions : ClientOptions
{
    public KeyVaultOptions()
    {
        Retry.Mode = RetryMode.Exponential;
        Retry.MaxRetries = 5;
        Retry.Delay = TimeSpan.FromSeconds(1);
        Retry.MaxDelay = TimeSpan.FromSeconds(30);
        Retry.NetworkTimeout = TimeSpan.FromSeconds(30);
    }
}
