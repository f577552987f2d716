using Compliance.Events;
using Compliance.Evidence;
using Compliance.Tests.SecondReading;

namespace Compliance.Tests.Slices;

/// <summary>The same evidence in more files.</summary>
internal static class DividedWorld
{
    /// <summary>Divides each source into consecutive pieces of its records, some of them empty.</summary>
    public static World Of(World world, Dice dice)
    {
        var sources = new List<LogSource>();
        var events = new List<NaiveEvent>();
        var rejected = new List<RejectedRecord>();
        foreach (var source in world.Sources)
        {
            var last = world.Events.Where(e => e.Source == source.Index).Select(e => e.Record)
                .Concat(world.Rejected.Where(r => r.Source == source.Index).Select(r => r.Record)).DefaultIfEmpty().Max();
            var ends = Enumerable.Range(0, dice.Between(0, 4)).Select(_ => (long)dice.Between(0, (int)last)).Order().Append(last).ToList();
            for (var (piece, from) = (0, 0L); piece < ends.Count; from = ends[piece++])
            {
                var (index, begin, end) = (sources.Count, from, ends[piece]);
                sources.Add(source with { Index = index, Path = $"{source.Path}.{piece}" });
                events.AddRange(world.Events.Where(e => e.Source == source.Index && e.Record > begin && e.Record <= end).Select(e => e with { Source = index }));
                rejected.AddRange(world.Rejected.Where(r => r.Source == source.Index && r.Record > begin && r.Record <= end).Select(r => r with { Source = index }));
            }
        }
        return world with { Sources = sources, Events = events, Rejected = rejected };
    }

    /// <summary>So many sources in each slice, of as many as there are.</summary>
    public static List<int> Slicing(int sources, Dice dice)
    {
        var counts = new List<int>();
        for (var left = sources; left > 0; left -= counts[^1]) counts.Add(dice.Between(1, left));
        return counts;
    }
}
