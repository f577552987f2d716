using Compliance.Functions.Auditing;
using Compliance.Handling;
using Compliance.Reports;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Vendors;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Compliance.Functions.Http;

/// <summary>Writes reports of recorded audits on the evidence that they were frozen with.</summary>
public sealed class AuditReports(Store store, VendorKeys keys, IEvidenceStore evidence, TimeProvider clock)
{
    private readonly AuditReporting _reporting = new(store, keys);

    /// <param name="run">One that succeeded.</param>
    public async Task<IResult> OfAsync(HttpRequest request, AuditRun run, ReportQuery asked, CancellationToken cancellationToken)
    {
        if (await _reporting.OfAsync(run, Instant.FromDateTimeOffset(clock.GetUtcNow()), cancellationToken) is not { } reported)
            return Problem.Of(409, "report-unavailable", "the audit was recorded when its findings were not yet kept with it: start another and report that");
        var folder = await RecordedEvidence.OpenAsync(store.Audits, run, evidence, folder: null, cancellationToken: cancellationToken);
        var record = Contract(folder);
        if (record is not null) reported = reported with { People = AuditedPeople.Of(record) };
        if (record is null && asked.Audience is ReportAudience.Vendor)
            return Problem.Of(409, "report-unavailable", "who is the vendor's own stands in the files that the audit read, which are not there any more: start another audit and report that");
        try
        {
            if (asked.Audience is ReportAudience.Auditor) reported = await WithAuditorsPartAsync(reported, asked, folder, record, cancellationToken);
        }
        catch (Exception changed) when (changed is EvidenceDiffersException or EvidenceChangedException)
        {
            return Problem.Of(409, "evidence-changed", changed.Message);
        }
        var names = await _reporting.NamesAsync(reported, record, asked.Names || asked.Audience is ReportAudience.Vendor, cancellationToken);
        using var body = new MemoryStream();
        AudienceReport.Write(reported, record, names, asked.Audience, asked.Form, body);
        request.HttpContext.Response.Headers.ContentSecurityPolicy = $"{AudienceReport.Policy}; frame-ancestors 'none'";
        return Results.Bytes(body.ToArray(), AudienceReport.MediaType(asked.Form));
    }

    private async Task<ReportedAudit> WithAuditorsPartAsync(ReportedAudit reported, ReportQuery asked, RecordedEvidence? folder, VendorRecord? record, CancellationToken cancellationToken)
    {
        var whole = await _reporting.WithTrailAsync(reported, cancellationToken);
        if (asked.Sample is not { } size) return whole;
        if (folder is null || record is null) throw new InputException("the evidence of the audit is not at hand: leave `sample` out");
        return whole with { Sample = RecordSample.Of(whole.Result, asked.Seed, size, folder, record.Vendor.Logs, cancellationToken) };
    }

    // The report does without what is not there any more.
    private static VendorRecord? Contract(RecordedEvidence? folder)
    {
        try
        {
            return folder is null ? null : VendorReader.Read(folder);
        }
        catch (Exception gone) when (gone is InputException or EvidenceDiffersException or EvidenceChangedException)
        {
            return null;
        }
    }
}
