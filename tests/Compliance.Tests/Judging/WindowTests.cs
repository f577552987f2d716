using Compliance.Judging;
using Compliance.Rules.Conditions;
using Compliance.Rules.Conduct;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Judging;

/// <summary>The windows forget what can no longer matter; here nothing is forgotten, and everything is counted again.</summary>
public sealed class WindowTests
{
    private const long Quarter = 15 * Ticks.Minute;

    // Many at one time, and steps on and beside the length of the window.
    private static readonly Gen<long> Steps = Gen.Frequency((4, Gen.Constant(0L)), (6, Gen.Constant(Ticks.Minute / 2)), (3, Gen.Constant(Ticks.Minute)),
        (1, Gen.Elements(1L, Quarter - 1, Quarter, Quarter + 1, 20 * Ticks.Minute)));

    [Fact]
    public void A_volume_is_that_of_the_window_counted_by_hand() =>
        Check.One(Tried.Times(1_000), Prop.ForAll(
            Arb.From(Rows(resources: 8, from said in Gen.Frequency((4, Gen.Constant(-1L)), (1, Gen.Choose(0, 5).Select(n => (long)n)), (1, Gen.Constant(long.MaxValue / 2))) select said)),
            Arb.From(Gen.Choose(0, 9)),
            (rows, largest) => Agrees(rows, new VolumeWindow(new LimitKey(0, Quarter), largest), (window, row) => window.Add(row),
                window => [.. Enumerable.Range(0, largest + 1).Select(max => window.Exceeds(max))],
                held => [.. Enumerable.Range(0, largest + 1).Select(max => Volume(held) > (UInt128)max)])));

    [Fact]
    public void A_cleared_volume_begins_at_nothing()
    {
        var window = new VolumeWindow(new LimitKey(0, Quarter), 5);
        window.Add(new EventRow { Time = 1, Resource = 7, Records = -1 });
        window.Add(new EventRow { Time = 1, Records = 3 });
        Assert.True(window.Exceeds(3));

        window.Clear();

        Assert.False(window.Exceeds(0));
    }

    [Fact]
    public void A_burst_of_denials_is_that_of_the_window_counted_by_hand() =>
        Check.One(Tried.Times(1_000), Prop.ForAll(
            Arb.From(Gen.OneOf(Rows(resources: 14, Gen.Constant(-1L)), Rows(resources: 2, Gen.Constant(-1L)))),
            rows =>
            {
                var burst = false;
                return Agrees(rows, new DenialWindow(), (window, row) => burst = window.Add(row), _ => [burst],
                    held => [held.Count >= 20 || held.Where(row => row.Has(EventTraits.Resource)).Select(row => row.Resource).Distinct().Count() >= 10]);
            }));

    private static bool Agrees<T>(IReadOnlyList<EventRow> rows, T window, Action<T, EventRow> add, Func<T, bool[]> answers, Func<List<EventRow>, bool[]> byHand)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            add(window, rows[i]);
            var held = rows.Take(i + 1).Where(row => row.Time > rows[i].Time - Quarter).ToList();
            if (!answers(window).SequenceEqual(byHand(held))) return false;
        }
        return true;
    }

    private static UInt128 Volume(List<EventRow> held)
    {
        var volume = (UInt128)held.Where(row => row.Records < 0).Select(row => row.Resource).Distinct().Count();
        foreach (var row in held.Where(row => row.Records >= 0)) volume += (UInt128)row.Records;
        return volume;
    }

    private static Gen<IReadOnlyList<EventRow>> Rows(int resources, Gen<long> records) =>
        from length in Gen.Choose(1, 60)
        from steps in Steps.ListOf(length)
        from named in Gen.Choose(0, resources).ListOf(length)
        from said in records.ListOf(length)
        select Rows([.. steps], [.. named], [.. said]);

    private static IReadOnlyList<EventRow> Rows(long[] steps, int[] named, long[] said)
    {
        var time = 100 * Ticks.Day;
        return [.. steps.Select((step, i) => new EventRow
        {
            Time = time += step,
            Resource = (UInt128)named[i],
            // The last is none.
            Traits = named[i] == 0 ? EventTraits.None : EventTraits.Resource,
            Records = said[i],
        })];
    }
}
