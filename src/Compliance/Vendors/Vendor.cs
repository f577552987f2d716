using Compliance.Events;
using NodaTime;

namespace Compliance.Vendors;

/// <summary>In <see cref="Pilot"/> verdicts are the same, but nothing is sent to anybody.</summary>
public enum VendorMode
{
    Pilot,
    Live,
}

/// <summary><c>vendor.yaml</c>: who the vendor is and where its logs are.</summary>
public sealed record Vendor
{
    public required VendorId Id { get; init; }
    public required string Name { get; init; }
    public VendorMode Mode { get; init; } = VendorMode.Pilot;

    /// <summary>Patterns of the accounts that are the vendor's; null when every account is.</summary>
    public IReadOnlyList<Pattern>? Population { get; init; }
    public IReadOnlyList<LogEntry> Logs { get; init; } = [];
}

/// <summary>One entry of <c>logs:</c>. An entry that matches no file is missing evidence.</summary>
public sealed record LogEntry
{
    /// <summary>Path pattern relative to the vendor folder; <c>*</c> matches any run of characters, separators too.</summary>
    public required Pattern Path { get; init; }

    /// <summary>Format name; null: sniffed.</summary>
    public string? Format { get; init; }

    /// <summary>Zone of times that carry no offset (<c>csv</c>, <c>ndjson</c>).</summary>
    public DateTimeZone? Zone { get; init; }
    public Expectation Expect { get; init; }

    /// <summary>Event field (<c>time</c>, <c>account</c>, <c>case</c> …) → dotted JSON path or CSV column, over the format's own mapping.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>Outcome words of the source → outcome; compared ignoring case.</summary>
    public IReadOnlyDictionary<string, Outcome> OutcomeValues { get; init; } = new Dictionary<string, Outcome>();

    /// <summary>Line of the entry in <c>vendor.yaml</c>.</summary>
    public int Line { get; init; }
}

/// <summary>On which local days a source must have records.</summary>
public enum Expectation : byte
{
    None,
    Daily,

    /// <summary>Monday to Friday.</summary>
    Weekdays,
}
