using Compliance.Resources.Operators;
using Compliance.Resources.Paths;
using Compliance.Resources.Snapshots;

namespace Compliance.Resources.Judging;

/// <summary>Puts an outcome into words.</summary>
internal static class OutcomeWording
{
    private const int MostFound = 20;

    public static ResourceResult ResultOf(Resource resource, in CheckOutcome outcome, string? snapshot)
    {
        var check = outcome.Reading.Check;
        return new ResourceResult
        {
            Check = check.Id,
            Title = check.Title,
            ResourceType = outcome.Reading.Type,
            Resource = resource.Shown,
            Verdict = outcome.Verdict,
            Severity = check.Severity,
            Path = outcome.Path.Text,
            Found = FoundOf(outcome),
            Expected = outcome.Reading.Expected,
            Controls = check.Controls,
            Fix = check.Fix,
            Source = check.Source,
            Reason = outcome.Reason,
            Snapshot = snapshot,
        };
    }

    /// <summary>What was seen, what was expected, in a sentence without a full stop.</summary>
    public static string MessageOf(in CheckOutcome outcome)
    {
        if (outcome.Verdict is not Findings.Verdict.Fail) return outcome.Reason ?? "as expected";
        var found = FoundOf(outcome);
        var seen = found == "null" ? "" : $"{outcome.Path.Text} is {found}; expected {outcome.Reading.Operator.Name} {outcome.Reading.Expected}";
        return $"{outcome.Reading.Check.Title}: {string.Join("; ", new[] { seen, found == "null" ? $"{outcome.Path.Text} {outcome.Reason ?? "absent"}" : outcome.Reason }.Where(part => !string.IsNullOrEmpty(part)))}";
    }

    /// <summary>One value as it is, several as a list; <c>null</c> for none.</summary>
    private static string FoundOf(in CheckOutcome outcome)
    {
        var isSecret = outcome.Reading.Operator.Test is NoInlineSecretTest && outcome.Verdict == Findings.Verdict.Fail;
        if (isSecret) return $"\"{ShownValue.InlineSecret}\"";
        string? only = null;
        List<string>? several = null;
        foreach (var match in outcome.Found)
        {
            if (match.State != MatchState.Value || match.Node.Kind == Json.NodeKind.Unknown) continue;
            var shown = ShownValue.Json(match.Node);
            if (only is null)
            {
                only = shown;
                continue;
            }
            several ??= [only];
            several.Add(shown);
            if (several.Count == MostFound) break;
        }
        return several is null ? only ?? "null" : $"[{string.Join(',', several)}]";
    }
}
