using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Compliance.Reports;
using Compliance.Trail;
using NodaTime;

namespace Compliance.Tests.Reports;

/// <summary>A trail written by hand: entries at their indexes, read as a store gives them.</summary>
internal sealed class FindingTrail
{
    public const string Vendor = "acme-bpo";
    public static readonly Instant Morning = Instant.FromUtc(2026, 3, 2, 8, 0);

    private readonly List<TrailEntry> _entries = [];

    public IReadOnlyList<TrailEntry> Entries => _entries;

    /// <summary>Two audits: what the first opened is accepted, changed or resolved in the second. One between them was given up.</summary>
    public static FindingTrail Example => new FindingTrail()
        .Add("audit started", "a1", new() { ["tool"] = "compliance 0.1.0" })
        .Add("finding opened", "a1", Finding("f:one", "unknown-account", "new", principal: "p:ghost", action: "crm:export", resource: "r:c1"))
        .Add("finding opened", "a1", Finding("f:two", "inactive-account", "new", principal: "p:idle", severity: "medium"))
        .Add("finding opened", "a1", Finding("f:three", "tls-version", "new", resource: "r:host", severity: "medium"))
        .Add("audit completed", "a1", Completed(("unknown-account", "fail"), ("inactive-account", "fail"), ("tls-version", "fail"), ("mfa-missing", "notEvaluable"), ("off-shift-access", "notApplicable")))
        .Add("audit started", "given-up", new() { ["tool"] = "compliance 0.1.0" })
        .Add("finding opened", "given-up", Finding("f:none", "unknown-account", "new"))
        .Add("audit failed", "given-up", new() { ["code"] = "gave-up" })
        .Add("vendor changed", null, new() { ["mode"] = "live" })
        .Add("audit started", "a2", new() { ["tool"] = "compliance 0.1.0" })
        .Add("finding changed", "a2", Exempt(Finding("f:two", "inactive-account", "persisting", principal: "p:idle", severity: "medium", verdict: "exempt")))
        .Add("finding resolved", "a2", Finding("f:three", "tls-version", "resolved", resource: "r:host", severity: "medium"))
        .Add("audit completed", "a2", Completed(("unknown-account", "fail"), ("inactive-account", "exempt"), ("tls-version", "pass"), ("mfa-missing", "notEvaluable"), ("off-shift-access", "notApplicable")));

    public FindingTrail Add(string type, string? audit, JsonObject data)
    {
        var time = Morning + Duration.FromDays(audit is "a2" ? 1 : 0) + Duration.FromNanoseconds(123_999_999);
        _entries.Add(TrailEntry.Create(Vendor, time, type, "system:schedule", audit, data));
        return this;
    }

    public static JsonObject Finding(
        string uid, string rule, string state, string? principal = null, string? role = null, string? action = null, string? resource = null,
        string severity = "high", string verdict = "fail")
    {
        var data = new JsonObject
        {
            ["finding"] = uid,
            ["rule"] = rule,
            ["severity"] = severity,
            ["verdict"] = verdict,
            ["state"] = state,
            ["count"] = 7,
            ["first"] = "2026-03-01T06:07:08.009Z",
            ["last"] = "2026-03-02T06:07:08.009Z",
            ["evidence"] = new JsonArray(new JsonObject { ["source"] = "logs/crm 1.csv", ["record"] = 7 }),
        };
        foreach (var (name, value) in new[] { ("principal", principal), ("role", role), ("action", action), ("resource", resource) })
            if (value is not null) data[name] = value;
        return data;
    }

    public static JsonObject Completed(params (string Rule, string Verdict)[] checks) =>
        new() { ["verdict"] = "fail", ["checks"] = new JsonObject(checks.Select(check => KeyValuePair.Create(check.Rule, (JsonNode?)check.Verdict))) };

    public FindingRowSource Source(long from = 0, long? to = null, Func<string, string?>? nameOf = null) => new()
    {
        From = from,
        To = to ?? _entries.Count,
        Leaves = LeavesAsync,
        NameOf = nameOf is null ? null : (pseudonym, _) => Task.FromResult(nameOf(pseudonym)),
    };

    private async IAsyncEnumerable<TrailLeaf> LeavesAsync(long from, long before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var index = from; index < before; index++)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            var entry = _entries[(int)index];
            yield return new(index, entry.Leaf, entry.Hash);
        }
    }

    private static JsonObject Exempt(JsonObject finding)
    {
        finding["exemption"] = new JsonObject
        {
            ["owner"] = "p:owner",
            ["requestedBy"] = "p:asker",
            ["approvedBy"] = "p:approver",
            ["expires"] = "2026-06-30T00:00:00.000Z",
        };
        return finding;
    }
}
