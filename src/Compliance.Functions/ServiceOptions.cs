using System.Globalization;
using Compliance.Storage;
using Microsoft.Extensions.Configuration;

namespace Compliance.Functions;

/// <summary>The settings of the service.</summary>
public sealed record ServiceOptions
{
    private const string EmbeddedPrefix = "Embedded=";

    /// <summary><c>Store</c>: where tables are kept, as <see cref="Storage.Store.Open"/> understands it. Default <c>Embedded=.compliance/service.db</c>.</summary>
    public string Store { get; init; } = EmbeddedPrefix + ".compliance/service.db";

    /// <summary><c>EvidenceStore</c>: where evidence is kept, as <see cref="Storage.EvidenceStore.Open"/> understands it. Default
    /// <c>Directory=.compliance/evidence</c>.</summary>
    public string EvidenceStore { get; init; } = "Directory=.compliance/evidence";

    /// <summary><c>KeyVaultUri</c>: the vault with the vendors' keys; https. Required where the store is an address: a key in a file would
    /// not outlive the instance. Default: a file beside the store that only its owner can read.</summary>
    public Uri? KeyVaultUri { get; init; }

    /// <summary><c>VendorFolders</c>: local folders whose subfolders are vendors, audited in place; separated by <c>;</c>. Default: none.</summary>
    public IReadOnlyList<string> VendorFolders { get; init; } = [];

    /// <summary><c>AuditSchedule</c>: when every vendor is audited, six fields, UTC. Required.</summary>
    public string AuditSchedule { get; init; } = "";

    /// <summary><c>VendorLease</c>: how long a vendor stays taken by an audit whose process was killed. Default 60 s; 2 s to 10 min.</summary>
    public TimeSpan VendorLease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary><c>Company</c>: path of company.yaml, which says what the company itself is and whom to reach there. Default: company.yaml in a
    /// folder of <see cref="VendorFolders"/>, if there is one; without it nothing is sent, and what depends on it cannot be told.</summary>
    public string? Company { get; init; }

    /// <summary><c>Playbooks</c>: a folder whose <c>*.json</c> are the company's own playbooks of CACAO 2.0. Default: none but those that come
    /// with the program.</summary>
    public string? Playbooks { get; init; }

    /// <summary><c>WEBSITE_AUTH_ENABLED</c>, set by the platform: its headers say who calls. Without it anybody could send them.</summary>
    public bool AuthEnabled { get; init; }

    /// <summary><c>WEBSITE_HOSTNAME</c>, set by the platform: the name under which the service is reached. Null: this machine's.</summary>
    public string? HostName { get; init; }

    /// <summary>The file of secrets where there is no vault.</summary>
    public string SecretFile => Path.Combine(StoreFolder ?? Path.GetFullPath(".compliance"), "secrets.json");

    private string? StoreFolder =>
        Store.StartsWith(EmbeddedPrefix, StringComparison.OrdinalIgnoreCase) ? Path.GetDirectoryName(Path.GetFullPath(Store[EmbeddedPrefix.Length..].Trim())) : null;

    /// <exception cref="InputException">Settings that cannot be used, one a line, each by its name.</exception>
    public static ServiceOptions Read(IConfiguration settings)
    {
        var defaults = new ServiceOptions();
        var problems = new List<string>();
        var options = new ServiceOptions
        {
            Store = Text(settings, "Store") ?? defaults.Store,
            EvidenceStore = Text(settings, "EvidenceStore") ?? defaults.EvidenceStore,
            KeyVaultUri = Vault(settings, problems),
            VendorFolders = (settings["VendorFolders"] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            AuditSchedule = Text(settings, "AuditSchedule") ?? "",
            VendorLease = Lease(settings, defaults.VendorLease, problems),
            Company = Text(settings, "Company"),
            Playbooks = Text(settings, "Playbooks"),
            AuthEnabled = string.Equals(settings["WEBSITE_AUTH_ENABLED"], "true", StringComparison.OrdinalIgnoreCase),
            HostName = Text(settings, "WEBSITE_HOSTNAME"),
        };
        if (options.AuditSchedule.Length == 0)
            problems.Add("setting `AuditSchedule` is missing: say when vendors are audited, such as `0 0 2 * * *` for 02:00 UTC each day");
        if (options.KeyVaultUri is null && options.Store.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            problems.Add("setting `KeyVaultUri` is missing: a store in Azure needs a key vault for the vendors' keys, such as https://<name>.vault.azure.net");
        Noted("Store", problems, () => Storage.Store.Open(options.Store).Dispose());
        Noted("EvidenceStore", problems, () => Storage.EvidenceStore.Open(options.EvidenceStore));
        return problems.Count == 0 ? options : throw new InputException(string.Join('\n', problems));
    }

    private static string? Text(IConfiguration settings, string name) => string.IsNullOrWhiteSpace(settings[name]) ? null : settings[name]!.Trim();

    private static Uri? Vault(IConfiguration settings, List<string> problems)
    {
        if (Text(settings, "KeyVaultUri") is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var vault) && vault.Scheme == Uri.UriSchemeHttps) return vault;
        problems.Add($"setting `KeyVaultUri` is `{text}`: expected an address such as https://<name>.vault.azure.net");
        return null;
    }

    private static TimeSpan Lease(IConfiguration settings, TimeSpan absent, List<string> problems)
    {
        if (Text(settings, "VendorLease") is not { } text) return absent;
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var lease) && lease >= TimeSpan.FromSeconds(2) && lease <= TimeSpan.FromMinutes(10)) return lease;
        problems.Add($"setting `VendorLease` is `{text}`: expected 00:00:02 to 00:10:00");
        return absent;
    }

    private static void Noted(string setting, List<string> problems, Action open)
    {
        try
        {
            open();
        }
        catch (InputException refused)
        {
            problems.Add($"setting `{setting}`: {refused.Message}");
        }
    }
}
