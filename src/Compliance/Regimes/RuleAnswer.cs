using System.Globalization;
using Compliance.Regimes.Counting;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Regimes;

/// <summary>One rule asked one question. Of several statuses that would hold, the first in <see cref="Deadline()"/> is the answer.</summary>
internal sealed class RuleAnswer
{
    // Nothing that happened lies outside; and nothing inside, with any limit added, is beyond what dates can hold.
    private static readonly Instant Earliest = Instant.FromUtc(1900, 1, 1, 0, 0);
    private static readonly Instant Latest = Instant.FromUtc(9000, 1, 1, 0, 0);
    private static readonly string[] Confidences = ["low", "medium", "high"];

    private readonly RegimeRule _rule;
    private readonly DeadlineQuestion _question;
    private readonly Ground _ground;
    private readonly AnchorFact? _anchor;
    private readonly List<string> _why = [];
    private string _words;

    public RuleAnswer(RegimeRule rule, DeadlineQuestion question)
    {
        _rule = rule;
        _question = question;
        _words = rule.Limit.Words;
        var zone = question.Zone ?? rule.Zone;
        var facts = question.Facts.Where(fact => fact.At >= Earliest && fact.At < Latest).ToList();
        var calendar = rule.Calendar is { } id ? HolidayCalendars.Find(id) : HolidayCalendars.OfZone(zone);
        _ground = new Ground(zone, facts, WorkingDays.Of(rule.Calendar ?? zone.Id, calendar, question.Holidays));
        var anchors = facts.Where(fact => rule.AnchorFacts.Contains(fact.Name, StringComparer.Ordinal)).ToList();
        if (anchors.Count > 0) _anchor = rule.LastAnchorCounts ? anchors.MaxBy(fact => fact.At) : anchors.MinBy(fact => fact.At);
        if (anchors.Count > 1) _why.Add($"of {anchors.Count} facts that start it the {(rule.LastAnchorCounts ? "latest" : "earliest")} counts");
    }

    public Deadline Deadline()
    {
        if (_rule.Status is RuleStatus.Proposed or RuleStatus.NotOperational) return Watched();
        var day = _ground.DateOf(_anchor?.At ?? Now);
        if (day < _rule.ValidFrom && _rule.BeforeThat is null) return Say(DeadlineStatus.NotYetEffective, $"applies from {Iso(_rule.ValidFrom.Value)}{In(_rule.Validity)}");
        if (day > _rule.ValidTo) return Say(DeadlineStatus.Disabled, $"applied until {Iso(_rule.ValidTo.Value)}");
        if (TooFew() is { } few) return Say(DeadlineStatus.NotTriggered, few);
        if (_anchor is null) return Pending(_rule.AnchorFacts[0], $"starts at {string.Join(" or ", _rule.AnchorFacts.Select(name => $"`{name}`"))}, which nobody has recorded");
        if (day < _rule.ValidFrom) return Say(DeadlineStatus.SoftStandard, _rule.BeforeThat!);
        return _rule.Limit.From(_anchor.Value, _ground) switch
        {
            Reckoning.Waits waits => Pending(waits.Fact, waits.Why),
            Reckoning.Untouched untouched => Say(DeadlineStatus.NotTriggered, untouched.Why),
            Reckoning.Soft soft => Say(DeadlineStatus.SoftStandard, Standard(soft.Why), soft.At),
            Reckoning.NoCalendar missing => Say(DeadlineStatus.CalendarMissing, missing.Why),
            Reckoning.End end => Ends(end),
            var other => throw new InvalidOperationException($"unknown reckoning {other.GetType().Name}"),
        };
    }

    private Instant Now => Instant.Max(Earliest, Instant.Min(_question.Now, Latest));

    private Deadline Watched() => Say(DeadlineStatus.Disabled,
        _rule.Status == RuleStatus.Proposed ? "proposed and not law: watched, no duty" : "not operational: watched, no duty");

    /// <summary>Why the number of persons excludes the rule; null: it does not.</summary>
    private string? TooFew()
    {
        if (_rule.Threshold is not { } threshold) return null;
        switch (_question.Count)
        {
            case { } count when threshold.IsMetBy(count):
                _why.Add($"{Number(count)} is {threshold}");
                return null;
            case { } count when threshold.OneOfSeveral:
                _why.Add($"cannot tell from the number alone ({Number(count)}, and {threshold} would do)");
                return null;
            case { } count:
                return $"applies to {threshold}, and there are {Number(count)}";
            case null when !threshold.OneOfSeveral:
                _why.Add($"counts for {threshold} only; how many there are is not known");
                return null;
            default:
                return null;
        }
    }

    private Deadline Pending(string fact, string why)
    {
        _why.Add(why);
        if (_rule.Limit.WhilePending(_ground) is { } meanwhile) _why.Add(meanwhile);
        if (_rule.Duty == Duty.Customer && _rule.AnchorFacts.Contains("awareness") && (_ground.First("vendor_notice_received") ?? _ground.First("vendor_awareness")) is not null)
            _why.Add("what the vendor knew is not the company's awareness, which begins at the latest when the vendor tells it: record `awareness`");
        return Say(DeadlineStatus.PendingAnchor, "", null, fact);
    }

