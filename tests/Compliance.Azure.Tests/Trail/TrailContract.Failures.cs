using Azure;
using Compliance.Trail;

namespace Compliance.Azure.Tests.Trail;

public abstract partial class TrailContract
{
    public static TheoryData<bool, string> Faults => new()
    {
        { false, "reset" }, { true, "reset" }, { false, "busy" }, { true, "busy" }, { false, "timeout" }, { true, "timeout" },
    };

    private static Exception Fault(string kind) => kind switch
    {
        "reset" => new IOException("connection reset"),
        "busy" => new RequestFailedException(503, "server busy"),
        _ => new TaskCanceledException("network timeout"),
    };

    [SkippableTheory]
    [MemberData(nameof(Faults))]
    public async Task Whatever_request_of_an_append_gets_no_answer_the_act_is_there_once(bool carriedOut, string kind)
    {
        await Open().Trail.AppendAsync(Vendor, "before", Entries("before", 1));
        for (var failing = 1; failing <= 6; failing++)
        {
            var (store, transport) = OpenFaulty();
            Exception? Fail(int request) => request == failing ? Fault(kind) : null;
            if (carriedOut) transport.After = Fail;
            else transport.Before = Fail;
            var position = await store.Trail.AppendAsync(Vendor, $"act {failing}", Entries($"act {failing}", 3));
            Assert.Equal(new TrailPosition(1 + 3 * (failing - 1), 3), position);
        }
        Assert.Equal(19, (await AllAsync(Open().Trail, Vendor)).Count);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_that_never_answers_leaves_the_outcome_open_and_a_repetition_settles_it(bool carriedOut)
    {
        var (store, transport) = OpenFaulty();
        await store.Trail.AppendAsync(Vendor, "first", Entries("first", 1));
        if (carriedOut) transport.After = _ => Fault("reset");
        else transport.Before = _ => Fault("reset");
        await Assert.ThrowsAsync<TrailUnavailableException>(() => store.Trail.AppendAsync(Vendor, "second", Entries("second", 2)));
        Assert.Equal(carriedOut ? 3 : 1, (await Open().Trail.HeadAsync(Vendor)).Size);
        (transport.Before, transport.After) = (_ => null, _ => null);
        Assert.Equal(new TrailPosition(1, 2), await store.Trail.AppendAsync(Vendor, "second", Entries("second", 2)));
        Assert.Equal(3, (await store.Trail.HeadAsync(Vendor)).Size);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_writer_that_dies_at_any_request_leaves_all_of_an_act_or_nothing(bool carriedOut)
    {
        var expected = new List<TrailEntry>();
        for (var step = 1; step <= 6; step++)
        {
            var act = $"act {step}";
            var (store, transport) = OpenFaulty();
            Exception? Die(int request) => request >= step ? new Storage.KilledException() : null;
            if (carriedOut) transport.After = Die;
            else transport.Before = Die;
            var died = await Record.ExceptionAsync(() => store.Trail.AppendAsync(Vendor, act, Entries(act, 4)));
            Assert.True(died is null or Storage.KilledException, died?.ToString());
            var size = (await Open().Trail.HeadAsync(Vendor)).Size;
            Assert.True(size == expected.Count || size == expected.Count + 4, $"{size} entries at step {step}");
            await Open().Trail.AppendAsync(Vendor, act, Entries(act, 4));
            expected.AddRange(Entries(act, 4));
        }
        Assert.Equal(Hashes(expected), Hashes(await AllAsync(Open().Trail, Vendor)));
    }

    [SkippableFact]
    public async Task Who_gives_up_waiting_is_told_so()
    {
        using var impatient = new CancellationTokenSource();
        var (store, transport) = OpenFaulty();
        transport.Before = _ =>
        {
            impatient.Cancel();
            return new TaskCanceledException();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.Trail.AppendAsync(Vendor, "a", Entries("a", 1), impatient.Token));
        Assert.Equal(1, transport.Requests);
    }
}
