namespace Compliance.Samples.Acme;

/// <summary>What lies beside the logs, the same whatever the seed: probes of endpoints, configuration of resources, the secrets of a key
/// vault by their properties, attestations. Written by hand, in <c>Beside/</c>.</summary>
internal static class Beside
{
    private const string Prefix = "Beside/";

    public static void Write(string folder, Story story)
    {
        var assembly = typeof(Beside).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var path = Path.Combine(folder, name[Prefix.Length..]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var content = assembly.GetManifestResourceStream(name)!;
            using var file = File.Create(path);
            content.CopyTo(file);
        }
        Tell(story);
    }

    private static void Tell(Story story)
    {
        const string Endpoint = "exchange.acme-bpo.example:443";
        const string Vault = "kv-harborline-bpo.vault.azure.net";
        const string Group = "/subscriptions/5f0c3e6a-2a1d-4a35-9d8e-0b7f7d1c2e90/resourceGroups/bpo-support/providers";
        Expect("tls-version", Endpoint, "the exchange of files still accepts TLS 1.0, for a dialler that was replaced in May (high)");
        Expect("tls-suite", Endpoint, "and with it a suite of the time (low)");
        Expect("ST-HTTPS", $"{Group}/Microsoft.Storage/storageAccounts/stbpoexchange", "the storage account behind it takes plain HTTP");
        Expect("SQL-TLS", $"{Group}/Microsoft.Sql/servers/sql-harborline-bpo", "`None` means no minimum at all, though as a text it sorts after `1.2`");
        Expect("KV-PURGE", $"{Group}/Microsoft.KeyVault/vaults/kv-harborline-bpo", "a deleted vault could be purged at once, keys and all");
        Expect("secret-without-expiry", $"{Vault}/acme-sftp-password", "set for the first transfer and never looked at again");
        Expect("secret-expired-enabled", $"{Vault}/acme-telephony-token", "expired in June and is still given out");
        Expect("attestation-missing", "pci-aoc", "the contract asks for it; Acme has sent none");
        Expect("attestation-qualified", "soc2", "the auditor of Acme found leavers' access removed late, as the logs here show too");
        story.LooksWrong("crm-portal", "Resource Graph returns null for its TLS and FTPS settings: not evaluable, and no failure");

        void Expect(string rule, string subject, string what) => story.Expect(rule, null, null, subject, 0, what);
    }
}