    private Deadline Ends(Reckoning.End strict)
    {
        _why.Add(strict.Why);
        if (Relieved(strict.At) is not { } due) return Say(DeadlineStatus.CalendarMissing, "");
        var arguable = due.Arguable ?? Arguable(due.At);
        return Say(_rule.Confirmed ? DeadlineStatus.Due : DeadlineStatus.Unconfirmed, Standard(null), due.At) with { LatestArguable = arguable };
    }

    /// <summary>The limit after relief for days off; null: the calendar that decides it is missing.</summary>
    private (ZonedDateTime At, ArguableLimit? Arguable)? Relieved(ZonedDateTime limit)
    {
        if (_rule.Relief is not { } relief) return (limit, null);
        if (relief.IsFor(_question.EntityClass) is not { } has)
        {
            _why.Add("whether it moves off a weekend or bank holiday depends on the entity class, which is not known: it stays");
            return (limit, Later(relief.Relieve(limit, _ground, _ground.WorkingDays), limit, relief.Why, relief.Source));
        }
        if (!has)
        {
            _why.Add($"no relief for weekends and bank holidays for `{_question.EntityClass!.Trim()}`");
            return (limit, null);
        }
        _words = _rule.Limit.WordsWithNoonRelief;
        // Without the Member State only days off that all have may put off an alarm.
        var known = _question.Zone is not null || !_rule.ZoneOfMemberState;
        switch (relief.Relieve(limit, _ground, known ? _ground.WorkingDays : WorkingDays.Anywhere(_question.Holidays)))
        {
            case Reckoning.NoCalendar missing:
                _why.Add(missing.Why);
                return null;
            case Reckoning.End end:
                if (end.At != limit) _why.Add(relief.Why);
                if (known) return (end.At, null);
                _why.Add("whose bank holidays count is not known: give the zone of the Member State");
                return (end.At, Later(relief.Relieve(limit, _ground, _ground.WorkingDays), end.At, relief.Why, relief.Source));
            default:
                return (limit, null);
        }
    }

    private ArguableLimit? Arguable(ZonedDateTime due) =>
        _rule.Arguable is { } arguable ? Later(arguable.Later(_anchor!.Value, due, _ground), due, arguable.Why, arguable.Source) : null;

    private ArguableLimit? Later(Reckoning later, ZonedDateTime due, string why, string? source)
    {
        if (later is Reckoning.NoCalendar missing) _why.Add($"whether a later limit can be argued for is not said: {missing.Why}");
        return later is Reckoning.End end && end.At.ToInstant() > due.ToInstant() ? new ArguableLimit(end.At, why, source ?? _rule.Source) : null;
    }

    private string Standard(string? why)
    {
        var promptly = (_rule.WithoutUndueDelay, _rule.Qualifier) switch
        {
            (true, { } qualifier) => $"without undue delay; {qualifier}",
            (true, null) => "without undue delay",
            (false, { } qualifier) => qualifier,
            _ => null,
        };
        return string.Join("; ", new[] { why, promptly }.OfType<string>());
    }

    private Deadline Say(DeadlineStatus status, string why, ZonedDateTime? due = null, string? waitsFor = null)
    {
        if (why.Length > 0) _why.Add(why);
        AddRemarks(status);
        return new Deadline
        {
            Regime = _rule.Id,
            Duty = _rule.Duty,
            Recipient = _rule.Recipient,
            Status = status,
            DueAt = due,
            Anchor = waitsFor ?? _anchor?.Name ?? _rule.AnchorFacts[0],
            AnchorAt = waitsFor is null ? _anchor?.At : null,
            Rule = _words,
            Confidence = Lower(_rule.Confidence, _rule.CountingConfidence),
            Why = string.Join("; ", _why),
            Source = _rule.Source,
        };
    }

    private void AddRemarks(DeadlineStatus status)
    {
        if (status is not (DeadlineStatus.NotTriggered or DeadlineStatus.NotYetEffective) && _rule.TriggerDetail is { } detail) _why.Add($"{_rule.Trigger}: {detail}");
        if (status is not DeadlineStatus.NotTriggered && _rule.ThresholdText is { } condition) _why.Add($"condition: {condition}");
        if (status is not DeadlineStatus.NotYetEffective && _rule.Validity is { } validity) _why.Add($"in force: {validity}");
        if (_rule.Limit is BusinessDays && _rule.Jurisdiction == Jurisdictions.Everywhere)
            _why.Add($"business days are those of {_ground.Zone.Id}{(_question.Zone is null ? ", with United States federal holidays: give another zone where it should be another" : "")}");
        else if (_rule.ZoneOfMemberState && _question.Zone is null && status is (DeadlineStatus.Due or DeadlineStatus.Unconfirmed or DeadlineStatus.CalendarMissing)) _why.Add($"{_rule.Zone.Id} stands in for the zone of the Member State");
        if (!_rule.Confirmed) _why.Add("unconfirmed: not read in its text; no alarm runs until a named person enables it");
        if (_rule.Caveats is { } caveats) _why.Add($"note: {caveats}");
        if (_rule.ReviewIsOld(_ground.DateOf(Now))) _why.Add($"last reviewed {Iso(_rule.ReviewedOn)}, more than {RegimeRule.ReviewDays} days ago: check that it still stands");
    }

    private static string Lower(string one, string? other) =>
        other is null || Array.IndexOf(Confidences, one) <= Array.IndexOf(Confidences, other) ? one : other;

    private static string In(string? remark) => remark is null ? "" : $" ({remark})";

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);
}
