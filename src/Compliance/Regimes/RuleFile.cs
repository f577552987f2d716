using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Regimes;

/// <summary>Reads a file of rules, strictly: a key that is not known, or a value that no rule can have, is refused.</summary>
internal static partial class RuleFile
{
    private static readonly LocalTimePattern ClockTime = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        AllowOutOfOrderMetadataProperties = true,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters =
        {
            new JsonStringEnumConverter<RuleStatus>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false),
            new JsonStringEnumConverter<Duty>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false),
            new JsonStringEnumConverter<ThresholdOperator>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false),
            new Word<LocalDate>(text => LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var date } ? date : throw new JsonException()),
            new Word<LocalTime>(text => ClockTime.Parse(text) is { Success: true, Value: var time } ? time : throw new JsonException()),
            new Word<DateTimeZone>(text => DateTimeZoneProviders.Tzdb.GetZoneOrNull(text) ?? throw new JsonException()),
        },
    };

    private static readonly string[] Confidences = ["high", "medium", "low"];
    private static readonly string[] RecipientTypes = ["authority", "individuals", "controller", "contract party", "customers", "market", "credit agencies", "internal", "public"];
    private static readonly string[] Sectors = ["general", "financial", "health", "payments", "product", "telecom", "critical infrastructure", "listed issuer"];

    /// <param name="name">Named in errors.</param>
    /// <exception cref="InputException">It is not JSON, a member is missing or unknown, or a value is none that a rule can have.</exception>
    public static IReadOnlyList<RegimeRule> Read(string name, Stream json)
    {
        IReadOnlyList<RegimeRule> rules;
        try
        {
            rules = JsonSerializer.Deserialize<IReadOnlyList<RegimeRule>>(json, Format) ?? throw new InputException($"{name}: the file holds `null`; write a list of rules");
        }
        catch (JsonException wrong)
        {
            throw new InputException($"{name}: {wrong.Path ?? "$"}: not as a rule is written; compare it with the rules that come with the program", wrong);
        }
        // A limit without `kind` names no type, which the reader of JSON says in this way.
        catch (NotSupportedException wrong)
        {
            throw new InputException($"{name}: a `limit` or `arguable` has no `kind`; REGIMES.md lists those there are", wrong);
        }
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i] is not { } rule) throw new InputException($"{name}: $[{i}]: `null` is no rule");
            if (Problems(rule).FirstOrDefault() is { } problem) throw new InputException($"{name}: `{rule.Id}`: {problem}");
        }
        if (rules.CountBy(rule => rule.Id).FirstOrDefault(id => id.Value > 1) is { Key: { } twice }) throw new InputException($"{name}: `{twice}` stands twice");
        return rules;
    }

    private static IEnumerable<string> Problems(RegimeRule rule)
    {
        if (!RuleId().IsMatch(rule.Id)) yield return "`id` is not `regime.rule` in small letters, digits and dashes";
        if (!rule.Id.StartsWith($"{rule.Regime}.", StringComparison.Ordinal)) yield return "`regime` is not the first part of `id`";
        if (!Confidences.Contains(rule.Confidence) || rule.CountingConfidence is { } counting && !Confidences.Contains(counting)) yield return $"confidence is one of {string.Join(", ", Confidences)}";
        if (!RecipientTypes.Contains(rule.RecipientType)) yield return $"`recipientType` is one of {string.Join(", ", RecipientTypes)}";
        if (!Sectors.Contains(rule.Sector)) yield return $"`sector` is one of {string.Join(", ", Sectors)}";
        if (!Jurisdictions.All.Contains(rule.Jurisdiction)) yield return $"`jurisdiction` `{rule.Jurisdiction}` is none that a place is mapped to; add it there first";
        if (rule.AnchorFacts.Count == 0 || !rule.AnchorFacts.All(fact => fact is not null && FactName().IsMatch(fact)) || !FactName().IsMatch(rule.Trigger)) yield return "`trigger` and `anchorFacts` name facts in small letters, digits and `_ . : -`";
        if (rule.Status == RuleStatus.FutureDated && rule.ValidFrom is null) yield return "a future-dated rule has a `validFrom`";
        if (rule.BeforeThat is not null && rule.ValidFrom is null) yield return "`beforeThat` is before no `validFrom`";
        if (rule.ValidTo < rule.ValidFrom) yield return "`validTo` is before `validFrom`";
        if (rule.Threshold is { } threshold && (threshold.Number < 0 || string.IsNullOrWhiteSpace(threshold.Unit))) yield return "`threshold` has a number that is not negative, and a unit";
        if (rule.Threshold is not null && rule.ThresholdText is null) yield return "a `threshold` stands beside its `thresholdText`";
        if (rule.Relief?.NotFor.Any(string.IsNullOrWhiteSpace) is true) yield return "`relief.notFor` names entity classes";
        if ((rule.Limit.Problem ?? rule.Arguable?.Problem) is { } limit) yield return limit;
        if (Texts(rule).Any(text => text is not null && string.IsNullOrWhiteSpace(text))) yield return "a text is blank; leave its key out";
    }

    private static IEnumerable<string?> Texts(RegimeRule rule) =>
    [
        rule.Law, rule.Article, rule.Validity, rule.BeforeThat, rule.Notifier, rule.Recipient, rule.Stage, rule.TriggerDetail, rule.Qualifier, rule.Combination,
        rule.CountingText, rule.Calendar, rule.ThresholdText, rule.Exceptions, rule.LateRule, rule.BpoNote, rule.Caveats, rule.Source, rule.Relief?.Why, rule.Arguable?.Why,
        .. rule.Content.Select(text => text ?? ""), .. rule.MoreSources.Select(text => text ?? ""),
    ];

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex RuleId();

    [GeneratedRegex(@"\A[a-z0-9_.:-]+\z")]
    private static partial Regex FactName();

    /// <summary>A value that stands in a string.</summary>
    private sealed class Word<T>(Func<string, T> parse) : JsonConverter<T>
    {
        public override bool CanConvert(Type typeToConvert) => typeof(T).IsAssignableFrom(typeToConvert);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? parse(reader.GetString()!) : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw new NotSupportedException("rules are read, never written");
    }
}
