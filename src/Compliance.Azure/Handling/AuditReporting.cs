using System.Text.Json;
using Compliance.Findings;
using Compliance.Reports;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Handling;

/// <summary>Puts together what reports for people tell of a recorded audit: its result, what people decided about it since, how it went before,
/// and where it stands in the trail.</summary>
public sealed class AuditReporting(Store store, VendorKeys keys)
{
    private const int PageSize = 50;

    /// <summary>The audit, without its place in the trail.</summary>
    /// <param name="run">One that succeeded.</param>
    /// <param name="now">When the report is made.</param>
    /// <returns>Null: it was recorded when its whole result was not yet kept.</returns>
    public async Task<ReportedAudit?> OfAsync(AuditRun run, Instant now, CancellationToken cancellationToken = default)
    {
        if (await store.Audits.WholeResultAsync(run, cancellationToken) is not { } result) return null;
        return new()
        {
            Result = await DecidedAsync(run.Vendor, result, cancellationToken),
            Now = now,
            Started = run.Started,
            Completed = run.Completed,
            Course = await CourseAsync(run, cancellationToken),
        };
    }

    /// <summary>The same with its place in the trail. Read from the log's end to the entries of all that it tells of.</summary>
    public async Task<ReportedAudit> WithTrailAsync(ReportedAudit reported, CancellationToken cancellationToken = default)
    {
        var vendor = reported.Audit.Vendor;
        var head = await store.Trail.HeadAsync(vendor.Value, cancellationToken);
        var places = await PlacesAsync(reported, head, cancellationToken);
        if (places is null) return reported;
        var signed = await store.Checkpoints.LatestAsync(vendor, cancellationToken);
        var run = await store.Audits.FindAsync(vendor, reported.Audit.Id, cancellationToken);
        var kept = run is null ? null : await store.Audits.WholeResultAsync(run, cancellationToken);
        return reported with
        {
            Trail = places with
            {
                SignedSize = signed?.Size,
                ResultAgrees = kept is null || places.ResultDigest is null ? null : ResultJson.Digest(kept) == places.ResultDigest,
            },
        };
    }

    /// <summary>How the report says persons: by name, else under the pseudonyms of the trail; numbered, where the key of those is destroyed.</summary>
    /// <param name="record">The vendor's files, whose names free texts may hold; null: not at hand.</param>
    public async Task<ShownNames> NamesAsync(ReportedAudit reported, VendorRecord? record, bool byName, CancellationToken cancellationToken = default)
    {
        if (byName) return ShownNames.AsTheyAre;
        var known = ReportedNames.Of(reported, record);
        var vendor = reported.Audit.Vendor;
        return await keys.DestroyedAsync(vendor, cancellationToken) is null
            ? ShownNames.Under(await keys.OfAsync(vendor, cancellationToken), known)
            : ShownNames.Numbered(known);
    }

    private async Task<AuditInTrail?> PlacesAsync(ReportedAudit reported, TrailHead head, CancellationToken cancellationToken)
    {
        var vendor = reported.Audit.Vendor;
        var uids = await UidsAsync(reported, cancellationToken);
        try
        {
            return await AuditPlaces.FindAsync(head, reported.Audit.Id, uids, (from, before, ct) => store.Trail.LeavesAsync(vendor.Value, from, before, ct), cancellationToken);
        }
        catch (FormatException torn)
        {
            throw new InputException($"the trail of `{vendor}` holds what is no entry of it, so the audit's place cannot be told: verify the trail", torn);
        }
    }

    // With the key destroyed nobody can say which entry is of which finding.
    private async Task<IReadOnlyDictionary<Fingerprint, string>> UidsAsync(ReportedAudit reported, CancellationToken cancellationToken)
    {
        var vendor = reported.Audit.Vendor;
        if (await keys.DestroyedAsync(vendor, cancellationToken) is not null) return new Dictionary<Fingerprint, string>();
        var pseudonyms = await keys.OfAsync(vendor, cancellationToken);
        return reported.Standing.Select(finding => finding.Fingerprint).Distinct().ToDictionary(fingerprint => fingerprint, fingerprint => pseudonyms.OfFinding(fingerprint.Value));
    }

    private async Task<AuditResult> DecidedAsync(VendorId vendor, AuditResult result, CancellationToken cancellationToken)
    {
        var present = new Dictionary<Fingerprint, FindingRecord>();
        await foreach (var record in store.Findings.AllAsync(vendor, cancellationToken)) present.TryAdd(record.Finding.Fingerprint, record);
        return result with { Findings = [.. result.Findings.Select(finding => Decided(finding, present.GetValueOrDefault(finding.Fingerprint), result.Audit))] };
    }

    private static Finding Decided(Finding finding, FindingRecord? present, AuditHeader audit)
    {
        if (present is null) return finding;
        var opened = finding.Opened ?? present.Finding.Opened ?? present.FirstSeen;
        return finding with
        {
            Work = present.Finding.Work,
            Exemption = present.Finding.Exemption,
            Opened = opened,
            Due = finding.Due ?? FindingDue.Of(finding.Severity, opened, audit.Remediation),
        };
    }

    private async Task<IReadOnlyList<AuditPoint>> CourseAsync(AuditRun last, CancellationToken cancellationToken)
    {
        var course = new List<AuditPoint>();
        string? continuation = null;
        do
        {
            var page = await store.Audits.ListAsync(last.Vendor, PageSize, continuation, cancellationToken);
            foreach (var run in page.Items)
            {
                if (course.Count == 0 && run.Id != last.Id) continue;
                if (Point(run) is { } point) course.Add(point);
                if (course.Count == ManagementReport.LongestCourse) break;
            }
            continuation = page.Continuation;
        }
        while (continuation is not null && course.Count < ManagementReport.LongestCourse);
        course.Reverse();
        return course;
    }

    private static AuditPoint? Point(AuditRun run)
    {
        if (run is not { State: RunState.Succeeded, Summary: { } text, Started: { } started }) return null;
        using var summary = JsonDocument.Parse(text);
        var counts = summary.RootElement.GetProperty("severities");
        return new(
            run.Id, started, Enum.Parse<Verdict>(summary.RootElement.GetProperty("verdict").GetString()!, ignoreCase: true),
            Enum.GetValues<Severity>().Where(severity => counts.TryGetProperty(ResultJson.Word(severity), out _))
                .ToDictionary(severity => severity, severity => counts.GetProperty(ResultJson.Word(severity)).GetInt64()));
    }
}
