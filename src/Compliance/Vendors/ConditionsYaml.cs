using NodaTime;

namespace Compliance.Vendors;

/// <summary>Reads a <c>when</c> of access.yaml, of a role or of an entry.</summary>
internal static class ConditionsYaml
{
    public static Conditions? Read(YamlValue value, DateTimeZone timezone)
    {
        if (value.Fields("when", "mfa", "networks", "hours", "case", "volume") is not { } when) return null;
        return new Conditions
        {
            MfaRequired = when.Optional("mfa", v => v.Word("required")) is not null,
            Networks = when.Optional("networks", v => v.Some(YamlNames.Network)),
            Hours = when.Optional("hours", v => v.Some(shift => Hours(shift, timezone))),
            Case = when.Optional("case", Case),
            Volume = when.Optional("volume", Volume),
        };
    }

    private static Shift? Hours(YamlValue value, DateTimeZone timezone)
    {
        if (value.Fields("an entry of hours", "days", "from", "to", "zone") is not { } fields) return null;
        var days = fields.Required("days", v => v.As<byte>(Notations.Days));
        var from = fields.Required("from", v => v.As<LocalTime>(Notations.Time));
        var to = fields.Required("to", v => v.As<LocalTime>(Notations.EndTime));
        var isWholeDay = fields.Optional("to", v => v.Node is YamlScalar { Text: "24:00" });
        var zone = fields.Optional("zone", YamlNames.Zone) ?? timezone;
        if (days is null || from is null || to is null) return null;
        if (from == to && !isWholeDay)
        {
            fields.RefuseAt("to", "`to` equals `from`: for the whole day write from \"00:00\" to \"24:00\"");
            return null;
        }
        return new Shift { Days = days.Value, From = from.Value, To = to.Value, Zone = zone };
    }

    private static CaseCondition? Case(YamlValue value)
    {
        if (value.Node is YamlScalar) return value.Word("required") is null ? null : new CaseCondition(null, null);
        if (value.Fields("case", "of", "within") is not { } condition) return null;
        if (condition.IsEmpty) condition.Refuse("expected `of`, `within` or both; for every resource write `case: required`");
        return new CaseCondition(
            condition.Optional("of", v => v.Some(YamlNames.Text)),
            condition.Optional("within", v => v.As<Duration>(Notations.Duration)));
    }

    private static IReadOnlyList<VolumeLimit>? Volume(YamlValue value)
    {
        var seen = new HashSet<(string, Duration)>();
        return value.Some(item =>
        {
            var limit = Limit(item);
            if (limit is not null && !seen.Add((Pattern.Fold(limit.Of), limit.Per)))
                item.Refuse($"a second limit of {Excerpt.Of(limit.Of)} in the same window: keep one");
            return limit;
        });
    }

    private static VolumeLimit? Limit(YamlValue value)
    {
        if (value.Fields("an entry of volume", "of", "per", "max") is not { } limit) return null;
        var of = limit.Required("of", YamlNames.Text);
        var per = limit.Required("per", v => v.As<Duration>(Notations.Duration));
        var max = limit.Required("max", v => v.As<long>(Notations.Count));
        return of is null || per is null || max is null ? null : new VolumeLimit(of, per.Value, max.Value);
    }
}
