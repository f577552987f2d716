using Compliance.Events;
using Compliance.Evidence;
using Compliance.Evidence.Formats;
using Compliance.Findings;

namespace Compliance.Vendors;

/// <summary>Reads <c>vendor.yaml</c>.</summary>
internal static class VendorYaml
{
    // The keys of `fields`: what a log record can be mapped to.
    private static readonly string[] EventFields =
    [
        "id", "time", "account", "accountType", "ip", "country", "latitude", "longitude", "userAgent", "session", "mfa", "action",
        "resource", "resourceType", "outcome", "tenant", "case", "records", "interactive",
    ];

    private static readonly string[] FrameworkIds =
    [
        "pci-dss-4.0.1", "iso-27001-2022", "soc-2", "hipaa", "nist-800-53r5", "mcsb", "cis-azure",
    ];

    public static Vendor? Read(YamlValue root)
    {
        var file = root.Fields("vendor.yaml",
            "id", "name", "mode", "population", "logs", "entitlements", "contacts", "processingSites", "dataSubjects", "dataClasses",
            "frameworks", "endpoints", "azure", "sla", "retain", "lookback", "witnesses");
        if (file is null) return null;

        var id = file.Required("id", Id);
        var name = file.Optional("name", YamlNames.Text);
        var mode = file.Optional("mode", v => v.Word("pilot", "live"));
        var population = file.Optional("population", Population);
        var logs = file.Optional("logs", v => v.Any(Log)) ?? [];
        var entitlements = file.Optional("entitlements", v => v.Any(Entitlement)) ?? [];
        var endpoints = file.Optional("endpoints", EndpointsYaml.Read) ?? [];
        var azure = file.Optional("azure", AzureYaml.Read);
        var dataClasses = file.Optional("dataClasses", YamlNames.DistinctTexts) ?? [];
        var sites = file.Optional("processingSites", Sites) ?? [];
        var subjects = file.Optional("dataSubjects", SubjectsYaml.Read) ?? [];
        var frameworks = file.Optional("frameworks", v => v.Any(item => item.Word(FrameworkIds))) ?? [];
        var contacts = file.Optional("contacts", ContactsYaml.Read);
        var sla = file.Optional("sla", SlaYaml.Read);
        var retain = file.Optional("retain", Retention.Read);
        var lookback = file.Optional("lookback", Vendors.Lookback.Read);
        var witnesses = file.Optional("witnesses", ContactsYaml.Ladder) ?? [];

        if (id is null) return null;
        return new Vendor
        {
            Id = id.Value,
            Name = name ?? id.Value.Value,
            Mode = mode == "live" ? VendorMode.Live : VendorMode.Pilot,
            Population = population,
            Logs = logs,
            Entitlements = entitlements,
            Endpoints = endpoints,
            Azure = azure,
            DataClasses = dataClasses,
            ProcessingSites = sites,
            SubjectGroups = subjects,
            Frameworks = [.. frameworks.Distinct()],
            Contacts = contacts ?? new Dictionary<string, IReadOnlyList<string>>(),
            Sla = sla?.Breach,
            Remediation = sla?.Remediation ?? new Dictionary<Severity, NodaTime.Duration>(),
            Retain = retain ?? Retention.Default,
            Lookback = lookback,
            Witnesses = [.. witnesses.Select(witness => witness.Name)],
        };
    }

    private static VendorId? Id(YamlValue value)
    {
        if (value.Text() is not { } text) return null;
        if (VendorId.TryParse(text, out var id)) return id;
        value.Refuse($"{Excerpt.Of(text)} is not a vendor id: use 2 to 62 of a-z, 0-9 and -, not beginning with -");
        return null;
    }

    private static IReadOnlyList<Pattern>? Population(YamlValue value)
    {
        var population = value.Fields("population", "match", "networks");
        population?.Optional("networks", v => v.Some(YamlNames.Network));
        return population?.Optional("match", YamlNames.Patterns);
    }

