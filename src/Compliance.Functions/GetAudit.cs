using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>How an audit stands, and what it found.</summary>
public sealed class GetAudit(Store store, KnownVendors vendors, Answer answer)
{
    [Function(nameof(GetAudit))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "vendors/{vendor}/audits/{audit}")] HttpRequest request,
        string vendor, string audit, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(GetAudit), vendor, async _ =>
        {
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            if (await store.Audits.FindAsync(known.Id, audit, cancellationToken) is not { } run) return Problem.UnknownAudit(audit);
            var body = AuditBody.Of(request, run);
            if (await store.Audits.ResultAsync(run, cancellationToken) is { } result) body["result"] = AuditBody.Result(result);
            if (run.IsFinal) return EntityTags.Json(request, null, body);
            request.HttpContext.Response.Headers.RetryAfter = AuditBody.RetryAfter;
            if (run is { State: RunState.Running, IsSliced: true }) body["slices"] = AuditBody.Slices(await store.Slices.CountAsync(known.Id, run.Id, cancellationToken));
            return Answer.Json(body);
        });
}
