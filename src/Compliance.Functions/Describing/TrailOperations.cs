using Compliance.Functions.Trail;

namespace Compliance.Functions.Describing;

internal static class TrailOperations
{
    private const string Note = "text/plain";

    public static readonly Operation[] All =
    [
        new(nameof(ExportTrail), "Exports a vendor's trail, or its findings for other programs; that is itself an entry")
        {
            Query =
            [
                Parameter.Number("from", "The first entry; default 0"), Parameter.Number("to", "The first that is left out; default: none is"),
                Parameter.Word("format", "Default zip", ["zip", "ocsf", "oscal"]),
                Parameter.Truth("names", "With the role Auditor: with the names that pseudonyms stand for"),
            ],
            Answers =
            [
                new(200, "The export, streamed", new Dictionary<string, string> { ["application/zip"] = "", ["application/x-ndjson"] = "", ["application/json"] = "" }, AnswerHeader.Disposition),
            ],
            Refusals = [.. Codes.OfVendor, .. Codes.OfEntries, "query-invalid"],
        },
        new(nameof(GetCheckpoint), "A signed checkpoint, exactly as it was signed")
        {
            Query = [Parameter.Number("size", "Entries that it covers; default: the latest")],
            Headers = [Parameter.IfNoneMatch],
            Answers = [Success.Text("A C2SP signed note", Note, AnswerHeader.ETag), Success.NotModified],
            Refusals = [.. Codes.OfVendor, "query-invalid", "checkpoint-not-found"],
        },
        new(nameof(GetProof), "Proves that an entry lies in the trail")
        {
            Query = [Parameter.Number("size", "Of the checkpoint; default: the latest")],
            Answers = [Success.Text("A C2SP tlog-proof with the entry in it", Note)],
            Refusals = [.. Codes.OfVendor, "query-invalid", "checkpoint-not-found", "entry-not-found", "entry-not-signed", "trail-inconsistent"],
        },
        new(nameof(GetConsistency), "Proves that the trail at one checkpoint is the beginning of what it is at another")
        {
            Query = [Parameter.Number("from", "Size of the earlier", required: true), Parameter.Number("to", "Size of the later; default: the latest")],
            Answers = [Success.Text("The later checkpoint and the proof", Note)],
            Refusals = [.. Codes.OfVendor, "query-invalid", "checkpoint-not-found", "trail-inconsistent"],
        },
        new(nameof(ResumeTrail), "Decides how a halted trail goes on")
        {
            Headers = [Parameter.IdempotencyKey],
            Body = Request.Json<ResumeRequest>("`continue` or `rebuild`, and why, without naming anybody"),
            Answers = [Success.Json(200, "It goes on", "TrailResumed")],
            Refusals = [.. Codes.OfVendor, .. Codes.OfJson, .. Codes.OfKey, .. Codes.OfEntries, "act-refused", "decision-refused", "trail-not-halted", "idempotency-key-under-way"],
        },
    ];
}
