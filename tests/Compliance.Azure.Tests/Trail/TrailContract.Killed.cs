using System.Diagnostics;
using System.Globalization;
using Compliance.Azure.Tests.Storage;
using Compliance.Azure.Tests.Writer;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;

namespace Compliance.Azure.Tests.Trail;

public abstract partial class TrailContract
{
    // More requests than anything here sends.
    private const int Enough = 40;

    private static Process StartWriter(params string[] arguments)
    {
        var writer = Path.Combine(AppContext.BaseDirectory, "Compliance.Azure.Tests.Writer.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [writer, .. arguments]) { RedirectStandardOutput = true })!;
    }

    /// <summary>Lets a process do something and kills it where it stands at a request; false: it came to its end before.</summary>
    private async Task<bool> KilledAtAsync(string vendor, string doing, int step, bool after)
    {
        using var process = StartWriter("trail-step", Connection, vendor, doing, step.ToString(CultureInfo.InvariantCulture), after ? "after" : "before");
        var line = await process.StandardOutput.ReadLineAsync();
        process.Kill();
        await process.WaitForExitAsync();
        Assert.True(line is SteppedTransport.There or TrailStep.Done, $"`{line}` at step {step}");
        return line == SteppedTransport.There;
    }

    // Every step, before and after, each on a log of its own as `prepare` makes it.
    private async Task<int> KillAtEveryStepAsync(string doing, Func<string, Task> prepare, Func<string, Task> check)
    {
        var steps = 0;
        foreach (var after in new[] { false, true })
            for (var step = 1; step < Enough; step++)
            {
                var vendor = TestStore.NewVendor().Value;
                await prepare(vendor);
                var killed = await KilledAtAsync(vendor, doing, step, after);
                await check(vendor);
                if (!killed) break;
                steps++;
            }
        return steps;
    }

    private static IEnumerable<string> HashesOfActs(string vendor, IEnumerable<int> acts) => acts.SelectMany(act => Hashes(TrailWriter.EntriesOf(vendor, act)));

    private static Task<TrailPosition> AppendActAsync(Store store, string vendor, int act) => store.Trail.AppendAsync(vendor, TrailWriter.KeyOf(act), TrailWriter.EntriesOf(vendor, act));

    [SkippableTheory]
    [InlineData("append", false, 3)]
    [InlineData("append", true, 4)]
    [InlineData("group", true, 5)]
    public async Task A_writer_killed_at_any_step_of_an_append_leaves_each_act_whole_or_not_at_all(string doing, bool begun, int atLeast)
    {
        var store = Open();
        var acts = TrailStep.ActsOf(doing);
        int[] earlier = begun ? [0] : [];
        var steps = await KillAtEveryStepAsync(
            doing,
            async vendor =>
            {
                foreach (var act in earlier) await AppendActAsync(store, vendor, act);
            },
            async vendor =>
            {
                var found = Hashes(await AllAsync(Open().Trail, vendor)).ToList();
                var whole = Enumerable.Range(0, acts.Length + 1).Select(count => HashesOfActs(vendor, earlier.Concat(acts.Take(count))));
                Assert.Contains(whole, expected => expected.SequenceEqual(found));
                // Who is there next does all of it again.
                foreach (var act in acts) await AppendActAsync(Open(), vendor, act);
                Assert.Equal(HashesOfActs(vendor, earlier.Concat(acts)), Hashes(await AllAsync(Open().Trail, vendor)));
            });
        Assert.True(steps >= 2 * atLeast, $"only {steps} steps");
    }

    [SkippableFact]
    public async Task A_process_killed_at_any_step_of_a_halt_has_halted_the_log_or_not()
    {
        var store = Open();
        var steps = await KillAtEveryStepAsync("halt", vendor => AppendActAsync(store, vendor, 0), async vendor =>
        {
            var halted = await Open().Halts.FindAsync(VendorId.Parse(vendor)) is not null;
            var refused = await Record.ExceptionAsync(() => AppendActAsync(store, vendor, 1));
            Assert.Equal(halted, refused is TrailHaltedException);
            await TrailStep.DoAsync(Open(), vendor, "halt");
            await Assert.ThrowsAsync<TrailHaltedException>(() => AppendActAsync(store, vendor, 2));
            Assert.Equal(TrailStep.Halt, await Open().Halts.FindAsync(VendorId.Parse(vendor)));
        });
        Assert.True(steps >= 6, $"only {steps} steps");
    }

    [SkippableTheory]
    [InlineData("continue")]
    [InlineData("rebuild")]
    public async Task A_process_killed_at_any_step_of_a_resumption_can_be_followed_by_another(string decision)
    {
        var store = Open();
        var rows = store.Table("trail");
        var planted = decision == "continue" ? 45 : 0;
        var steps = await KillAtEveryStepAsync(
            decision,
            async vendor =>
            {
                for (var act = 0; act < 2; act++) await AppendActAsync(store, vendor, act);
                var row = (await rows.FindAsync(vendor, TrailRows.EntryKey(0), default))!;
                for (var i = 0; i < planted; i++)
                {
                    row.RowKey = TrailRows.EntryKey(9 + i);
                    await rows.PutAsync(row, default);
                }
                await TrailStep.DoAsync(store, vendor, "halt");
            },
            async vendor =>
            {
                if (await Open().Halts.FindAsync(VendorId.Parse(vendor)) is not null) await TrailStep.DoAsync(Open(), vendor, decision);
                await AppendActAsync(Open(), vendor, 2);
                var entries = await AllAsync(Open().Trail, vendor);
                Assert.Equal(HashesOfActs(vendor, [0, 1]), Hashes(entries).Take(9));
                Assert.Equal("trail resumed", entries[9].Type);
                Assert.Equal(HashesOfActs(vendor, [2]), Hashes(entries).Skip(10));
                Assert.Equal(planted, await rows.RowsAsync($"PartitionKey eq {vendor} and RowKey ge {"z"}").CountAsync());
            });
        Assert.True(steps >= 10, $"only {steps} steps");
    }

    [SkippableFact]
    public async Task Eight_processes_at_once_leave_no_gap_and_no_double_and_share_transactions()
    {
        await AppendOneAsync(Open().Trail, "first");
        var writers = Enumerable.Range(0, 8).Select(w => StartWriter("trail-crowd", Connection, Vendor, $"w{w}", "20")).ToList();
        var transactions = 0;
        foreach (var writer in writers)
        {
            transactions += int.Parse(await writer.StandardOutput.ReadToEndAsync(), CultureInfo.InvariantCulture);
            await writer.WaitForExitAsync();
            writer.Dispose();
        }
        var expected = Enumerable.Range(0, 8).SelectMany(w => Enumerable.Range(0, 20).Select(act => TrailStep.EntryOf(Vendor, $"w{w}", act)));
        Assert.Equal(Hashes(expected).Order(), (await ActsAsync()).Skip(1).Order());
        Assert.InRange(transactions, 8, 159);
    }
}
