using System.Globalization;
using Compliance.Functions.Access;
using Compliance.Functions.Slicing;
using Compliance.Functions.Telemetry;
using Compliance.Identity;
using Compliance.Signing;
using Microsoft.Extensions.Configuration;
using static Compliance.Functions.SettingText;

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

    /// <summary><c>TrailOrigin</c>: what checkpoints are named by, before the vendor's id; the company's own name, such as
    /// <c>compliance.example.com</c>. Required where the store is an address. Default: <c>compliance.localhost</c>. A log keeps the one it was first signed with.</summary>
    public string? TrailOrigin { get; init; }

    /// <summary><c>CheckpointKey</c>: the key that signs checkpoints, <c>https://&lt;vault&gt;/keys/&lt;name&gt;[/&lt;version&gt;]</c>; several, separated by <c>;</c>, all sign.
    /// Required where the store is an address. Default: a file beside the store that only its owner can read.</summary>
    public string? CheckpointKey { get; init; }

    /// <summary><c>CheckpointArchive</c>: where signed checkpoints are kept out of reach, as <see cref="Publishing.CheckpointArchive.Open"/> understands it.
    /// Required where the store is an address. Default: the directory <c>checkpoints</c> beside the store.</summary>
    public string? CheckpointArchive { get; init; }

    /// <summary><c>TimestampAuthority</c>: address of an RFC 3161 authority, https or http. Default: none is asked.</summary>
    public Uri? TimestampAuthority { get; init; }

    /// <summary><c>TimestampAuthorityPrivate</c>: <c>true</c> where that address is a private or a loopback one. Default: public addresses only.</summary>
    public bool TimestampAuthorityPrivate { get; init; }

    /// <summary>By what the service knows who calls.</summary>
    public SignInOptions SignIn { get; init; } = new();

    /// <summary><c>RequestsPerMinute</c>: how many requests an instance answers a caller a minute. Default 600; 1 to 1,000,000.</summary>
    public int RequestsPerMinute { get; init; } = 600;

    /// <summary><c>OutstandingAudits</c>: how many audits of a vendor may be ordered by people and not have ended. Default 10; 1 to 100.</summary>
    public int OutstandingAudits { get; init; } = 10;

    /// <summary>Where telemetry goes.</summary>
    public TelemetryOptions Telemetry { get; init; } = new();

    /// <summary>Audits that are read in slices.</summary>
    public SliceOptions Slices { get; init; } = new();

    /// <summary><c>WEBSITE_HOSTNAME</c>, set by the platform: the name under which the service is reached. Null: this machine's.</summary>
    public string? HostName { get; init; }

    /// <summary>The file of secrets where there is no vault.</summary>
    public string SecretFile => Path.Combine(StoreFolder ?? Path.GetFullPath(".compliance"), "secrets.json");

    /// <summary>The file of the key that signs, where there is no <see cref="CheckpointKey"/>.</summary>
    public string CheckpointKeyFile => Path.Combine(StoreFolder ?? Path.GetFullPath(".compliance"), CheckpointKeys.FileName);

    /// <summary>The archive, set or not.</summary>
    public string ArchiveConnection => CheckpointArchive ?? $"Directory={Path.Combine(StoreFolder ?? Path.GetFullPath(".compliance"), "checkpoints")}";

    /// <summary>Whether tables are kept in a file of this machine.</summary>
    public bool IsEmbedded => Store.StartsWith(EmbeddedPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether this is the service as it is deployed, where a function key alone is nobody's name: the platform says so, or its store is neither
    /// a file of this machine nor a service on it. Whatever is not known to be a machine of one's own counts as deployed.</summary>
    public bool IsInAzure => SignIn.IsInstance || !(IsEmbedded || IsDevelopmentStorage);

    // Azurite; also by another port than its own.
    private bool IsDevelopmentStorage
    {
        get
        {
            var parts = Store.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var endpoints = parts.Where(part => part.Contains("Endpoint=", StringComparison.OrdinalIgnoreCase) || part.StartsWith("DevelopmentStorageProxyUri=", StringComparison.OrdinalIgnoreCase))
                .Select(part => part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..]).ToList();
            return (parts.Contains("UseDevelopmentStorage=true", StringComparer.OrdinalIgnoreCase) || endpoints.Count > 0)
                && endpoints.All(text => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.IsLoopback && !address.IsFile);
        }
    }

    private bool IsStoreAddress => Store.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private string? StoreFolder =>
        IsEmbedded && Store[EmbeddedPrefix.Length..].Trim() is { Length: > 0 } file ? Path.GetDirectoryName(Path.GetFullPath(file)) : null;

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
            Slices = SliceOptions.Read(settings, problems),
            Company = Text(settings, "Company"),
            Playbooks = Text(settings, "Playbooks"),
            TrailOrigin = Text(settings, "TrailOrigin"),
            CheckpointKey = Text(settings, "CheckpointKey"),
            CheckpointArchive = Text(settings, "CheckpointArchive"),
            TimestampAuthority = Authority(settings, problems),
            TimestampAuthorityPrivate = string.Equals(Text(settings, "TimestampAuthorityPrivate"), "true", StringComparison.OrdinalIgnoreCase),
            SignIn = SignInOptions.Read(settings, problems),
            RequestsPerMinute = Number(settings, "RequestsPerMinute", defaults.RequestsPerMinute, 1_000_000, problems),
            OutstandingAudits = Number(settings, "OutstandingAudits", defaults.OutstandingAudits, 100, problems),
            HostName = Text(settings, "WEBSITE_HOSTNAME"),
            Telemetry = TelemetryOptions.Read(settings, problems),
        };
        if (options.AuditSchedule.Length == 0)
            problems.Add("setting `AuditSchedule` is missing: say when vendors are audited, such as `0 0 2 * * *` for 02:00 UTC each day");
        if (options.IsStoreAddress) problems.AddRange(MissingInAzure(options));
        if (Text(settings, "AZURE_TOKEN_CREDENTIALS") is not null) Noted("AZURE_TOKEN_CREDENTIALS", problems, ServiceCredential.Check);
        Noted("Store", problems, () => Storage.Store.Open(options.Store).Dispose());
        Noted("EvidenceStore", problems, () => Storage.EvidenceStore.Open(options.EvidenceStore));
        if (options.Slices.Store is { } slices) Noted("SliceStore", problems, () => Storage.SliceStore.Open(slices));
        Noted("TrailOrigin", problems, () => CheckpointKeys.Open(null, options.CheckpointKeyFile, options.TrailOrigin));
        Noted("CheckpointKey", problems, () => CheckpointKeys.Open(options.CheckpointKey, options.CheckpointKeyFile));
        Noted("CheckpointArchive", problems, () => Publishing.CheckpointArchive.Open(options.ArchiveConnection));
        return problems.Count == 0 ? options : throw new InputException(string.Join('\n', problems));
    }

    // What an instance keeps to itself goes with it.
    private static IEnumerable<string> MissingInAzure(ServiceOptions options)
    {
        if (options.KeyVaultUri is null) yield return "setting `KeyVaultUri` is missing: a store in Azure needs a key vault for the vendors' keys, such as https://<name>.vault.azure.net";
        if (options.TrailOrigin is null) yield return "setting `TrailOrigin` is missing: say what checkpoints of the trail are named by, for ever, such as compliance.example.com";
        if (options.CheckpointKey is null) yield return "setting `CheckpointKey` is missing: a store in Azure needs a key of a vault that signs checkpoints, such as https://<name>.vault.azure.net/keys/checkpoints";
        if (options.CheckpointArchive is null) yield return "setting `CheckpointArchive` is missing: a store in Azure needs a place for signed checkpoints, such as https://<account>.blob.core.windows.net";
    }

    private static Uri? Authority(IConfiguration settings, List<string> problems)
    {
        if (Text(settings, "TimestampAuthority") is not { } text) return null;
        Uri? address = null;
        Noted("TimestampAuthority", problems, () => address = Publishing.TimestampAuthority.AddressOf(text));
        return address;
    }

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

    private static int Number(IConfiguration settings, string name, int absent, int most, List<string> problems)
    {
        if (Text(settings, name) is not { } text) return absent;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most) return number;
        problems.Add(string.Create(CultureInfo.InvariantCulture, $"setting `{name}` is `{text}`: expected a number from 1 to {most}"));
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
