using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>Orders an audit. It is performed from the queue; the answer says where to ask how it stands.</summary>
public sealed class StartAudit(AuditOrders orders, KnownVendors vendors, Answer answer)
{
    [Function(nameof(StartAudit))]
    public async Task<AuditAccepted> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "vendors/{vendor}/audits")] HttpRequest request, string vendor, CancellationToken cancellationToken)
    {
        string? message = null;
        var response = await answer.OfAsync(request, nameof(StartAudit), vendor, async caller =>
        {
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            var bytes = await Body.BytesAsync(request, Body.MaxJsonBytes, cancellationToken);
            var (window, problem) = bytes is [] ? (new AuditWindow(), null) : Body.Json<AuditWindow>(bytes);
            if (window is null) return problem!;
            if (!IdempotencyHeader.TryRead(request, out var key, out problem)) return problem;
            if (!orders.TryMake(known.Id, caller, window, key, bytes!, out var order, out problem)) return problem;
            if (await orders.PlaceAsync(order, cancellationToken) is not { } placed) return orders.TooMany(request);
            if (placed.Run is not { } run) return IdempotencyHeader.Reused();
            // Sent again also when asked for again: it may have been lost, and to run it twice does no harm.
            if (run.State is RunState.NotStarted) message = AuditTicket.Of(run).ToString();
            return Accepted(request, run);
        });
        return new AuditAccepted { Response = response, Message = message };
    }

    private static IResult Accepted(HttpRequest request, AuditRun run)
    {
        var monitor = Links.Audit(request, run.Vendor, run.Id);
        var headers = request.HttpContext.Response.Headers;
        headers["Operation-Location"] = monitor;
        headers.Location = monitor;
        headers.RetryAfter = AuditBody.RetryAfter;
        return Answer.Json(AuditBody.Of(request, run), 202);
    }
}

/// <summary>The answer, and the message that leaves after it.</summary>
public sealed class AuditAccepted
{
    [HttpResult]
    public required IResult Response { get; init; }

    /// <summary>Null: nothing is sent.</summary>
    [QueueOutput("audits")]
    public string? Message { get; init; }
}
