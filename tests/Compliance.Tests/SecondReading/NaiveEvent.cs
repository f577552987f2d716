using Compliance.Events;
using NodaTime;

namespace Compliance.Tests.SecondReading;

/// <summary>One access, in plain strings; null is an absent field.</summary>
public sealed record NaiveEvent
{
    public required int Source { get; init; }
    public required long Record { get; init; }
    public required Instant Time { get; init; }
    public string? Id { get; init; }

    /// <summary>Null: no actor, which the vocabulary writes <c>(none)</c>.</summary>
    public string? Account { get; init; }
    public AccountKind AccountKind { get; init; }
    public string? Ip { get; init; }
    public string? Country { get; init; }
    public string? Latitude { get; init; }
    public string? Longitude { get; init; }
    public string? UserAgent { get; init; }
    public string? Session { get; init; }
    public Answer Mfa { get; init; }
    public Answer Interactive { get; init; }
    public string? Action { get; init; }
    public string? Resource { get; init; }
    public string? ResourceType { get; init; }
    public Outcome Outcome { get; init; } = Outcome.Success;
    public string? Tenant { get; init; }
    public string? Case { get; init; }
    public long? Records { get; init; }
    public bool PlatformService { get; init; }

    /// <summary>The record as received; what makes two records without an id the same.</summary>
    public required string Bytes { get; init; }

    public string AccountName => Account ?? "(none)";

    /// <summary>"Unknown and unmapped values are judged as success."</summary>
    public bool Successful => Outcome is Outcome.Success or Outcome.Unknown;

    /// <summary>Everything the event says, without where it stands.</summary>
    public NaiveEvent Content => this with { Source = 0, Record = 0, Bytes = "" };

    /// <summary>"The same source id and an equal event (without id: identical bytes)."</summary>
    public bool IsDuplicateOf(NaiveEvent other) =>
        Id is null ? other.Id is null && Bytes == other.Bytes : Id == other.Id && Content == other.Content;

    /// <summary>Order of reading: (source, record).</summary>
    public bool IsReadBefore(NaiveEvent other) => (Source, Record).CompareTo((other.Source, other.Record)) < 0;

    /// <summary>Order of judging: (time, source, record).</summary>
    public bool IsJudgedBefore(NaiveEvent other) =>
        (Time, Source, Record).CompareTo((other.Time, other.Source, other.Record)) < 0;
}
