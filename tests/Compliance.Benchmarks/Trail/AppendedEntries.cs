using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Compliance.Trail;
using NodaTime;

namespace Compliance.Benchmarks.Trail;

/// <summary>Entries as an audit writes them, some 500 bytes each; and the same as plain rows, without log or marker.</summary>
internal static class AppendedEntries
{
    private static readonly Instant Started = Instant.FromUtc(2026, 3, 1, 6, 0);
    private static readonly string Operation = new('0', 64);

    public static List<TrailEntry> Of(string vendor, long from, int count) => [.. Enumerable.Range(0, count).Select(i => Entry(vendor, from + i))];

    /// <summary>The columns that an entry has in a log.</summary>
    public static TableTransactionAction Plain(string partition, long index, TrailEntry entry) => new(
        TableTransactionActionType.Add,
        new TableEntity(partition, string.Create(CultureInfo.InvariantCulture, $"e{index:D19}"))
        {
            ["D"] = entry.Leaf.ToArray(),
            ["L"] = entry.Hash.ToArray(),
            ["Op"] = Operation,
            ["Ts"] = entry.Time.ToDateTimeOffset(),
            ["Type"] = entry.Type,
            ["Audit"] = entry.Audit,
        });

    private static TrailEntry Entry(string vendor, long index) => TrailEntry.Create(vendor, Started, "finding opened", "system:schedule", "20260301T060000Z-daily", new JsonObject
    {
        ["finding"] = "f:3jrp6qpddgztqsqnam7doeohu2",
        ["rule"] = "unauthorized-action",
        ["severity"] = "high",
        ["verdict"] = "fail",
        ["state"] = "new",
        ["principal"] = "p:slzikjz57ml76mhoryw3j7zbvx",
        ["role"] = "tier1",
        ["action"] = "customer.export",
        ["count"] = index,
        ["first"] = "2026-02-27T22:10:11.000Z",
        ["last"] = "2026-02-28T02:44:51.000Z",
        ["evidence"] = new JsonArray(new JsonObject { ["source"] = "logs/helpdesk/2026-02.ndjson.gz", ["record"] = 100_000 + index }),
    });
}
