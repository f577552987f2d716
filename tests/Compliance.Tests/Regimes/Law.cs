using Compliance.Regimes;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Tests.Regimes;

/// <summary>Rules, facts and answers as tests write them.</summary>
internal static class Law
{
    public static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 12, 0);

    public static RegimeRule Of(string id) => RegimeCatalogue.Find(id) ?? throw new ArgumentException($"there is no rule `{id}`", nameof(id));

    public static Instant At(string text) => OffsetDateTimePattern.ExtendedIso.Parse(text).Value.ToInstant();

    public static AnchorFact Fact(string name, string at) => new(name, At(at));

    public static Deadline Answer(string id, params AnchorFact[] facts) => Of(id).Answer(new DeadlineQuestion { Facts = facts, Now = Now });

    public static DateTimeZone Zone(string id) => DateTimeZoneProviders.Tzdb[id];

    /// <summary>Local time with its offset.</summary>
    public static string? Text(ZonedDateTime? at) => at is null ? null : OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFFFo<+HH:mm>").Format(at.Value.ToOffsetDateTime());
}
