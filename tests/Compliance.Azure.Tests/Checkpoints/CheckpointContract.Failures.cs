using Azure;
using Compliance.Azure.Tests.Storage;
using Compliance.Trail;

namespace Compliance.Azure.Tests.Checkpoints;

public abstract partial class CheckpointContract
{
    [SkippableTheory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public async Task A_signer_that_dies_at_any_request_leaves_what_the_next_one_goes_on_from(bool carriedOut, bool first)
    {
        var (step, died) = (0, (Exception?)new KilledException());
        while (died is not null)
        {
            var before = await BeginAsync(first);
            var (store, transport) = OpenFaulty();
            step++;
            Exception? Die(int request) => request >= step ? new KilledException() : null;
            if (carriedOut) transport.After = Die;
            else transport.Before = Die;
            died = await Record.ExceptionAsync(() => SignAsync(store));
            Assert.True(died is null or KilledException, died?.ToString());

            var signed = (await SignAsync())!;

            Assert.Equal((await EntriesAsync()).Count, signed.Checkpoint.Size);
            Assert.Equal(before + 1, (await AllHoldAsync()).Count);
            Assert.Single(await Open().Checkpoints.KeysAsync(Vendor));
        }
        Assert.InRange(step, 8, 40);
    }

    [SkippableTheory]
    [InlineData(false, "reset", true)]
    [InlineData(true, "reset", true)]
    [InlineData(false, "busy", false)]
    [InlineData(true, "busy", false)]
    public async Task Whatever_request_gets_no_answer_one_checkpoint_is_signed(bool carriedOut, string kind, bool first)
    {
        var failing = 0;
        bool asked;
        do
        {
            var before = await BeginAsync(first);
            var (store, transport) = OpenFaulty();
            failing++;
            Exception? Fail(int request) => request != failing ? null : kind == "busy" ? new RequestFailedException(503, "server busy") : new IOException("connection reset");
            if (carriedOut) transport.After = Fail;
            else transport.Before = Fail;
            // What only reads fails with its request; what writes finds out what became of it.
            var failed = await Record.ExceptionAsync(() => SignAsync(store));
            Assert.True(failed is null or RequestFailedException or IOException, failed?.ToString());
            asked = transport.Requests >= failing;

            var signed = (await SignAsync())!;
            Assert.Equal((await EntriesAsync()).Count, signed.Checkpoint.Size);
            Assert.Equal(before + 1, (await AllHoldAsync()).Count);
        }
        while (asked);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_checkpoint_whose_keeping_got_no_answer_is_kept_once(bool carriedOut)
    {
        await BeginAsync(first: true);
        await SignAsync();
        await Logs.GrowAsync(Open(), Vendor, 1);
        var (store, transport) = OpenWatched();
        transport.Lost = (request, number) => number == 1 && request.IsTransaction ? (carriedOut ? Loss.Answer : Loss.Request) : Loss.None;

        var signed = (await SignAsync(store))!;

        Assert.Equal(carriedOut ? 1 : 2, transport.Transactions);
        Assert.Equal(signed.Bytes.ToArray(), (await AllHoldAsync())[^1].Bytes.ToArray());
        Assert.Equal([2, 3], (await AllHoldAsync()).Select(checkpoint => checkpoint.Checkpoint.Size));
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_that_never_answers_leaves_it_open_and_the_next_signer_settles_it(bool carriedOut)
    {
        await BeginAsync(first: true);
        await SignAsync();
        await Logs.GrowAsync(Open(), Vendor, 1);
        var (store, transport) = OpenWatched();
        transport.Lost = (request, _) => request.IsTransaction ? (carriedOut ? Loss.Answer : Loss.Request) : Loss.None;
        var failed = await Record.ExceptionAsync(() => SignAsync(store));
        // That a checkpoint is kept is seen by looking.
        if (carriedOut) Assert.Null(failed);
        else Assert.IsType<TrailUnavailableException>(failed);
        Assert.Equal(3, (await SignAsync())!.Checkpoint.Size);
        Assert.Equal(2, (await AllHoldAsync()).Count);
    }

    // A log with something to sign; how often it was signed.
    private async Task<int> BeginAsync(bool first)
    {
        if (first) Vendor = TestStore.NewVendor();
        var before = await AllHoldAsync();
        await Logs.GrowAsync(Open(), Vendor, 1);
        return before.Count;
    }
}
