using System.Text;
using Compliance.Evidence;
using Compliance.Tests.SecondReading;
using Compliance.Touched;

namespace Compliance.Tests.Touched;

/// <summary>Who was touched, asked about a made world.</summary>
internal static class TouchedUnderTest
{
    public static (TouchedResult Result, string List) Compute(World world, TouchedQuestion question)
    {
        using var list = new MemoryStream();
        var result = TouchedRecords.Compute(world.Record, question, list, sink =>
        {
            world.Feed(sink);
            return new LogsRead([.. world.Sources.Select(source => Summary(world, source))],
                [.. world.Record.Vendor.Logs.Where(entry => !world.Sources.Any(s => ReferenceEquals(s.Entry, entry)))]);
        }, default);
        return (result, Encoding.UTF8.GetString(list.ToArray()));
    }

    private static SourceSummary Summary(World world, LogSource source)
    {
        var times = world.Events.Where(e => e.Source == source.Index).Select(e => e.Time).ToList();
        var rejected = world.Rejected.Count(r => r.Source == source.Index);
        return new SourceSummary
        {
            Source = source.Path,
            Format = source.Format,
            Method = "folder",
            Sha256 = "",
            Bytes = 0,
            Records = times.Count + rejected,
            Accepted = times.Count,
            Rejected = rejected,
            First = times.Count == 0 ? null : times.Min(),
            Last = times.Count == 0 ? null : times.Max(),
        };
    }
}
