using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using Compliance.Findings;
using Compliance.Trail;
using Compliance.Vendors;

namespace Compliance.Storage;

/// <summary>A standing decision as it is stored.</summary>
/// <param name="Decision">Null: it was withdrawn.</param>
/// <param name="ETag">Version of the row, for a change under If-Match.</param>
public sealed record DecisionRecord(FindingSelector Selector, StandingDecision? Decision, ETag ETag);

/// <summary>Decisions about many findings: rows <c>d-…</c> of table <c>vendors</c>, one for each selector; a later decision takes the place of the earlier.
/// Not in table <c>findings</c>, whose rows are findings alone. One that is withdrawn leaves its row, so that versions go on and the same words,
/// said again, are another act.</summary>
public sealed class DecisionsTable
{
    // Letters as they are: escaped, a long reason in another script would be more than a property takes.
    private static readonly StorageJson Brief = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    private readonly StoreTable _table;

    internal DecisionsTable(StoreTable table) => _table = table;

    /// <summary>Those that were not withdrawn, expired ones too, in the order of their keys.</summary>
    public async Task<IReadOnlyList<StandingDecision>> ListAsync(VendorId vendor, CancellationToken cancellationToken = default)
    {
        var decisions = new List<StandingDecision>();
        await foreach (var row in _table.RowsAsync($"PartitionKey eq {vendor.Value} and RowKey ge {"d-"} and RowKey lt {"d."}", cancellationToken: cancellationToken))
            if (Read(row).Decision is { } decision) decisions.Add(decision);
        return decisions;
    }

    /// <summary>What was decided last about just these; null: nothing ever was.</summary>
    public async Task<DecisionRecord?> FindAsync(VendorId vendor, FindingSelector selector, CancellationToken cancellationToken = default) =>
        await _table.FindAsync(vendor.Value, Key(selector), cancellationToken) is { } row ? Read(row) : null;

    /// <summary>Decides, or withdraws.</summary>
    /// <param name="decision">Null: withdrawn.</param>
    /// <param name="before">As it was read; null: there was nothing.</param>
    /// <returns>False: somebody else was first.</returns>
    internal async Task<bool> WriteAsync(
        VendorId vendor, FindingSelector selector, StandingDecision? decision, DecisionRecord? before, CancellationToken cancellationToken)
    {
        var stored = decision is null ? new StoredDecision(selector.Rule, selector.Role, selector.Action, null, null) : StoredDecision.Of(decision);
        var row = new TableEntity(vendor.Value, Key(selector)) { ["Decision"] = JsonSerializer.SerializeToUtf8Bytes(stored, Brief.StoredDecision) };
        return before is null ? await _table.AddAsync(row, cancellationToken) : await _table.ReplaceAsync(row, before.ETag, cancellationToken) is not null;
    }

    private static DecisionRecord Read(TableEntity row)
    {
        var stored = JsonSerializer.Deserialize(row.GetBinary("Decision")!, StorageJson.Default.StoredDecision)!;
        return new(stored.Selector(), stored.ToDecision(), row.ETag);
    }

    private static string Key(FindingSelector selector)
    {
        var named = ResultJson.Present(("rule", selector.Rule?.ToLowerInvariant()), ("role", selector.Role?.ToLowerInvariant()), ("action", selector.Action?.ToLowerInvariant()));
        return "d-" + Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(named)))[..32];
    }
}
