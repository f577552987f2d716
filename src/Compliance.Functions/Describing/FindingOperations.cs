using Compliance.Findings;
using Compliance.Functions.Http;
using Compliance.Reports;

namespace Compliance.Functions.Describing;

internal static class FindingOperations
{
    private const long MostReplyBytes = ImportReplies.MaxBytes;

    private static readonly string[] OfDecision = ["instant-invalid", "decision-invalid", "approver-is-requester", "approver-is-not-caller", "risk-not-requested", "stale"];

    public static readonly Operation[] All =
    [
        new(nameof(ListFindings), "A vendor's findings as the last completed audit left them")
        {
            Query =
            [
                .. Parameter.Paging,
                Parameter.Word("severity", "At least this", Enum.GetValues<Severity>().Select(Wording.Of)),
                Parameter.Text("rule", "Of this rule"),
                Parameter.Word("state", "Against the audit before", Enum.GetValues<FindingState>().Select(Wording.Of)),
                Parameter.Word("verdict", "With this verdict", Enum.GetValues<Verdict>().Select(Wording.Of)),
                Parameter.Word("status", "Where people are with it", Enum.GetValues<FindingStatus>().Select(Wording.Of)),
                Parameter.Truth("overdue", "Those alone whose time has passed"),
            ],
            Answers = [Success.Json(200, "A page", "FindingPage")],
            Refusals = [.. Codes.OfVendor, .. Codes.OfPages, "report-unavailable"],
        },
        new(nameof(GetFinding), "A finding, with the version under which it can be changed")
        {
            Headers = [Parameter.IfNoneMatch],
            Answers = [Success.Json(200, "The finding", "Finding", AnswerHeader.ETag), Success.NotModified],
            Refusals = [.. Codes.OfVendor, "finding-not-found", "report-unavailable"],
        },
        new(nameof(ChangeFinding), "Decides about a finding, or withdraws that")
        {
            Headers = [Parameter.IfMatch(required: true)],
            Body = Request.Json<FindingChange>("A `status` with what it needs, or `withdraw`: true; or `exemption` alone"),
            Answers = [Success.Json(200, "The finding as it stands now", "Finding", AnswerHeader.ETag)],
            Refusals = [.. Codes.OfVendor, .. Codes.OfJson, .. Codes.OfEntries, .. OfDecision, "finding-not-found", "if-match-required", "exemption-invalid"],
        },
        new(nameof(DecideFindings), "Decides about every finding that has a rule, a role, an action, or about all; also about those that are found later")
        {
            Headers = [Parameter.IdempotencyKey],
            Body = Request.Json<FindingsDecision>("A `status` with what it needs, or `withdraw`: true; and `rule`, `role`, `action`, or `all`: true"),
            Answers = [Success.Json(200, "What stands now", "Decision")],
            Refusals = [.. Codes.OfVendor, .. Codes.OfJson, .. Codes.OfEntries, .. Codes.OfKey, .. OfDecision, "selector-invalid", "decision-not-found", "idempotency-key-under-way"],
        },
        new(nameof(ListDecisions), "What was decided about many findings and not withdrawn")
        {
            Answers = [Success.Json(200, "All of it", "Decisions")],
            Refusals = Codes.OfVendor,
        },
        new(nameof(ImportReplies), "Takes in what a vendor replied in the list of findings that it was sent; sent again, it changes nothing")
        {
            Body = new("text/csv", "The list, filled in; at most 1,000 replies", MostReplyBytes),
            Answers = [Success.Json(200, "What became of each row", "ImportedReplies")],
            Refusals = [.. Codes.OfVendor, .. Codes.OfBody, .. Codes.OfEntries, "too-many-replies", "report-unavailable"],
        },
        new(nameof(ForgetName), "Forgets whom a pseudonym stands for; asked again, it says the same")
        {
            Query = [Parameter.Truth("left", "Also say where the name still stands")],
            Answers = [Success.Json(200, "Forgotten", "ForgottenName")],
            Refusals = [.. Codes.OfVendor, .. Codes.OfEntries, "name-not-found", "query-invalid"],
        },
    ];
}
