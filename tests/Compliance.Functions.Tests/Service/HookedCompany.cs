using Compliance.Secrets;

namespace Compliance.Functions.Tests.Service;

/// <summary>A company of which every person is told over webhooks.</summary>
internal static class HookedCompany
{
    /// <summary>Writes its <c>company.yaml</c>, and its secret to where the service looks for it.</summary>
    /// <param name="secret">What all webhooks are signed with.</param>
    /// <param name="hooks">Addresses, in the order in which they are told.</param>
    public static async Task WriteAsync(ServiceFolder folder, string secret, params string[] hooks)
    {
        var ladder = $"[{string.Join(", ", hooks.Select((_, i) => $"hook-{i + 1}"))}]";
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "company.yaml"), $$"""
            name: Harborline GmbH
            zone: Europe/Berlin
            sectors: [general]
            entityClasses: []
            listed: []
            establishments: [DE]
            leadAuthority: DE
            vendorIsAgent: false
            contacts: { operator: {{ladder}}, security: {{ladder}}, legal: {{ladder}}, approver: {{ladder}} }
            channels:
            {{string.Join('\n', hooks.Select((hook, i) => $"  hook-{i + 1}: {{ type: webhook, url: \"{hook}\", secret: webhook-soc, allowPrivate: true }}"))}}
            """);
        await new LocalSecretClient(Path.Combine(folder.Path, ".compliance", "secrets.json")).SetSecretAsync("webhook-soc", secret);
    }
}
