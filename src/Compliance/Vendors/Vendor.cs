using Compliance.Events;
using Compliance.Evidence;
using Compliance.Findings;
using NodaTime;

namespace Compliance.Vendors;

/// <summary>In <see cref="Pilot"/> verdicts are the same, but nothing is sent to anybody.</summary>
public enum VendorMode
{
    Pilot,
    Live,
}

/// <summary><c>vendor.yaml</c>: who the vendor is, what it handles and where, and where its logs are.</summary>
public sealed record Vendor
{
    public required VendorId Id { get; init; }
    public required string Name { get; init; }
    public VendorMode Mode { get; init; } = VendorMode.Pilot;

    /// <summary>Patterns of the accounts that are the vendor's; null when every account is.</summary>
    public IReadOnlyList<Pattern>? Population { get; init; }
    public IReadOnlyList<LogEntry> Logs { get; init; } = [];

    /// <summary>Lists of users and roles that lie outside of <c>entitlements/</c>, or do not tell their system; in file order.</summary>
    public IReadOnlyList<EntitlementEntry> Entitlements { get; init; } = [];

    /// <summary>In file order; no host and port twice.</summary>
    public IReadOnlyList<VendorEndpoint> Endpoints { get; init; } = [];

    /// <summary>Null: no configuration is read live.</summary>
    public AzureScope? Azure { get; init; }

    /// <summary>Kinds of data that the vendor handles, in the contract's words: <c>cardholder</c>, <c>health</c>, <c>contact</c>.</summary>
    public IReadOnlyList<string> DataClasses { get; init; } = [];

    /// <summary>Where it handles them.</summary>
    public IReadOnlyList<ProcessingSite> ProcessingSites { get; init; } = [];

    /// <summary>Whose data they are, and where those persons live.</summary>
    public IReadOnlyList<SubjectGroup> SubjectGroups { get; init; } = [];

    /// <summary>Whose data they are: <c>customers</c>; each kind once.</summary>
    public IReadOnlyList<string> DataSubjects => [.. SubjectGroups.Select(group => group.Kind).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Ids of the frameworks that the contract names.</summary>
    public IReadOnlyList<string> Frameworks { get; init; } = [];

    /// <summary>Role (<c>security</c>) → whom to reach there, in order: mail addresses and names of channels of company.yaml.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Contacts { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>How soon the contract makes it tell of a breach; null: not known.</summary>
    public VendorSla? Sla { get; init; }

    /// <summary>How soon the contract makes it put findings right; a severity that is not there has no time.</summary>
    public IReadOnlyDictionary<Severity, Duration> Remediation { get; init; } = new Dictionary<Severity, Duration>();

    /// <summary>How long evidence is kept as it was received.</summary>
    public Retention Retain { get; init; } = Retention.Default;

    /// <summary>How far back an audit of the service reads logs; null: all that there are.</summary>
    public Lookback? Lookback { get; init; }

    /// <summary>Who gets each signed checkpoint, all of them, while the vendor is live: mail addresses and names of channels of company.yaml.
    /// People outside of the company do the most good: an auditor's mailbox, the vendor's own.</summary>
    public IReadOnlyList<string> Witnesses { get; init; } = [];
}

/// <summary>A place of work.</summary>
/// <param name="Name">By which attestations and the column `site` of people.csv name it too; compared ignoring case.</param>
public sealed record ProcessingSite(string Name, string? Country)
{
    /// <summary>The clock of the place; null: not said, which is the access model's timezone.</summary>
    public DateTimeZone? Zone { get; init; }
}

/// <summary>Persons of one kind whose data the vendor handles.</summary>
/// <param name="Kind">In the contract's words: <c>customers</c>.</param>
/// <param name="Jurisdictions">ISO 3166-1 codes, with a subdivision where that matters: <c>DE</c>, <c>US-CA</c>; empty: not known.</param>
public sealed record SubjectGroup(string Kind, IReadOnlyList<string> Jurisdictions);

/// <summary>What the contract says about telling of a breach.</summary>
/// <param name="From">Name of the fact that the hours run from: <c>vendor_awareness</c> or <c>detection</c>.</param>
/// <param name="Document">Where it is written.</param>
public sealed record VendorSla(Duration BreachNotice, string From, string Document);

/// <summary>One entry of <c>logs:</c>. An entry that matches no file is missing evidence.</summary>
public sealed record LogEntry
{
    /// <summary>Path pattern relative to the vendor folder; <c>*</c> matches any run of characters, separators too.</summary>
    public required Pattern Path { get; init; }

    /// <summary>Format name; null: sniffed.</summary>
    public string? Format { get; init; }

    /// <summary>Name of the member that holds the records where a JSON document is a page of them: <c>entities</c>; null: as the document shows.</summary>
    public string? List { get; init; }

    /// <summary>Of its files without a byte order mark: UTF-8 or Windows-1252.</summary>
    public TextEncoding Encoding { get; init; }

    /// <summary>Zone of times that carry no offset (<c>csv</c>, <c>ndjson</c>).</summary>
    public DateTimeZone? Zone { get; init; }
    public Expectation Expect { get; init; }

    /// <summary>Event field (<c>time</c>, <c>account</c>, <c>case</c> …) → dotted JSON path or CSV column, over the format's own mapping.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>Outcome words of the source → outcome; compared ignoring case.</summary>
    public IReadOnlyDictionary<string, Outcome> OutcomeValues { get; init; } = new Dictionary<string, Outcome>();

    /// <summary>Line of the entry in <c>vendor.yaml</c>; 0: it does not stand there.</summary>
    public int Line { get; init; }

    /// <summary>In front of what is wrong with it.</summary>
    internal string Place => Line == 0 ? "" : $"vendor.yaml:{Line}: ";
}

/// <summary>On which local days a source must have records.</summary>
public enum Expectation : byte
{
    None,
    Daily,

    /// <summary>Monday to Friday.</summary>
    Weekdays,
}
