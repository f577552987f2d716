using System.Globalization;
using Compliance.Evidence;

namespace Compliance.Findings;

/// <summary>One thing that two results of one audit say differently.</summary>
/// <param name="Of">What it is: <c>audit</c>, <c>evidence</c>, <c>check</c>, <c>group</c> or <c>finding</c>.</param>
/// <param name="Subject">Which one: a source, a rule, or rule, principal, role and action of a finding.</param>
/// <param name="Recorded">What the first result says; null: nothing.</param>
/// <param name="Again">What the second says; null: nothing.</param>
public sealed record ResultDifference(string Of, string Subject, string? Recorded, string? Again)
{
    /// <summary>Everything that differs in what was judged: verdicts, counts, times, references. Wording is not compared: a later program may
    /// say the same in other words.</summary>
    public static IReadOnlyList<ResultDifference> Between(AuditResult recorded, AuditResult again) =>
    [
        .. Between("audit", [recorded], [again], _ => "verdict", result => $"{result.Verdict}"),
        .. Between("evidence", recorded.Evidence, again.Evidence, source => $"{source.Kind} {source.Source}", Told),
        .. Between("check", recorded.Checks, again.Checks, check => check.Rule, check => $"{check.Verdict}, {check.Findings} findings"),
        .. Between("group", recorded.Groups, again.Groups, group => $"{group.Rule} {group.Role} {group.Action}", group => $"{group.Principals} of {group.Of}"),
        .. Between("finding", recorded.Findings, again.Findings, finding => finding.Fingerprint.Value, Told, Subjected),
    ];

    private static IEnumerable<ResultDifference> Between<T>(
        string of, IEnumerable<T> recorded, IEnumerable<T> again, Func<T, string> key, Func<T, string> told, Func<T, string>? subject = null)
        where T : class
    {
        var after = again.ToLookup(key, StringComparer.Ordinal);
        var before = recorded.ToLookup(key, StringComparer.Ordinal);
        foreach (var one in before)
        {
            var (was, now) = (Joined(one, told), after.Contains(one.Key) ? Joined(after[one.Key], told) : null);
            if (was != now) yield return new(of, (subject ?? key)(one.First()), was, now);
        }
        foreach (var one in after.Where(one => !before.Contains(one.Key))) yield return new(of, (subject ?? key)(one.First()), null, Joined(one, told));
    }

    private static string Joined<T>(IEnumerable<T> items, Func<T, string> told) => string.Join("; ", items.Select(told));

    private static string Told(SourceSummary source) => string.Create(CultureInfo.InvariantCulture,
        $"{source.Sha256}, {source.Bytes} bytes, {source.Records} records, {source.Accepted} accepted, {source.Rejected} rejected, {source.Duplicates} duplicates, {source.Conflicts} conflicts, {source.OutOfScope} out of scope");

    private static string Told(Finding finding) => string.Create(CultureInfo.InvariantCulture,
        $"{finding.Severity}, {finding.Verdict}, {finding.State}, {finding.Count}, {finding.First:uuuu-MM-dd'T'HH:mm:ss.fff'Z'} to {finding.Last:uuuu-MM-dd'T'HH:mm:ss.fff'Z'}, {finding.Resource}, {string.Join(' ', finding.Evidence.Select(place => $"{place.Source}#{place.Record}"))}");

    private static string Subjected(Finding finding) => string.Join(' ', new[] { finding.Rule, finding.Principal, finding.Role, finding.Action }.Where(part => part is not null));
}
