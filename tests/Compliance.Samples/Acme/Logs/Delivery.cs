namespace Compliance.Samples.Acme.Logs;

/// <summary>What one source delivers: records in the order of arrival, some late, some twice.</summary>
internal sealed class Delivery
{
    private Delivery(List<(DateTimeOffset Arrival, Access Record)> records) => Records = records;

    public List<(DateTimeOffset Arrival, Access Record)> Records { get; }
    public int Duplicates { get; private set; }

    /// <param name="name">Gives an id to the n-th event, or keeps the one it has.</param>
    /// <param name="duplicateEvery">Every how many events one is delivered again, at most two days later.</param>
    public static Delivery Arrange(IEnumerable<Access> events, Prng prng, Func<int, Access, string> name, int duplicateEvery)
    {
        var delivery = new Delivery([]);
        var number = 0;
        foreach (var access in events.OrderBy(access => access.Time))
        {
            var record = access with { Id = name(++number, access) };
            // One record in ten is late by up to a minute and a half: no source is sorted.
            var arrival = record.Time + (prng.Chance(0.1) ? prng.Seconds(1, 90) : TimeSpan.Zero);
            delivery.Records.Add((arrival, record));
            if (!access.DeliveredTwice && number % duplicateEvery != 0)
                continue;
            delivery.Records.Add((arrival + prng.Seconds(30, 170_000), record));
            delivery.Duplicates++;
        }
        return delivery;
    }

    /// <summary>Delivers a second version of the first record that answers: the same id, another event.</summary>
    public void Contradict(Func<Access, bool> first, Func<Access, Access> version)
    {
        var (arrival, record) = Records.First(delivered => first(delivered.Record));
        Records.Add((arrival.AddMinutes(40), version(record)));
    }

    /// <summary>One file a month of arrival. What arrives after the last day lies in the last file.</summary>
    public IEnumerable<(string Month, List<Access> Records)> Files(Period period, TimeSpan offset) => Records
        .OrderBy(delivered => delivered.Arrival)
        .GroupBy(delivered => Month(delivered.Arrival.ToOffset(offset), period), delivered => delivered.Record)
        .Select(file => (file.Key, file.ToList()));

    private static string Month(DateTimeOffset arrival, Period period)
    {
        var day = DateOnly.FromDateTime(arrival.DateTime);
        return $"{(day > period.Last ? period.Last : day):yyyy-MM}";
    }
}
