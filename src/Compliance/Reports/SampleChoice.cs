using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Compliance.Evidence;

namespace Compliance.Reports;

/// <summary>Chooses records of logs so that anybody can choose the same ones again, and nobody who wrote a log could know which: those whose
/// <c>SHA-256(seed \n source \n record)</c> is smallest, seed and record in decimal, the text as UTF-8.</summary>
/// <remarks>Every record of every log has the same chance, rejected ones and duplicates too. The seed is to be named after the evidence was
/// recorded. It takes about a second for ten million records and no more memory than the records chosen.</remarks>
public static class SampleChoice
{
    /// <summary>Records that a report has room for.</summary>
    public const int MostRecords = 1_000;

    /// <param name="sources">Only those of the kind <c>log</c> are drawn from.</param>
    /// <param name="size">How many, 1 to <see cref="MostRecords"/>; fewer are chosen where there are fewer.</param>
    /// <returns>In the order of their digests.</returns>
    public static IReadOnlyList<ChosenRecord> Of(IEnumerable<SourceSummary> sources, long seed, int size, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MostRecords);
        var chosen = new PriorityQueue<ChosenRecord, UInt128>(Comparer<UInt128>.Create((one, other) => other.CompareTo(one)));
        foreach (var source in Logs(sources))
        {
            var text = Prefix(seed, source.Source);
            for (var record = 1L; record <= source.Records; record++)
            {
                if (record % 1_000_000 == 0) cancellation.ThrowIfCancellationRequested();
                Take(text, source.Source, record, size, chosen);
            }
        }
        return [.. chosen.UnorderedItems.Select(item => item.Element).OrderBy(one => one.Digest, StringComparer.Ordinal).ThenBy(one => one.Source, StringComparer.Ordinal)];
    }

    /// <summary>The logs that are drawn from.</summary>
    public static IEnumerable<SourceSummary> Logs(IEnumerable<SourceSummary> sources) => sources.Where(source => source.Kind == "log");

    private static byte[] Prefix(long seed, string source)
    {
        var prefix = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}\n{source}\n"));
        return [.. prefix, .. new byte[20]];
    }

    private static void Take(byte[] text, string source, long record, int size, PriorityQueue<ChosenRecord, UInt128> chosen)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        record.TryFormat(text.AsSpan(text.Length - 20), out var digits, default, CultureInfo.InvariantCulture);
        SHA256.HashData(text.AsSpan(0, text.Length - 20 + digits), digest);
        var rank = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(digest);
        if (chosen.Count < size) chosen.Enqueue(new(source, record, Convert.ToHexStringLower(digest)), rank);
        else if (chosen.TryPeek(out _, out var worst) && rank < worst) chosen.EnqueueDequeue(new(source, record, Convert.ToHexStringLower(digest)), rank);
    }
}

/// <summary>A record that was chosen.</summary>
/// <param name="Digest">By which it was chosen, lower-case hex.</param>
public sealed record ChosenRecord(string Source, long Record, string Digest);
