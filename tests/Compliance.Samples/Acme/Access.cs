namespace Compliance.Samples.Acme;

internal enum Outcome
{
    Success,
    Denied,
    Failure,

    /// <summary>Azure's activity log announces a write before it reports how it ended.</summary>
    Started,
}

/// <summary>One thing somebody did, before a log format gives it its shape.</summary>
internal sealed record Access
{
    public required string Account { get; init; }
    public required DateTimeOffset Time { get; init; }
    public required string Action { get; init; }
    public string? DisplayName { get; init; }
    public string? Resource { get; init; }
    public string? ResourceType { get; init; }
    public string? Case { get; init; }
    public int? Rows { get; init; }
    public string? Ip { get; init; }
    public string? Session { get; init; }
    public bool? Mfa { get; init; }
    public bool Interactive { get; init; } = true;
    public Outcome Outcome { get; init; }

    /// <summary>Given when the log is delivered; for Azure it links the records of one operation before that.</summary>
    public string Id { get; init; } = "";

    /// <summary>The vendor's platform acting by itself: nobody's account.</summary>
    public bool PlatformService { get; init; }

    public bool DeliveredTwice { get; init; }
}
