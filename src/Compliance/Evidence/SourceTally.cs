using System.Runtime.CompilerServices;
using Compliance.Events;
using NodaTime;

namespace Compliance.Evidence;

/// <summary>Hands the records of one source on and counts them. INVARIANT: every record is either accepted or rejected.</summary>
internal sealed class SourceTally(LogSource source, IEventSink sink)
{
    private const int MostSamples = 20;
    private readonly List<RejectedSample> _samples = [];
    private long _first = long.MaxValue;
    private long _last = long.MinValue;

    public int Source => source.Index;
    public long Accepted { get; private set; }
    public long Rejected { get; private set; }

    /// <summary>Events beyond the first of their records.</summary>
    public long Further { get; private set; }
    public long UnknownOutcomes { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Accept(in AccessEvent accessEvent)
    {
        if (accessEvent.Part == 0) Accepted++;
        else Further++;
        if (accessEvent.Time < _first) _first = accessEvent.Time;
        if (accessEvent.Time > _last) _last = accessEvent.Time;
        if (accessEvent is { Outcome: Outcome.Unknown, PlatformService: false }) UnknownOutcomes++;
        sink.Accept(accessEvent);
    }

    public void Reject(long record, string reason)
    {
        Rejected++;
        if (_samples.Count < MostSamples) _samples.Add(new RejectedSample(record, reason));
        sink.Reject(new RejectedRecord(source.Index, record, reason));
    }

    public SourceSummary Summarise(string method, VendorFile file, string sha256, long bytes) => new()
    {
        Source = source.Path,
        Format = source.Format,
        Method = method,
        CollectedAt = file.CollectedAt,
        Sha256 = sha256,
        Bytes = bytes,
        Records = Accepted + Rejected,
        Accepted = Accepted,
        Rejected = Rejected,
        FurtherEvents = Further,
        UnknownOutcomes = UnknownOutcomes,
        First = Accepted == 0 ? null : Instant.FromUnixTimeTicks(_first),
        Last = Accepted == 0 ? null : Instant.FromUnixTimeTicks(_last),
        RejectedSamples = _samples,
    };
}
