using Compliance.Functions.Tests.Service;
using Compliance.Identity;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;

namespace Compliance.Functions.Tests.Access;

/// <summary>How calls come into the trail.</summary>
public sealed class CallJournalTests : IDisposable
{
    private static readonly VendorId Vendor = VendorId.Parse("acme-bpo");
    private static readonly RecordedCall Forget = new("ForgetName", null, ["Legal"]);

    private readonly ServiceFolder _folder = new();
    private readonly HandClock _clock = new();
    private readonly Store _store;

    public CallJournalTests() => _store = _folder.OpenStore();

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task However_often_and_from_how_many_instances_a_call_is_refused_an_hour_has_one_entry_of_it()
    {
        var instances = Enumerable.Range(0, 4).Select(_ => Journal()).ToList();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => instances[i % 4].RefusedAsync(Vendor, "mallory@example.com", Forget, "role-required")));
        _clock.Now += TimeSpan.FromMinutes(59);
        await instances[0].RefusedAsync(Vendor, "MALLORY@example.com", Forget, "role-required");
        Assert.Single(await EntriesAsync());
        _clock.Now += TimeSpan.FromMinutes(1);
        await instances[0].RefusedAsync(Vendor, "mallory@example.com", Forget, "role-required");
        Assert.Equal(2, (await EntriesAsync()).Count);
    }

    [Fact]
    public async Task Another_caller_call_or_reason_is_another_entry()
    {
        var journal = Journal();
        await journal.RefusedAsync(Vendor, "mallory@example.com", Forget, "role-required");
        await journal.RefusedAsync(Vendor, "mallet@example.com", Forget, "role-required");
        await journal.RefusedAsync(Vendor, "mallory@example.com", Forget with { Function = "ResumeTrail" }, "role-required");
        await journal.RefusedAsync(Vendor, "mallory@example.com", Forget with { Part = "left" }, "role-required");
        await journal.RefusedAsync(Vendor, "mallory@example.com", Forget, "other-vendor");
        await journal.RefusedAsync(Vendor, null, Forget, "not-signed-in");
        Assert.Equal(6, (await EntriesAsync()).Count);
    }

    [Fact]
    public async Task A_privileged_call_is_an_entry_each_time_and_its_caller_has_a_name_behind_the_pseudonym()
    {
        var journal = Journal();
        for (var again = 0; again < 3; again++) await journal.PrivilegedAsync(Vendor, "nina@example.com", Forget);
        var entries = await EntriesAsync();
        Assert.Equal(["call privileged", "call privileged", "call privileged"], entries.Select(entry => entry.Type));
        Assert.Equal("nina@example.com", await _store.Names.FindAsync(Vendor, Assert.Single(entries.Select(entry => entry.Actor).Distinct())));
    }

    [Fact]
    public async Task A_privileged_request_that_is_sent_again_is_one_entry_and_another_request_caller_or_call_is_another()
    {
        var instances = new[] { Journal(), Journal() };
        foreach (var journal in instances.Concat(instances))
        {
            await journal.PrivilegedAsync(Vendor, "nina@example.com", Forget, "key 1");
            _clock.Now += TimeSpan.FromMinutes(1);
        }
        Assert.Single(await EntriesAsync());
        await instances[0].PrivilegedAsync(Vendor, "nina@example.com", Forget, "key 2");
        await instances[0].PrivilegedAsync(Vendor, "nora@example.com", Forget, "key 1");
        await instances[0].PrivilegedAsync(Vendor, "nina@example.com", Forget with { Function = "ResumeTrail" }, "key 1");
        Assert.Equal(4, (await EntriesAsync()).Count);
    }

    private CallJournal Journal() => new(_store, new VendorKeys(new LocalSecretClient(Path.Combine(_folder.Path, "secrets.json"), _clock), _store.Vendors), _clock);

    private async Task<List<TrailEntry>> EntriesAsync()
    {
        var entries = new List<TrailEntry>();
        await foreach (var (_, entry) in _store.Trail.ReadAsync(Vendor.Value)) entries.Add(entry);
        return entries;
    }
}
