using Compliance.Functions.Auditing;
using Compliance.Reports;

namespace Compliance.Functions.Describing;

internal static class AuditOperations
{
    private static readonly string[] OfReport = [.. Codes.OfVendor, "audit-not-found", "audit-not-completed", "report-unavailable"];

    public static readonly Operation[] All =
    [
        new(nameof(StartAudit), "Orders an audit, which is performed from a queue")
        {
            Headers = [Parameter.IdempotencyKey],
            Body = Request.Json<AuditWindow>("The window `[from, to)` that is judged; absent: open", required: false),
            Answers = [Success.Json(202, "Ordered", "Audit", AnswerHeader.OperationLocation, AnswerHeader.Location, AnswerHeader.RetryAfter)],
            Refusals = [.. Codes.OfVendor, .. Codes.OfJson, .. Codes.OfKey, "instant-invalid", "audits-outstanding"],
        },
        new(nameof(ListAudits), "A vendor's audits, newest first")
        {
            Query = Parameter.Paging,
            Answers = [Success.Json(200, "A page", "AuditPage")],
            Refusals = [.. Codes.OfVendor, .. Codes.OfPages],
        },
        new(nameof(GetAudit), "How an audit stands, and what it found")
        {
            Headers = [Parameter.IfNoneMatch],
            Answers = [Success.Json(200, "The audit; an ETag once it has ended, until then Retry-After", "Audit"), Success.NotModified],
            Refusals = [.. Codes.OfVendor, "audit-not-found"],
        },
        new(nameof(GetFrameworkReport), "An audit that succeeded, by the clauses of a framework")
        {
            Answers = [Success.Json(200, "The report", "FrameworkReport")],
            Refusals = [.. OfReport, "framework-not-found"],
        },
        new(nameof(GetAuditReport), "An audit that succeeded, told to the vendor, to an auditor, or to management")
        {
            Query =
            [
                Parameter.Word("for", "Whom it is told", Words<ReportAudience>(), required: true),
                Parameter.Word("format", "Default html", Words<ReportForm>()),
                Parameter.Truth("names", "For an auditor, with the role Auditor: by name in place of pseudonyms"),
                Parameter.Number("sample", "For an auditor: how many records to look at", 1, SampleChoice.MostRecords),
                Parameter.Number("seed", "With which they are chosen", long.MinValue),
            ],
            Answers = [new(200, "The report", new Dictionary<string, string> { ["text/html"] = "", ["application/json"] = "AudienceReport", ["text/csv"] = "" })],
            Refusals = [.. OfReport, "query-invalid", "evidence-changed"],
        },
    ];

    private static IEnumerable<string> Words<T>() where T : struct, Enum => Enum.GetNames<T>().Select(word => word.ToLowerInvariant());
}
