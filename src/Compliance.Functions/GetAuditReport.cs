using Compliance.Functions.Access;
using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Handling;
using Compliance.Reports;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>An audit, told to the vendor, to an auditor, or to management.</summary>
public sealed class GetAuditReport(Store store, AuditReports reports, KnownVendors vendors, Gate gate, Answer answer)
{
    [Function(nameof(GetAuditReport))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "vendors/{vendor}/audits/{audit}/report")] HttpRequest request,
        string vendor, string audit, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(GetAuditReport), vendor, async _ =>
        {
            if (!ReportQuery.TryRead(request, out var asked, out var problem)) return problem;
            if (asked.Audience is not ReportAudience.Vendor && await gate.PartRefusalAsync(request, nameof(GetAuditReport), RouteRoles.NotForVendor, vendor) is { } notForVendor) return notForVendor;
            if (asked.Names && await gate.PartRefusalAsync(request, nameof(GetAuditReport), RouteRoles.WithNames, vendor) is { } withNames) return withNames;
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            if (await store.Audits.FindAsync(known.Id, audit, cancellationToken) is not { } run) return Problem.UnknownAudit(audit);
            if (!run.IsFinal) request.HttpContext.Response.Headers.RetryAfter = AuditBody.RetryAfter;
            if (run.State is not RunState.Succeeded) return Problem.Of(409, "audit-not-completed", $"the audit is {run.State}: only one that succeeded can be reported");
            return await reports.OfAsync(request, run, asked, cancellationToken);
        });
}
