using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Compliance.Findings;
using Compliance.Functions.Access;
using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Handling;
using Compliance.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>Takes in what a vendor replied in the list of findings that it was sent.</summary>
public sealed class ImportReplies(ReplyImporting importing, KnownVendors vendors, FindingViews views, Answer answer)
{
    internal const int MaxBytes = 4 << 20;

    // Each is some requests to the store, and an answer is waited for.
    private const int MaxReplies = 1000;

    [Function(nameof(ImportReplies))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "vendors/{vendor}/replies")] HttpRequest request, string vendor, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(ImportReplies), vendor, async caller =>
        {
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            if (await Body.BytesAsync(request, MaxBytes, cancellationToken) is not { } bytes) return Body.TooLarge(MaxBytes);
            using var stream = new MemoryStream(bytes);
            var replies = VendorReplies.Read("the body", stream);
            if (replies.Replies.Count > MaxReplies)
                return Problem.Of(422, "too-many-replies", $"{replies.Replies.Count} rows are filled in: send at most {MaxReplies} at a time");
            var (view, unavailable) = await views.OfAsync(request, known.Id, cancellationToken);
            if (view is null) return unavailable!;
            Func<Finding, bool>? shown = SignedIn.By(request).IsVendorAlone ? view.Shows : null;
            return Answer.Json(Taken(await importing.ImportAsync(known.Id, caller, replies, Convert.ToHexStringLower(SHA256.HashData(bytes)), shown, cancellationToken)));
        });

    private static JsonObject Taken(ImportedReplies imported) => new()
    {
        ["rows"] = imported.Rows,
        ["taken"] = imported.Taken,
        ["unchanged"] = imported.Unchanged,
        ["refused"] = new JsonArray([.. imported.Refused.Select(row => new JsonObject { ["line"] = row.Line, ["id"] = row.Id, ["why"] = row.Why })]),
    };
}
