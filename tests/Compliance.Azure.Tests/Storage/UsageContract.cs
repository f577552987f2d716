using Compliance.Findings;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Storage;

/// <summary>What every table service must hold of use.</summary>
public abstract class UsageContract : StoreContract
{
    private static readonly Pseudonyms Pseudonyms = new(new byte[Pseudonyms.KeySize]);
    private static readonly Instant Day1 = Audits.Start;
    private static readonly Instant Day2 = Day1 + Duration.FromDays(1);
    private readonly VendorId _vendor = TestStore.NewVendor();

    [SkippableFact]
    public async Task Nothing_is_known_of_a_vendor_that_was_never_audited() => Assert.Null(await Open().Usage.ReadAsync(_vendor));

    [SkippableFact]
    public async Task What_audits_saw_is_put_together_under_pseudonyms()
    {
        var store = Open();
        await store.Usage.MergeAsync(_vendor, Seen(Day1, 20_500, "ana", "ben"), Pseudonyms);
        await store.Usage.MergeAsync(_vendor, Seen(Day2, 20_501, "ANA"), Pseudonyms);

        var known = (await Open().Usage.ReadAsync(_vendor))!;

        Assert.Equal(Day2, known.Until);
        Assert.Equal([20_500, 20_501], Assert.Single(known.Sources).Days.Keys);
        Assert.Equal(new[] { "ana", "ben" }.Select(Pseudonyms.OfPerson).Order(StringComparer.Ordinal), known.Principals.Select(principal => principal.Principal));
        var ana = known.Principals.Single(principal => principal.Principal == Pseudonyms.OfPerson("ana"));
        Assert.Equal((Day1, Day2), (ana.Since, ana.Last));
        Assert.Equal(Day1, Assert.Single(known.Permissions).Since);
        Assert.Equal(new DayRange(20_500, 20_501), Assert.Single(known.Reached));
        await foreach (var row in store.Table("usage").RowsAsync($"PartitionKey eq {_vendor.Value}"))
            Assert.DoesNotContain(row, column => column.Value is string text && text.Contains("ana", StringComparison.OrdinalIgnoreCase));
    }

    [SkippableFact]
    public async Task What_is_forgotten_leaves_no_row()
    {
        var store = Open();
        await store.Usage.MergeAsync(_vendor, Seen(Day1, 20_000, "ana"), Pseudonyms);
        await store.Usage.MergeAsync(_vendor, Seen(Day1 + Duration.FromDays(500), 20_514, "ana") with { Sources = [] }, Pseudonyms);

        Assert.Empty((await store.Usage.ReadAsync(_vendor))!.Sources);
        await foreach (var row in store.Table("usage").RowsAsync($"PartitionKey eq {_vendor.Value}")) Assert.NotEqual('s', row.RowKey[0]);
    }

    [SkippableFact]
    public async Task Of_two_that_write_at_once_neither_is_lost()
    {
        var names = Enumerable.Range(0, 6).Select(i => $"agent{i}").ToArray();

        await Task.WhenAll(names.Select((name, day) => Open().Usage.MergeAsync(_vendor, Seen(Day1, 20_500 + day, name), Pseudonyms)));

        var known = (await Open().Usage.ReadAsync(_vendor))!;
        Assert.Equal(6, known.Principals.Count);
        Assert.Equal(6, Assert.Single(known.Sources).Days.Count);
    }

    [SkippableFact]
    public async Task More_people_than_a_transaction_takes_are_kept_and_a_second_time_changes_no_row()
    {
        var store = Open();
        var many = Seen(Day1, 20_500, [.. Enumerable.Range(0, 250).Select(i => $"agent{i:D3}")]);
        await store.Usage.MergeAsync(_vendor, many, Pseudonyms);
        var before = await VersionsAsync(store);

        await store.Usage.MergeAsync(_vendor, many, Pseudonyms);

        Assert.Equal(253, before.Count);
        Assert.Equal(before, await VersionsAsync(store));
    }

    [SkippableFact]
    public async Task A_run_is_given_what_was_known_when_it_began_whatever_is_seen_since()
    {
        var store = Open();
        await store.Usage.MergeAsync(_vendor, Seen(Day1, 20_500, "ana"), Pseudonyms);
        await store.Audits.PlaceAsync(new AuditOrder { Vendor = _vendor, Id = "a1", StartedBy = "ann", Created = Day2 });
        var run = (await store.Audits.ClaimAsync(_vendor, "a1", Day2))!;
        (run, var frozen) = await store.Audits.FreezeUsageAsync(run, ct => store.Usage.DocumentAsync(_vendor, ct));
        await store.Usage.MergeAsync(_vendor, Seen(Day2, 20_501, "ben"), Pseudonyms);

        var (_, again) = await store.Audits.FreezeUsageAsync((await store.Audits.FindAsync(_vendor, "a1"))!, ct => store.Usage.DocumentAsync(_vendor, ct));

        Assert.Equal(frozen, again);
        Assert.Equal(frozen, await store.Audits.UsageAsync(run));
        var prior = StoredUsage.Prior(frozen, Record("ana", "ben"), Pseudonyms);
        Assert.Equal((Day1, "ana"), (prior.Usage.Until, Assert.Single(prior.Usage.Principals).Principal));
    }

    [Fact]
    public void Accounts_that_are_still_the_same_are_named_and_others_stay_hidden()
    {
        var record = Record("ana") with { Accounts = [new("ana.1", "ana", Compliance.Events.AccountKind.Human, null, null, 2)] };
        var text = PrincipalUsage.TextOf(record.Accounts);
        var stored = StoredUsage.Write(UsageNames.Hidden(Seen(Day1, 1, "ana", "zoe") with { Principals = [Principal("ana", Day1) with { Accounts = text }, Principal("zoe", Day1)] }, Pseudonyms));

        var same = StoredUsage.Prior(stored, record, Pseudonyms).Usage.Principals;
        var changed = StoredUsage.Prior(stored, record with { Accounts = [] }, Pseudonyms).Usage.Principals;

        Assert.Equal(("ana", text), (Assert.Single(same).Principal, same[0].Accounts));
        Assert.Equal(Pseudonyms.OfPerson(text), Assert.Single(changed).Accounts);
    }

    private async Task<Dictionary<string, string>> VersionsAsync(Store store)
    {
        var versions = new Dictionary<string, string>();
        await foreach (var row in store.Table("usage").RowsAsync($"PartitionKey eq {_vendor.Value}")) versions.Add(row.RowKey, row.ETag.ToString());
        return versions;
    }

    private static PrincipalUsage Principal(string name, Instant at) => new(name, "", at, at, at, [new PermissionUse("tier1", "TICKET.READ", at)]);

    private static Usage Seen(Instant until, int day, params string[] names) => new()
    {
        Until = until,
        Sources = [new SourceUsage("logs/*", new Dictionary<int, long> { [day] = 7 })],
        Reached = [new DayRange(day, day)],
        Principals = [.. names.Select(name => Principal(name, until))],
        Permissions = [new PermissionUsage("tier1", "TICKET.READ", until)],
    };

    private static VendorRecord Record(params string[] people) => new(
        new Vendor { Id = VendorId.Parse("acme-bpo"), Name = "Acme" },
        new AccessModel { Timezone = DateTimeZone.Utc, Roles = [], Assignments = [], Sha256 = "" },
        new People { HasBackgroundCheck = false, HasTraining = false, ByName = people.ToDictionary(name => name, name => new Person(name, []), StringComparer.OrdinalIgnoreCase) },
        []);
}
