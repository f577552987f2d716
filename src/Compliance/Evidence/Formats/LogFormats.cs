using Compliance.Vendors;

namespace Compliance.Evidence.Formats;

/// <summary>The formats that logs are read in.</summary>
public static class LogFormats
{
    /// <summary>Name of what is no log in any known format.</summary>
    internal const string Unknown = "unknown";

    internal const string Ocsf = "ocsf";
    internal const string CloudTrail = "cloudtrail";
    internal const string AzureActivity = "azure-activity";
    internal const string EntraSignIn = "entra-signin";
    internal const string EntraAudit = "entra-audit";
    internal const string M365Audit = "m365-audit";
    internal const string AzureKeyVault = "azure-keyvault";
    internal const string AzureStorage = "azure-storage";
    internal const string Zendesk = "zendesk";
    internal const string Salesforce = "salesforce";
    internal const string Okta = "okta";
    internal const string GoogleWorkspace = "google-workspace";
    internal const string Csv = "csv";
    internal const string Ndjson = "ndjson";

    private static readonly KnownFormat[] Known =
    [
        new(Ocsf) { Json = options => new Ocsf(options) },
        new(CloudTrail) { Json = options => new CloudTrail(options) },
        new(AzureActivity) { Json = options => new AzureActivity(options) },
        new(EntraSignIn) { Json = options => new EntraSignIn(options) },
        new(EntraAudit) { Json = options => new EntraAudit(options) },
        new(M365Audit) { Json = options => new M365Audit(options), Rows = (options, header) => new M365AuditRows(options, header), HasHeader = M365AuditRows.HasHeader },
        new(AzureKeyVault) { Json = options => new AzureKeyVault(options) },
        new(AzureStorage) { Json = options => new AzureStorage(options) },
        new(Zendesk) { Json = options => new Zendesk(options), Rows = (options, header) => new ZendeskRows(options, header), HasHeader = ZendeskRows.HasHeader },
        new(Salesforce) { Rows = SalesforceRows, HasHeader = header => Formats.Salesforce.HasHeader(header) || SalesforceSetup.HasHeader(header), TimesAreUtc = false },
        new(Okta) { Json = options => new Okta(options) },
        new(GoogleWorkspace) { Json = options => new GoogleWorkspace(options) },
        .. Formats.Presets.All.Select(KnownFormat.Of),
        new(Csv) { Rows = (options, header) => new GenericCsv(options, header), TimesAreUtc = false },
        new(Ndjson) { Json = options => new GenericJson(options), TimesAreUtc = false },
    ];

    /// <summary>Names that <c>logs:</c> may give as a preset: the mappings of <c>presets.json</c>, which are formats too.</summary>
    public static readonly IReadOnlyList<string> Presets = [.. Formats.Presets.All.Select(preset => preset.Name)];

    /// <summary>Names that <c>logs:</c> may give as a format.</summary>
    public static readonly IReadOnlyList<string> Names = [.. Known.Select(format => format.Name)];

    /// <summary>Whether a file is read as rows below a header: because its format knows nothing else, or because its text does not
    /// begin as JSON does.</summary>
    internal static bool IsRows(string name, ReadOnlySpan<byte> text)
    {
        var format = Find(name);
        if (format.Json is null || format.Rows is null) return format.Rows is not null;
        return text.TrimStart(" \t\r\n"u8) is not [(byte)'{' or (byte)'[', ..];
    }

    /// <summary>The JSON format of a name.</summary>
    internal static JsonFormat Json(string name, LogEntry? entry)
    {
        var format = Find(name);
        return format.Json?.Invoke(FormatOptions.Of(entry, format.TimesAreUtc)) ?? throw new ArgumentOutOfRangeException(nameof(name), name, "no JSON format");
    }

    /// <summary>The format of a name for rows below a header.</summary>
    internal static CsvFormat Rows(string name, LogEntry? entry, IReadOnlyList<string> header)
    {
        var format = Find(name);
        return format.Rows?.Invoke(FormatOptions.Of(entry, format.TimesAreUtc), header) ?? throw new ArgumentOutOfRangeException(nameof(name), name, "no CSV format");
    }

    /// <summary>The format whose header this is; null: none that is known by its header.</summary>
    internal static string? OfHeader(IReadOnlyList<string> header) => Array.Find(Known, format => format.HasHeader?.Invoke(header) == true)?.Name;

    /// <exception cref="InputException">The entry names a format that does not exist, or a field that events do not have.</exception>
    internal static void Check(LogEntry entry)
    {
        if (entry.Format is { } name && !Names.Contains(name))
            throw new InputException($"{entry.Place}`{name}` is no log format; expected one of {string.Join(", ", Names)}");
        if (entry is { List: not null, Format: { } rows } && Find(rows).Json is null)
            throw new InputException($"{entry.Place}`list` names a list of JSON, and `{rows}` has rows; leave `list` out");
        _ = FormatOptions.Of(entry, timesAreUtc: true);
    }

    private static CsvFormat SalesforceRows(FormatOptions options, IReadOnlyList<string> header) =>
        SalesforceSetup.HasHeader(header) ? new SalesforceSetup(options, header) : new Salesforce(options, header);

    private static KnownFormat Find(string name) =>
        Array.Find(Known, format => format.Name == name) ?? throw new ArgumentOutOfRangeException(nameof(name), name, "no format");

    private sealed record KnownFormat(string Name)
    {
        public static KnownFormat Of(Preset preset) => new(preset.Name)
        {
            Json = options => new PresetJson(options, preset),
            Rows = (options, header) => new PresetRows(options, header, preset),
            HasHeader = preset.IsOf,
            TimesAreUtc = preset.TimesAreUtc,
        };

        public Func<FormatOptions, JsonFormat>? Json { get; init; }

        public Func<FormatOptions, IReadOnlyList<string>, CsvFormat>? Rows { get; init; }

        /// <summary>Whether a header is the format's own and no other's.</summary>
        public Func<IReadOnlyList<string>, bool>? HasHeader { get; init; }

        /// <summary>Whether the format documents times without an offset as UTC; else they need the entry's zone.</summary>
        public bool TimesAreUtc { get; init; } = true;
    }
}
