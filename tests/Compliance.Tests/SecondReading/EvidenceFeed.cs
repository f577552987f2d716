using System.Text;
using Compliance.Events;
using Compliance.Evidence;

namespace Compliance.Tests.SecondReading;

/// <summary>Tells a sink the same evidence in the real vocabulary, as the log readers would: sources one after the
/// other, records by position.</summary>
public static class EvidenceFeed
{
    public static void Feed(
        IEventSink sink, IReadOnlyList<LogSource> sources, IReadOnlyList<NaiveEvent> events, IReadOnlyList<RejectedRecord> rejected)
    {
        foreach (var source in sources.OrderBy(source => source.Index))
        {
            sink.Begin(source);
            var read = events.Where(e => e.Source == source.Index).ToDictionary(e => e.Record);
            var unread = rejected.Where(r => r.Source == source.Index).ToDictionary(r => r.Record);
            foreach (var record in read.Keys.Concat(unread.Keys).Order())
            {
                if (read.TryGetValue(record, out var e)) Accept(sink, e);
                else sink.Reject(unread[record]);
            }
        }
    }

    private static void Accept(IEventSink sink, NaiveEvent e)
    {
        var accessEvent = new AccessEvent
        {
            Source = e.Source,
            Record = e.Record,
            Time = e.Time.ToUnixTimeTicks(),
            Id = Utf8(e.Id),
            Account = Utf8(e.AccountName),
            AccountKind = e.AccountKind,
            Ip = Utf8(e.Ip),
            Country = Utf8(e.Country),
            Latitude = Utf8(e.Latitude),
            Longitude = Utf8(e.Longitude),
            UserAgent = Utf8(e.UserAgent),
            Session = Utf8(e.Session),
            Mfa = e.Mfa,
            Interactive = e.Interactive,
            Action = Utf8(e.Action),
            Resource = Utf8(e.Resource),
            ResourceType = Utf8(e.ResourceType),
            Outcome = e.Outcome,
            Tenant = Utf8(e.Tenant),
            Case = Utf8(e.Case),
            Records = e.Records ?? -1,
            PlatformService = e.PlatformService,
            Bytes = Utf8(e.Bytes),
        };
        sink.Accept(in accessEvent);
    }

    private static byte[] Utf8(string? text) => Encoding.UTF8.GetBytes(text ?? "");
}
