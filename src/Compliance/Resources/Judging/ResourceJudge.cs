using Compliance.Findings;
using Compliance.Resources.Catalogue;
using Compliance.Resources.Json;
using Compliance.Resources.Operators;
using Compliance.Resources.Paths;
using Compliance.Resources.Snapshots;
using NodaTime;

namespace Compliance.Resources.Judging;

/// <summary>Judges resources by the checks of their type. Pure but for the sink.</summary>
/// <param name="joins">What stands in children and parents.</param>
/// <param name="at">When the snapshots were taken; null: not known, and nothing that depends on it is judged.</param>
internal sealed class ResourceJudge(ResourceJoins joins, Instant? at, IOutcomeSink sink)
{
    private const string NoChild = "there is no such child in the snapshot";
    private static readonly PathMatch NoParent = new(MatchState.Broken, default, "its parent is not in the snapshot");
    private readonly List<PathMatch> _matches = [];
    private readonly List<PathMatch> _condition = [];

    public void Judge(Resource resource, TypePlan plan)
    {
        foreach (var reading in plan.Readings)
            if (!reading.OnlyChildless || joins.Find(resource, reading.Paths[0].Branches[0]) is null) sink.Take(resource, Judge(resource, reading));
    }

    private CheckOutcome Judge(Resource resource, CheckReading reading)
    {
        _matches.Clear();
        var first = reading.Paths[0];
        if (Unmet(resource, reading, out var verdict) is { } unmet) return new(reading, verdict, unmet, first, _matches);
        var (sawNull, sawChild) = (false, false);
        foreach (var path in reading.Paths)
        {
            _matches.Clear();
            sawChild |= Find(resource, path, _matches);
            foreach (var match in _matches)
            {
                if (match.IsPresent) return Judge(resource, reading, path);
                sawNull |= match.State == MatchState.Null;
            }
        }
        _matches.Clear();
        if (reading.ThroughChildren && !sawChild) return new(reading, Verdict.NotApplicable, NoChild, first, _matches);
        var (absent, reason) = Missing(resource, reading, sawNull);
        return new(reading, absent, Explain(reading, absent, reason), first, _matches);
    }

    /// <summary>Judges by a path of which something is present.</summary>
    private CheckOutcome Judge(Resource resource, CheckReading reading, ResourcePath path)
    {
        // Worst first: fail, not evaluable, pass; what does not apply counts only when nothing else does.
        var worst = Verdict.NotApplicable;
        string? reason = null;
        var anyHolds = false;
        foreach (var match in _matches)
        {
            var (verdict, why) = Judge(resource, reading, match);
            if (reading.Operator.Any && !match.IsPresent) continue;
            anyHolds |= verdict == Verdict.Pass;
            if (Rank(verdict) <= Rank(worst)) continue;
            (worst, reason) = (verdict, why);
        }
        if (reading.Operator.Any)
        {
            if (anyHolds) (worst, reason) = (Verdict.Pass, null);
            else if (_matches.Exists(match => match.IsPresent && Judge(resource, reading, match).Verdict == Verdict.NotEvaluable))
                (worst, reason) = (Verdict.NotEvaluable, _matches.Select(match => Judge(resource, reading, match)).First(one => one.Verdict == Verdict.NotEvaluable).Why);
        }
        return new(reading, worst, Explain(reading, worst, reason), path, _matches);
    }

    private (Verdict Verdict, string? Why) Judge(Resource resource, CheckReading reading, in PathMatch match)
    {
        if (!match.IsPresent) return Missing(resource, reading, match.State == MatchState.Null);
        var answer = reading.Operator.Ask(match, at);
        return answer.Holds switch
        {
            true => (Verdict.Pass, null),
            false => (Verdict.Fail, null),
            null => (Verdict.NotEvaluable, answer.Why),
        };
    }

    private (Verdict Verdict, string Reason) Missing(Resource resource, CheckReading reading, bool isNull) =>
        isNull && reading.Null is { } meaning ? meaning.Judge(reading.Operator, at) : reading.Absent.Judge(reading.Absent.DependsOnVersion ? resource.ApiVersion : null, reading.Operator, at);

    private static int Rank(Verdict verdict) => verdict switch
    {
        Verdict.Fail => 3,
        Verdict.NotEvaluable => 2,
        Verdict.Pass => 1,
        _ => 0,
    };

    private static string? Explain(CheckReading reading, Verdict verdict, string? reason) =>
        verdict == Verdict.Fail && reading.Check.Caveat is { } caveat ? (reason is null ? caveat : $"{reason}; {caveat}") : reason;

    /// <summary>Why the check does not apply, or that it cannot be told; null: it applies.</summary>
    private string? Unmet(Resource resource, CheckReading reading, out Verdict verdict)
    {
        string? unclear = null;
        verdict = Verdict.NotApplicable;
        foreach (var condition in reading.Conditions)
        {
            _condition.Clear();
            Find(resource, condition.Path, _condition);
            var answer = Ask(condition);
            if (answer.Holds == false) return condition.Unmet;
            if (answer.Holds is null) unclear ??= $"{condition.Unmet}, and that cannot be told: {answer.Why}";
        }
        if (unclear is not null) verdict = Verdict.NotEvaluable;
        return unclear;
    }

    private TestAnswer Ask(CheckCondition condition)
    {
        TestAnswer worst = true;
        var present = false;
        foreach (var match in _condition)
        {
            // A parent that is not there is as absent as a property of it.
            if (!match.IsPresent || ReferenceEquals(match.Why, NoParent.Why)) continue;
            present = true;
            var answer = condition.Operator.Ask(match, at);
            if (condition.Operator.Any && answer.Holds == true) return true;
            if (worst.Holds == true || answer.Holds == false) worst = answer;
        }
        if (present) return worst;
        return condition.Absent is { } absent ? absent : TestAnswer.Unclear("absent");
    }

    /// <summary>Adds what a path leads to.</summary>
    /// <returns>Whether a child it goes through is there.</returns>
    private bool Find(Resource resource, ResourcePath path, List<PathMatch> matches)
    {
        var child = false;
        foreach (var branch in path.Branches)
        {
            switch (branch.Origin)
            {
                case PathOrigin.Self:
                    branch.Walk(resource.Root, resource.Flattened, resource.Blocks, matches);
                    break;
                case PathOrigin.Name: matches.Add(Named(resource.Name)); break;
                case PathOrigin.ParentName: matches.Add(Named(resource.ParentName)); break;
                case PathOrigin.ParentType: matches.Add(Named(resource.ParentType)); break;
                default:
                    var found = joins.Find(resource, branch);
                    child |= found is not null && branch.Origin == PathOrigin.Child;
                    if (found is not null) matches.AddRange(found);
                    else matches.Add(branch.Origin == PathOrigin.Parent ? NoParent : default);
                    break;
            }
        }
        return child;
    }

    private static PathMatch Named(string? name) => name is null ? default : new PathMatch(MatchState.Value, JsonTape.OfText(name));
}
