using System.Globalization;
using Compliance.Findings;
using Compliance.Resources;

namespace Compliance.Reports;

/// <summary>Judged resources for a person: grouped by check, the worst first, each with how many, the first resources and what to do.
/// As long as there are checks, however many resources.</summary>
public sealed class ResourceTable
{
    private const int MostShown = 3;
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<Verdict, long> _counts = [];

    public void Add(ResourceResult result)
    {
        _counts[result.Verdict] = _counts.GetValueOrDefault(result.Verdict) + 1;
        if (!_groups.TryGetValue(result.Check, out var group)) _groups.Add(result.Check, group = new Group(result));
        group.Add(result);
    }

    /// <param name="resources">How many resources there are.</param>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="colour">Whether ANSI colours are written.</param>
    public void Write(long resources, TextWriter output, int width, bool colour)
    {
        var text = new TerminalText(output, width, colour);
        var order = _groups.Values.OrderByDescending(group => group.Check.Severity).ThenByDescending(group => group.Failed).ThenBy(group => group.Check.Check, StringComparer.Ordinal).ToList();
        foreach (var group in order.Where(group => group.Failed > 0)) WriteGroup(text, group, group.Failed, "fail", Tone.Bad, group.Failing, group.FirstFailure);
        foreach (var group in order.Where(group => group.Open > 0)) WriteGroup(text, group, group.Open, "notEvaluable", Tone.Doubtful, group.Unjudged, group.FirstOpen);
        text.Blank();
        text.Line(0, ($"{Number(resources)} resources", Tone.Strong), ($"{Number(Count(Verdict.Fail))} fail", Tone.Plain), ($"{Number(Count(Verdict.NotEvaluable))} notEvaluable", Tone.Plain),
            ($"{Number(Count(Verdict.Pass))} pass", Tone.Plain), ($"{Number(Count(Verdict.NotApplicable))} notApplicable", Tone.Plain));
    }

    private long Count(Verdict verdict) => _counts.GetValueOrDefault(verdict);

    private static void WriteGroup(TerminalText text, Group group, long count, string verdict, Tone tone, List<string> resources, ResourceResult? first)
    {
        var check = group.Check;
        text.Blank();
        text.Line(0, (verdict, tone), (Wording.Of(check.Severity), Tone.Plain), (check.Check, Tone.Strong), (check.Title, Tone.Plain), ($"{Number(count)} of {Number(group.Judged)}", Tone.Faint));
        foreach (var resource in resources) text.Labelled(2, "", 0, resource);
        if (count > resources.Count) text.Labelled(2, "", 0, $"… and {Number(count - resources.Count)} more");
        if (first is not null)
        {
            var found = first.Found == "null" ? "" : $"{first.Path} is {first.Found}; ";
            if (found.Length + (first.Reason?.Length ?? 0) > 0) text.Labelled(2, verdict == "fail" ? "found" : "why", 5, (found + first.Reason).TrimEnd(' ', ';'));
        }
        if (verdict == "fail") text.Labelled(2, "fix", 5, check.Fix);
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private sealed class Group(ResourceResult check)
    {
        public ResourceResult Check { get; } = check;
        public long Failed { get; private set; }
        public long Open { get; private set; }

        /// <summary>Resources that it applies to.</summary>
        public long Judged { get; private set; }
        public List<string> Failing { get; } = [];
        public List<string> Unjudged { get; } = [];
        public ResourceResult? FirstFailure { get; private set; }
        public ResourceResult? FirstOpen { get; private set; }

        public void Add(ResourceResult result)
        {
            if (result.Verdict != Verdict.NotApplicable) Judged++;
            if (result.Verdict == Verdict.Fail)
            {
                Failed++;
                FirstFailure ??= result;
                if (Failing.Count < MostShown) Failing.Add(result.Resource);
            }
            else if (result.Verdict == Verdict.NotEvaluable)
            {
                Open++;
                FirstOpen ??= result;
                if (Unjudged.Count < MostShown) Unjudged.Add(result.Resource);
            }
        }
    }
}
