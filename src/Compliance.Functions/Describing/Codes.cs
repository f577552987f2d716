using System.Collections.Frozen;

namespace Compliance.Functions.Describing;

/// <summary>The codes of refusals, each with its status; API.md tells people what they mean.</summary>
internal static class Codes
{
    /// <summary>What every function that asks who calls may answer.</summary>
    public static readonly string[] Everywhere = ["not-signed-in", "token-invalid", "role-required", "unknown-parameter", "input-refused", "too-many-requests", "store-unavailable", "sign-in-unavailable"];

    /// <summary>Of functions that are not for a function key alone.</summary>
    public static readonly string[] OfWrites = ["sign-in-required"];

    /// <summary>Of functions about a vendor.</summary>
    public static readonly string[] OfVendor = ["vendor-not-found"];

    /// <summary>Of functions that read a body.</summary>
    public static readonly string[] OfBody = ["body-too-large", "body-incomplete"];

    /// <summary>Of functions that read a JSON body.</summary>
    public static readonly string[] OfJson = [.. OfBody, "body-invalid"];

    /// <summary>Of functions that write entries of the trail.</summary>
    public static readonly string[] OfEntries = ["trail-halted", "trail-inconsistent"];

    /// <summary>Of functions that honour an Idempotency-Key.</summary>
    public static readonly string[] OfKey = ["idempotency-key-invalid", "idempotency-key-reused"];

    /// <summary>Of lists.</summary>
    public static readonly string[] OfPages = ["query-invalid", "continuation-expired"];

    /// <summary>Of acts on incidents.</summary>
    public static readonly string[] OfIncident = [.. OfVendor, .. OfJson, .. OfEntries, .. OfKey, "act-refused"];

    private static readonly FrozenDictionary<string, int> Statuses = new Dictionary<int, string[]>
    {
        [400] = ["body-invalid", "body-incomplete", "instant-invalid", "input-refused", "path-refused", "query-invalid", "unknown-parameter", "idempotency-key-invalid"],
        [401] = ["not-signed-in", "token-invalid"],
        [403] = ["role-required", "sign-in-required"],
        [404] =
        [
            "vendor-not-found", "audit-not-found", "finding-not-found", "framework-not-found", "incident-not-found", "entry-not-found", "name-not-found", "decision-not-found",
            "checkpoint-not-found",
        ],
        [409] =
        [
            "entry-not-signed", "trail-halted", "trail-not-halted", "audit-not-completed", "report-unavailable", "evidence-changed", "evidence-exists", "no-playbook", "idempotency-key-under-way",
        ],
        [410] = ["continuation-expired"],
        [412] = ["stale"],
        [413] = ["body-too-large"],
        [422] =
        [
            "act-refused", "decision-refused", "vendor-invalid", "exemption-invalid", "decision-invalid", "selector-invalid", "approver-is-requester", "approver-is-not-caller", "risk-not-requested", "too-many-replies",
            "idempotency-key-reused",
        ],
        [428] = ["if-match-required"],
        [429] = ["too-many-requests", "audits-outstanding"],
        [500] = ["trail-inconsistent"],
        [503] = ["store-unavailable", "sign-in-unavailable", "not-ready"],
    }.SelectMany(status => status.Value.Select(code => (code, status.Key))).ToFrozenDictionary(one => one.code, one => one.Key);

    /// <summary>Every code and its status.</summary>
    public static IReadOnlyDictionary<string, int> All => Statuses;

    public static int StatusOf(string code) => Statuses[code];
}
