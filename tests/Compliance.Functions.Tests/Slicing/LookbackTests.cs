using System.Text;
using Compliance.Findings;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Functions.Tests.Slicing;

/// <summary>Audits of the service that do not read every log there ever was.</summary>
public sealed class LookbackTests : IDisposable
{
    private const string Second = "large-2";
    private static readonly string[] AllLogs = ["logs/help-0.ndjson", "logs/help-1.ndjson", "logs/help-2.ndjson", "logs/help-3.ndjson"];

    private readonly SlicedWorld _world = new();
    private readonly PushedClock _clock = new(SlicedWorld.Start);

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("", 0)]
    [InlineData("lookback: 31d\n", 2)]
    [InlineData("lookback: 45d\n", 0)]
    public async Task Logs_that_came_before_are_not_read(string lookback, int left)
    {
        await ContractAsync(lookback);
        ReceivedLongAgo(AllLogs[..2]);
        using var process = await OrderedAsync();
        await process.DeliverAllAsync(Message.ForAudit());

        Assert.Equal(RunState.Succeeded, (await process.RunAsync()).State);
        Assert.Equal(AllLogs[left..], await LogsOfAsync(process.Store, SlicedWorld.Audit));
    }

    [Fact]
    public async Task A_window_that_begins_earlier_is_given_the_logs_of_then()
    {
        await ContractAsync("lookback: 31d\n");
        ReceivedLongAgo(AllLogs[..2]);
        using var process = await OrderedAsync();
        await process.DeliverAllAsync(Message.ForAudit());
        await process.Store.Audits.PlaceAsync(new AuditOrder { Vendor = _world.Vendor, Id = Second, StartedBy = "ann", Created = SlicedWorld.Start, From = SlicedWorld.Start - Duration.FromDays(20) });
        await process.DeliverAllAsync(Message.ForAudit(Second));

        Assert.Equal(AllLogs[2..], await LogsOfAsync(process.Store, SlicedWorld.Audit));
        Assert.Equal(AllLogs, await LogsOfAsync(process.Store, Second));
    }

    [Fact]
    public async Task What_was_found_in_older_logs_stays_a_finding_and_use_is_remembered()
    {
        await ContractAsync("");
        using var process = await OrderedAsync();
        await process.DeliverAllAsync(Message.ForAudit());
        var found = await OpenAsync(process.Store);
        Assert.NotEmpty(found);
        var unused = await UnusedAsync(process.Store, SlicedWorld.Audit);

        await ContractAsync("lookback: 31d\n");
        ReceivedLongAgo(AllLogs[..3]);
        await process.Store.Audits.PlaceAsync(new AuditOrder { Vendor = _world.Vendor, Id = Second, StartedBy = "ann", Created = SlicedWorld.Start });
        await process.DeliverAllAsync(Message.ForAudit(Second));

        Assert.Equal(AllLogs[3..], await LogsOfAsync(process.Store, Second));
        Assert.Equal(found, await OpenAsync(process.Store));
        Assert.Equal(unused, await UnusedAsync(process.Store, Second));
    }

    private static async Task<List<string>> OpenAsync(Store store)
    {
        var open = new List<string>();
        await foreach (var record in store.Findings.AllAsync(VendorId.Parse("large")))
            if (record.Finding.State is not FindingState.Resolved) open.Add(record.Finding.Fingerprint.Value);
        return open;
    }

    private async Task<Verdict> UnusedAsync(Store store, string audit) =>
        (await store.Audits.WholeResultAsync((await store.Audits.FindAsync(_world.Vendor, audit))!))!.Checks.Single(check => check.Rule == "unused-permission").Verdict;

    private async Task<IReadOnlyList<string>> LogsOfAsync(Store store, string audit) =>
        [.. (await store.Audits.EvidenceAsync((await store.Audits.FindAsync(_world.Vendor, audit))!))!.Select(file => file.Path).Where(path => path.StartsWith("logs/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private Task<StoredEvidence> ContractAsync(string more) =>
        _world.PutAsync("vendor.yaml", Encoding.UTF8.GetBytes($"id: large\nlogs:\n  - {{ path: \"logs/*.ndjson\", format: ocsf }}\n{more}"));

    private void ReceivedLongAgo(IEnumerable<string> logs)
    {
        foreach (var log in logs)
            File.SetLastWriteTimeUtc(Path.Combine(_world.Folder, "evidence", _world.Vendor.Value, log), (SlicedWorld.Start - Duration.FromDays(40)).ToDateTimeUtc());
    }

    private async Task<SlicedProcess> OrderedAsync() => new(_world, await _world.OrderAsync("store.db"), _clock);
}
