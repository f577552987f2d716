using System.Text;
using NodaTime;

namespace Compliance.Events;

/// <summary>An <see cref="AccessEvent"/> that outlives the call that carried it. Text that was absent is null.</summary>
public sealed record EventCopy
{
    /// <summary>Index of the source in reading order.</summary>
    public required int Source { get; init; }

    /// <summary>1-based position in the source.</summary>
    public required long Record { get; init; }

    /// <summary>0-based place among the events of its record.</summary>
    public int Part { get; init; }
    public required Instant Time { get; init; }
    public string? Id { get; init; }

    /// <summary>Never absent: <c>(none)</c> when the log names no actor.</summary>
    public required string Account { get; init; }
    public AccountKind AccountKind { get; init; }
    public string? Ip { get; init; }
    public string? Country { get; init; }
    public string? Latitude { get; init; }
    public string? Longitude { get; init; }
    public string? UserAgent { get; init; }
    public string? Session { get; init; }
    public Answer Mfa { get; init; }
    public Answer Interactive { get; init; }
    public required string Action { get; init; }
    public string? Resource { get; init; }
    public string? ResourceType { get; init; }
    public Outcome Outcome { get; init; }
    public string? Tenant { get; init; }
    public string? Case { get; init; }

    /// <summary>How many records the access returned or touched; null when the source does not say.</summary>
    public long? Records { get; init; }
    public bool PlatformService { get; init; }

    /// <summary>Copies an event out of the reader's buffers.</summary>
    public static EventCopy From(in AccessEvent accessEvent) => new()
    {
        Source = accessEvent.Source,
        Record = accessEvent.Record,
        Part = accessEvent.Part,
        Time = Instant.FromUnixTimeTicks(accessEvent.Time),
        Id = Text(accessEvent.Id),
        Account = Encoding.UTF8.GetString(accessEvent.Account),
        AccountKind = accessEvent.AccountKind,
        Ip = Text(accessEvent.Ip),
        Country = Text(accessEvent.Country),
        Latitude = Text(accessEvent.Latitude),
        Longitude = Text(accessEvent.Longitude),
        UserAgent = Text(accessEvent.UserAgent),
        Session = Text(accessEvent.Session),
        Mfa = accessEvent.Mfa,
        Interactive = accessEvent.Interactive,
        Action = Encoding.UTF8.GetString(accessEvent.Action),
        Resource = Text(accessEvent.Resource),
        ResourceType = Text(accessEvent.ResourceType),
        Outcome = accessEvent.Outcome,
        Tenant = Text(accessEvent.Tenant),
        Case = Text(accessEvent.Case),
        Records = accessEvent.Records < 0 ? null : accessEvent.Records,
        PlatformService = accessEvent.PlatformService,
    };

    private static string? Text(ReadOnlySpan<byte> utf8) => utf8.IsEmpty ? null : Encoding.UTF8.GetString(utf8);
}