    private static LogEntry? Log(YamlValue value)
    {
        if (value.Fields("an entry of logs", "path", "format", "preset", "list", "encoding", "zone", "expect", "fields", "values") is not { } entry) return null;
        var path = entry.Required("path", Path);
        var format = entry.Optional("format", YamlNames.Text);
        var preset = entry.Optional("preset", Preset);
        if (format is not null && preset is not null) value.Refuse("`format` and `preset` say the same thing: keep one of them");
        var list = entry.Optional("list", YamlNames.Text);
        var encoding = entry.Optional("encoding", v => v.Word("utf-8", "windows-1252"));
        var zone = entry.Optional("zone", YamlNames.Zone);
        var expect = entry.Optional("expect", v => v.Word("daily", "weekdays"));
        var fields = entry.Optional("fields", Fields);
        var outcomes = entry.Optional("values", Values);
        if (path is null) return null;
        return new LogEntry
        {
            Path = path,
            Format = format ?? preset,
            List = list,
            Encoding = encoding == "windows-1252" ? TextEncoding.Windows1252 : TextEncoding.Utf8,
            Zone = zone,
            Expect = expect switch { "daily" => Expectation.Daily, "weekdays" => Expectation.Weekdays, _ => Expectation.None },
            Fields = fields ?? new Dictionary<string, string>(),
            OutcomeValues = outcomes ?? new Dictionary<string, Outcome>(),
            Line = entry.Line,
        };
    }

    private static EntitlementEntry? Entitlement(YamlValue value)
    {
        if (value.Fields("an entry of entitlements", "path", "system", "role", "asOf") is not { } entry) return null;
        var path = entry.Required("path", Path);
        var (system, role) = (entry.Optional("system", YamlNames.Text), entry.Optional("role", YamlNames.Text));
        var asOf = entry.Optional("asOf", YamlNames.Instant);
        return path is null ? null : new EntitlementEntry { Path = path, System = system, Role = role, AsOf = asOf, Line = entry.Line };
    }

    private static Pattern? Path(YamlValue value)
    {
        if (value.Text() is not { } text) return null;
        var problem = text.Contains('\\', StringComparison.Ordinal) ? "separates with `\\`: use `/`"
            : text.StartsWith('/') || text.Contains(':', StringComparison.Ordinal) ? "is absolute: write it relative to the vendor folder, such as logs/crm-*.csv"
            : text.Split('/').Any(part => part is ".." or "." or "") ? "has an empty, `.` or `..` part: write it from the vendor folder down, such as logs/crm-*.csv"
            : null;
        if (problem is null) return new Pattern(text);
        value.Refuse($"the path {Excerpt.Of(text)} {problem}");
        return null;
    }

    private static string? Preset(YamlValue value)
    {
        if (value.Text() is not { } name) return null;
        if (LogFormats.Presets.Contains(name)) return name;
        value.Refuse($"{Excerpt.Of(name)} is no preset; expected one of {string.Join(", ", LogFormats.Presets)}");
        return null;
    }

    private static Dictionary<string, string>? Fields(YamlValue value)
    {
        if (value.Fields("fields", EventFields) is not { } fields) return null;
        var mapped = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in EventFields)
            if (fields.Optional(field, YamlNames.Text) is { } source) mapped.Add(field, source);
        return mapped;
    }

    private static Dictionary<string, Outcome>? Values(YamlValue value) =>
        value.Fields("values", "outcome")?.Optional("outcome", Outcomes);

    private static Dictionary<string, Outcome>? Outcomes(YamlValue value)
    {
        if (value.Fields("outcome", "success", "denied", "failure", "unknown") is not { } outcomes) return null;
        var words = new Dictionary<string, Outcome>(StringComparer.OrdinalIgnoreCase);
        foreach (var outcome in Enum.GetValues<Outcome>())
            outcomes.Optional(outcome.ToString().ToLowerInvariant(), list => list.Some(word => Word(word, outcome, words)));
        return words;
    }

    private static string? Word(YamlValue value, Outcome outcome, Dictionary<string, Outcome> words)
    {
        if (value.Text() is not { } word) return null;
        if (!words.TryAdd(word, outcome) && words[word] != outcome)
            value.Refuse($"{Excerpt.Of(word)} is given for two outcomes: keep one");
        return word;
    }

    private static IReadOnlyList<ProcessingSite>? Sites(YamlValue value)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return value.Any(item =>
        {
            var site = Site(item);
            if (site is null || seen.Add(site.Name)) return site;
            item.Refuse($"the site {Excerpt.Of(site.Name)} is there twice: remove one");
            return null;
        });
    }

    private static ProcessingSite? Site(YamlValue value)
    {
        if (value.Node is YamlScalar) return value.Text() is { } word ? new ProcessingSite(word, null) : null;
        if (value.Fields("a processing site", "name", "country", "zone") is not { } site) return null;
        var name = site.Required("name", YamlNames.Text);
        var country = site.Optional("country", YamlNames.Text);
        var zone = site.Optional("zone", YamlNames.Zone);
        return name is null ? null : new ProcessingSite(name, country) { Zone = zone };
    }
}
