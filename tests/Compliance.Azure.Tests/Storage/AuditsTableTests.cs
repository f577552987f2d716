using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Storage;

public sealed class AuditsTableTests : IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 1, 6, 0);
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private readonly TestStore _test = new();
    private readonly Store _store;
    private readonly VendorId _vendor = TestStore.NewVendor();

    public AuditsTableTests() => _store = _test.Open();

    public void Dispose() => _test.Dispose();

    private AuditOrder Order(string id, Instant? created = null, IdempotencyKey? key = null) =>
        new() { Vendor = _vendor, Id = id, StartedBy = "ann", Created = created ?? Now, Idempotency = key };

    private async Task<List<string>> ToSendAsync(Instant now)
    {
        var sent = new List<string>();
        await foreach (var message in _store.Audits.ResendAsync(now)) sent.Add(message.Audit);
        return sent;
    }

    [Fact]
    public async Task An_order_is_a_run_that_can_be_found_and_claimed()
    {
        var placed = await _store.Audits.PlaceAsync(Order("a1"));
        Assert.Equal((OrderOutcome.Placed, RunState.NotStarted), (placed.Outcome, placed.Run!.State));
        var claimed = await _store.Audits.ClaimAsync(_vendor, "a1", Now + Minute);
        Assert.Equal((RunState.Running, Now + Minute, 1), (claimed!.State, claimed.Started, claimed.Deliveries));
        var again = await _store.Audits.ClaimAsync(_vendor, "a1", Now + Minute * 2);
        Assert.Equal((RunState.Running, Now + Minute, 2), (again!.State, again.Started, again.Deliveries));
        Assert.Equal(again, await _store.Audits.FindAsync(_vendor, "a1"));
        Assert.Null(await _store.Audits.FindAsync(_vendor, "a2"));
        Assert.Null(await _store.Audits.FindAsync(_vendor, "../a1"));
        Assert.Null(await _store.Audits.ClaimAsync(_vendor, "a2", Now));
    }

    [Fact]
    public async Task The_same_id_again_is_the_same_run()
    {
        await _store.Audits.PlaceAsync(Order("a1"));
        var again = await _store.Audits.PlaceAsync(Order("a1", Now + Minute));
        Assert.Equal((OrderOutcome.Repeated, Now), (again.Outcome, again.Run!.Created));
    }

    [Fact]
    public async Task An_idempotency_key_gives_its_run_again_and_refuses_another_body()
    {
        var key = new IdempotencyKey("k", "ann", "body");
        await _store.Audits.PlaceAsync(Order("a1", key: key));
        var again = await _store.Audits.PlaceAsync(Order("a2", key: key));
        Assert.Equal((OrderOutcome.Repeated, "a1"), (again.Outcome, again.Run!.Id));
        Assert.Equal(OrderOutcome.KeyReused, (await _store.Audits.PlaceAsync(Order("a3", key: key with { BodySha256 = "other" }))).Outcome);
        Assert.Equal(OrderOutcome.Placed, (await _store.Audits.PlaceAsync(Order("a4", key: key with { Caller = "bob" }))).Outcome);
        Assert.Equal(["a1", "a4"], (await ToSendAsync(Now + Minute)).Order());
    }

    [Fact]
    public async Task Eight_requests_with_one_key_at_once_are_one_run()
    {
        var key = new IdempotencyKey("k", "ann", "body");
        var stores = Enumerable.Range(0, 8).Select(_ => _test.Open()).ToList();
        var results = await Task.WhenAll(stores.Select((store, i) => Task.Run(() => store.Audits.PlaceAsync(Order($"a{i}", key: key)))));
        Assert.Single(results.Select(result => result.Run!.Id).Distinct());
        Assert.Single(results, result => result.Outcome is OrderOutcome.Placed);
        Assert.Single((await _store.Audits.ListAsync(_vendor, 10)).Items);
        Assert.Single(await ToSendAsync(Now + Minute));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_order_that_dies_at_any_request_is_sent_later_or_was_never_answered(bool carriedOut)
    {
        for (var step = 1; step <= 6; step++)
        {
            var id = $"a{step}";
            var (store, transport) = _test.OpenFaulty();
            Exception? Die(int request) => request >= step ? new KilledException() : null;
            if (carriedOut) transport.After = Die;
            else transport.Before = Die;
            var died = await Record.ExceptionAsync(() => store.Audits.PlaceAsync(Order(id)));
            Assert.True(died is null or KilledException, died?.ToString());
            var run = await _store.Audits.FindAsync(_vendor, id);
            Assert.True(died is not null || run is not null);
            Assert.Equal(run is not null, (await ToSendAsync(Now + Minute)).Contains(id));
            Assert.NotNull((await _store.Audits.PlaceAsync(Order(id))).Run);
        }
    }

    [Fact]
    public async Task Messages_are_sent_again_until_the_run_has_begun()
    {
        await _store.Audits.PlaceAsync(Order("a1"));
        await _store.Audits.PlaceAsync(Order("a2"));
        Assert.Empty(await ToSendAsync(Now));
        Assert.Equal(["a1", "a2"], await ToSendAsync(Now + Minute));
        Assert.Empty(await ToSendAsync(Now + Minute));
        await _store.Audits.ClaimAsync(_vendor, "a1", Now + Minute);
        Assert.Equal(["a2"], await ToSendAsync(Now + Minute * 2));
    }

    [Fact]
    public async Task A_message_without_a_run_is_given_up_after_a_while()
    {
        await _store.Outbox.PutAsync(new AuditMessage(_vendor, "a9", Now, Now));
        Assert.Empty(await ToSendAsync(Now + Minute));
        var lying = new List<AuditMessage>();
        await foreach (var message in _store.Outbox.DueAsync(Now + Minute)) lying.Add(message);
        Assert.Single(lying);
        Assert.Empty(await ToSendAsync(Now + Minute * 16));
        await foreach (var message in _store.Outbox.DueAsync(Now + Minute * 16)) Assert.Fail($"{message} still lies there");
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_by_page()
    {
        for (var i = 0; i < 5; i++) await _store.Audits.PlaceAsync(Order($"a{i}", Now + Minute * i));
        var ids = new List<string>();
        string? continuation = null;
        do
        {
            var page = await _store.Audits.ListAsync(_vendor, 2, continuation);
            ids.AddRange(page.Items.Select(run => run.Id));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        Assert.Equal(["a4", "a3", "a2", "a1", "a0"], ids);
    }

    [Fact]
    public async Task A_lease_is_held_by_one_until_it_expires()
    {
        var first = await _store.Audits.LeaseAsync(_vendor, "one", Now, Minute);
        Assert.NotNull(first);
        Assert.Null(await _store.Audits.LeaseAsync(_vendor, "two", Now + Minute - Duration.FromTicks(1), Minute));
        Assert.True(await first.RenewAsync(Now + Minute / 2, Minute));
        Assert.Null(await _store.Audits.LeaseAsync(_vendor, "two", Now + Minute, Minute));
        var second = await _store.Audits.LeaseAsync(_vendor, "two", Now + Minute * 2, Minute);
        Assert.NotNull(second);
        Assert.False(await first.RenewAsync(Now + Minute * 2, Minute));
        await first.ReleaseAsync();
        Assert.Null(await _store.Audits.LeaseAsync(_vendor, "three", Now + Minute * 2, Minute));
        await second.ReleaseAsync();
        Assert.NotNull(await _store.Audits.LeaseAsync(_vendor, "three", Now + Minute * 2, Minute));
    }

    [Fact]
    public async Task A_lease_whose_answers_are_lost_is_held_all_the_same()
    {
        var (store, transport) = _test.OpenFaulty();
        var taken = await store.Audits.LeaseAsync(_vendor, "one", Now, Minute);
        await _store.Table("audits").PutAsync((await _store.Table("audits").FindAsync(_vendor.Value, "l", default))!, default);
        Assert.True(await taken!.RenewAsync(Now, Minute));
        Assert.NotEqual(0, transport.Requests);
    }

    [Fact]
    public async Task Of_eight_who_want_an_expired_lease_one_gets_it()
    {
        await _store.Audits.LeaseAsync(_vendor, "old", Now, Minute);
        var stores = Enumerable.Range(0, 8).Select(_ => _test.Open()).ToList();
        var leases = await Task.WhenAll(stores.Select((store, i) => Task.Run(() => store.Audits.LeaseAsync(_vendor, $"new {i}", Now + Minute * 2, Minute))));
        Assert.Single(leases, lease => lease is not null);
    }

    [Fact]
    public async Task Evidence_is_frozen_once_however_long_the_list()
    {
        await _store.Audits.PlaceAsync(Order("a1"));
        var run = (await _store.Audits.ClaimAsync(_vendor, "a1", Now))!;
        var files = Enumerable.Range(0, 40_000).Select(i => new FrozenFile($"logs/{Guid.NewGuid():N}/{i}", $"\"{i}\"", i, $"{Guid.NewGuid():N}{Guid.NewGuid():N}", Now)).ToList();
        var (frozen, first) = await _store.Audits.FreezeEvidenceAsync(run, _ => Task.FromResult<IReadOnlyList<FrozenFile>>(files));
        Assert.Equal(files, first);
        // With the run as it was before, as a redelivery that overlaps has it.
        var (_, second) = await _test.Open().Audits.FreezeEvidenceAsync(run, _ => Task.FromResult<IReadOnlyList<FrozenFile>>([]));
        Assert.Equal(files, second);
        Assert.NotEqual(run.ETag, frozen.ETag);
    }
}
