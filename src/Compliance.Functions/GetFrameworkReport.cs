using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Reports;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>An audit, told by the clauses of a framework.</summary>
public sealed class GetFrameworkReport(Store store, KnownVendors vendors, Answer answer)
{
    [Function(nameof(GetFrameworkReport))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "vendors/{vendor}/audits/{audit}/frameworks/{framework}")] HttpRequest request,
        string vendor, string audit, string framework, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(GetFrameworkReport), vendor, async _ =>
        {
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            if (await store.Audits.FindAsync(known.Id, audit, cancellationToken) is not { } run) return Problem.UnknownAudit(audit);
            if (Catalogue.Frameworks.FirstOrDefault(one => one.Id == framework) is not { } clauses) return Problem.UnknownFramework(framework);
            if (!run.IsFinal) request.HttpContext.Response.Headers.RetryAfter = AuditBody.RetryAfter;
            if (run.State is not RunState.Succeeded) return Problem.Of(409, "audit-not-completed", $"the audit is {run.State}: only one that succeeded can be reported");
            if (await store.Audits.WholeResultAsync(run, cancellationToken) is not { } result)
                return Problem.Of(409, "report-unavailable", "the audit was recorded when its findings were not yet kept with it: start another and report that");
            using var report = new MemoryStream();
            FrameworkReportJson.Write(FrameworkReport.Of(result, clauses), report);
            return Results.Bytes(report.ToArray(), "application/json");
        });
}
