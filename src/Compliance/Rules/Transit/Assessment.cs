using Compliance.Findings;
using Compliance.Transit;

namespace Compliance.Rules.Transit;

/// <summary>Gathers what one rule finds at one endpoint, and concludes.</summary>
/// <remarks>A required thing that fails outweighs a required thing that is not known, and both outweigh advice: advice that was broken must not
/// hide that something required was never seen. Only when nothing is left open, and the endpoint was reached at all, is the verdict a pass.</remarks>
internal sealed class Assessment(EndpointObservation seen)
{
    private readonly List<Demand> _asked = [];
    private readonly List<Item> _failing = [];
    private readonly List<Item> _open = [];
    private string? _doesNotApply;
    private string? _good;

    /// <summary>The profile asks this; null: it does not.</summary>
    /// <returns>Whether it does.</returns>
    public bool Asks(Demand? demand)
    {
        if (demand is null) return false;
        _asked.Add(demand);
        return true;
    }

    public bool Asks(IEnumerable<Demand> demands)
    {
        var before = _asked.Count;
        _asked.AddRange(demands);
        return _asked.Count > before;
    }

    /// <param name="brief">The same in a few words, for where something else decides; null: <paramref name="what"/>.</param>
    public void Fails(Demand demand, string what, string? brief = null) => Note(_failing, new(demand, what, brief ?? what));

    public void IsOpen(Demand demand, string why) => Note(_open, new(demand, why, why));

    /// <summary>Nothing of what is asked is known.</summary>
    public void AllIsOpen(string why)
    {
        foreach (var demand in _asked) IsOpen(demand, why);
    }

    public void DoesNotApply(string why) => _doesNotApply = why;

    /// <summary>What a pass says.</summary>
    public void Good(string what) => _good = what;

    public Judgement Conclude(RuleDefinition rule, TlsProfile profile)
    {
        // What was never reached cannot pass; that a question has no meaning there can be known all the same.
        if (_doesNotApply is null && !seen.IsReached())
        {
            _open.Clear();
            AllIsOpen(seen.WhyNotKnown());
        }
        foreach (var level in new[] { DemandLevel.Require, DemandLevel.Advise })
        {
            var failing = _failing.FindAll(item => item.Demand.Level == level);
            var open = _open.FindAll(item => item.Demand.Level == level);
            if (failing.Count > 0) return Of(rule, Verdict.Fail, Worst(failing), Said(failing, withSource: true) + Besides(level));
            if (open.Count > 0) return Of(rule, Verdict.NotEvaluable, Worst(open), Said(open, withSource: false) + Besides(level));
        }
        if (_doesNotApply is not null) return Of(rule, Verdict.NotApplicable, rule.Severity, _doesNotApply);
        if (_asked.Count == 0) return Of(rule, Verdict.NotApplicable, rule.Severity, $"{profile.Title} says nothing about it");
        return Of(rule, Verdict.Pass, _asked.Max(demand => demand.Severity), _good ?? rule.Summary);
    }

    /// <summary>What else was found beside what decides.</summary>
    private string Besides(DemandLevel decided)
    {
        var advice = _failing.FindAll(item => item.Demand.Level == DemandLevel.Advise);
        return decided == DemandLevel.Advise || advice.Count == 0 ? "" : $"; advised against besides: {string.Join("; ", advice.Select(item => item.Brief))}";
    }

    private static Severity Worst(List<Item> items) => items.Max(item => item.Demand.Severity);

    private static string Said(List<Item> items, bool withSource) => withSource
        ? string.Join("; ", items.GroupBy(item => item.Demand.Source).Select(group => $"{string.Join("; ", group.Select(item => item.Text).Distinct())} ({group.Key})"))
        : string.Join("; ", items.Select(item => item.Text).Distinct());

    private static void Note(List<Item> list, Item item)
    {
        if (!list.Contains(item)) list.Add(item);
    }

    private Judgement Of(RuleDefinition rule, Verdict verdict, Severity severity, string message) => new()
    {
        Rule = rule.Id,
        Subject = seen.Endpoint.ToString(),
        Verdict = verdict,
        Severity = severity,
        Message = message,
        Fix = rule.Fix,
        At = seen.At,
    };

    private sealed record Item(Demand Demand, string Text, string Brief);
}
