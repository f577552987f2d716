using NodaTime;

namespace Compliance.Vendors;

/// <summary>Reads <c>endpoints</c> of vendor.yaml.</summary>
internal static class EndpointsYaml
{
    public static IReadOnlyList<VendorEndpoint>? Read(YamlValue value)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return value.Any(item =>
        {
            var endpoint = One(item);
            if (endpoint is null || seen.TryAdd(endpoint.ToString(), endpoint.Line)) return endpoint;
            item.Refuse($"the endpoint {Excerpt.Of(endpoint.ToString())} is already on line {seen[endpoint.ToString()]}: remove one");
            return null;
        });
    }

    private static VendorEndpoint? One(YamlValue value)
    {
        if (value.Fields("an endpoint", "host", "owner", "starttls", "profile", "allowPrivate", "permission") is not { } fields) return null;
        var host = fields.Required("host", v => v.As<HostPort>(HostPort.Parse));
        var owner = fields.Optional("owner", YamlNames.Text);
        var startTls = fields.Optional("starttls", v => v.Word("smtp", "imap"));
        var profile = fields.Optional("profile", v => v.Word([.. VendorEndpoint.Profiles]));
        var allowPrivate = fields.Optional("allowPrivate", v => v.Word("true", "false"));
        var permission = fields.Optional("permission", Permission);
        if (host is null) return null;
        return new VendorEndpoint
        {
            Host = host.Value.Host,
            Port = host.Value.Port,
            Owner = owner,
            StartTls = startTls,
            Profile = profile ?? VendorEndpoint.DefaultProfile,
            AllowPrivate = allowPrivate == "true",
            Permission = permission,
            Line = fields.Line,
        };
    }

    private static ProbeConsent? Permission(YamlValue value)
    {
        if (value.Fields("permission", "by", "document", "until") is not { } permission) return null;
        var by = permission.Required("by", YamlNames.Text);
        var document = permission.Required("document", YamlNames.Text);
        var until = permission.Required("until", Until);
        return by is null || document is null || until is null ? null : new ProbeConsent(by, document, until.Value);
    }

    // Who probes may sit anywhere, and vendor.yaml has no zone of its own: a date ends with its day in UTC.
    private static Instant? Until(YamlValue value)
    {
        if (value.Text() is not { } text) return null;
        if (Notations.Date(text, out _) is { } date) return date.Year == 9999 ? Notations.Never : date.PlusDays(1).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
        if (Notations.Instant(text, out _) is { } instant) return instant;
        value.Refuse($"{Excerpt.Of(text)} is neither a date such as 2026-12-31, whose end in UTC counts, nor an instant with its offset such as 2026-12-31T16:00:00Z");
        return null;
    }
}
