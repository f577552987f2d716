using System.Globalization;
using System.Text;
using Compliance.Samples.Acme.Logs;

namespace Compliance.Samples.Acme;

internal sealed record SourceFacts(string Path, int Files, int Records, int Duplicates, int NeverJudged, int OutOfScope, DateTimeOffset First, DateTimeOffset Last)
{
    public static SourceFacts Of(string path, int files, Delivery delivery)
    {
        // Duplicates are taken out before scope is judged.
        var events = delivery.Records.Select(delivered => delivered.Record).Distinct().ToList();
        return new SourceFacts(path, files, delivery.Records.Count, delivery.Duplicates,
            events.Count(IsNeverJudged),
            events.Count(access => !IsNeverJudged(access) && !IsVendor(access.Account)),
            events.Min(access => access.Time), events.Max(access => access.Time));
    }

    private static bool IsNeverJudged(Access access) => access.PlatformService || access.Outcome == Outcome.Started;

    private static bool IsVendor(string account) =>
        account.EndsWith("@acme-bpo.example", StringComparison.Ordinal) || account.StartsWith("acme.", StringComparison.Ordinal);
}

/// <summary>`STORY.md`: the exact findings of the sample, for people and for tests.</summary>
internal static class StoryPage
{
    public static string Text(AcmeOptions options, Period period, List<SourceFacts> sources, Story story)
    {
        var page = new StringBuilder();
        void Line(FormattableString line) => page.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line($"# acme-bpo: what was planted");
        Line($"");
        Line($"Generated: `dotnet run --project tests/Compliance.Samples -- acme-bpo --out DIR --seed {options.Seed} --agents {options.Agents} --days {options.Days} --scale {options.Scale}`.");
        Line($"Local days {period.First:yyyy-MM-dd} to {period.Last:yyyy-MM-dd} (Asia/Manila). An audit without `--from` and `--to` finds exactly the following; every other record is clean.");
        Line($"");
        Line($"## Evidence");
        Line($"");
        Line($"| source | files | records | duplicates | never judged | out of scope | first (UTC) | last (UTC) |");
        Line($"|---|---|---|---|---|---|---|---|");
        foreach (var source in sources)
            Line($"| `{source.Path}` | {source.Files} | {source.Records} | {source.Duplicates} | {source.NeverJudged} | {source.OutOfScope} | {source.First.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} | {source.Last.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} |");
        Line($"");
        Line($"Nothing is rejected. One conflict: an id of the CRM stands for two events on 17 June, which differ in their ticket. Never judged is what a platform does for itself, and what tells only that an act began: another record tells its end. Out of scope counts neither.");
        Line($"");
        Line($"## Findings");
        Line($"");
        Line($"| rule | principal | role | action | records | what happened |");
        Line($"|---|---|---|---|---|---|");
        foreach (var (rule, principal, role, action, count, what) in story.Findings.OrderBy(f => f.Rule, StringComparer.Ordinal).ThenBy(f => f.Principal, StringComparer.Ordinal).ThenBy(f => f.Role, StringComparer.Ordinal).ThenBy(f => f.Action, StringComparer.Ordinal))
            Line($"| {rule} | {principal} | {role} | {action} | {(count == 0 ? "" : count.ToString(CultureInfo.InvariantCulture))} | {what} |");
        Line($"");
        Line($"{story.Findings.Count} findings. One group: `unauthorized-action`, role `quality`, action `ticket.tag`.");
        Line($"");
        Line($"## What looks wrong and is not");
        Line($"");
        foreach (var innocent in story.Innocent)
            Line($"- {innocent}");
        return page.ToString();
    }
}
