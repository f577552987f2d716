using System.Diagnostics;
using Compliance.Azure.Tests.Azurite;
using Compliance.Samples;
using Compliance.Storage;
using Compliance.Trail;

namespace Compliance.Benchmarks.Trail;

/// <summary>Appends to a log, beside the plain insertion of the same entities; many callers at once, beside one; and the embedded store.</summary>
internal static class AppendBenchmark
{
    private const int PlainRows = 100;
    private const int WarmUp = 10;

    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = Arguments.Parse(args, "--chunks", "--callers", "--each");
        var (chunks, callers, each) = (arguments.Number("--chunks", 100), arguments.Number("--callers", 64), arguments.Number("--each", 10));
        var azurite = new AzuriteProcess();
        await azurite.StartAsync();
        try
        {
            if (azurite.Unavailable is { } why)
            {
                await Console.Error.WriteLineAsync(why);
                return 1;
            }
            await AgainstPlainAsync("azurite", azurite.ConnectionString, chunks);
            await TogetherAsync("azurite", azurite.ConnectionString, callers, each);
        }
        finally
        {
            await azurite.StopAsync();
        }
        var folder = Directory.CreateTempSubdirectory("compliance-append-");
        try
        {
            var embedded = $"Embedded={Path.Combine(folder.FullName, "compliance.db")}";
            await AgainstPlainAsync("embedded", embedded, chunks);
            await TogetherAsync("embedded", embedded, callers, each);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        return 0;
    }

    // In turn, a transaction each, so that what else the machine does meets both alike, and in one table, which grows for both alike.
    private static async Task AgainstPlainAsync(string name, string connection, int chunks)
    {
        using var store = Store.Open(connection);
        var plain = store.Table("trail");
        List<double> appends = [], inserts = [];
        for (var chunk = 0; chunk < WarmUp + chunks; chunk++)
        {
            var entries = AppendedEntries.Of("log", (long)chunk * TrailChunks.MaxEntries, TrailChunks.MaxEntries);
            var rows = AppendedEntries.Of("plain", (long)chunk * PlainRows, PlainRows);
            var append = await TimeAsync(() => store.Trail.AppendAsync("log", $"chunk {chunk}", entries));
            var insert = await TimeAsync(() => plain.SubmitAsync([.. rows.Select((row, i) => AppendedEntries.Plain("plain", (long)chunk * PlainRows + i, row))], default));
            if (chunk < WarmUp) continue;
            appends.Add(append / TrailChunks.MaxEntries);
            inserts.Add(insert / PlainRows);
        }
        Console.WriteLine(FormattableString.Invariant(
            $"{name,-9} append {1 / appends.Average():N0} entries/s (median {1 / Median(appends):N0}), plain insertion {1 / inserts.Average():N0} ({1 / Median(inserts):N0}): {appends.Average() / inserts.Average():F2}× the time, medians {Median(appends) / Median(inserts):F2}×"));
    }

    private static async Task TogetherAsync(string name, string connection, int callers, int each)
    {
        CountingTransport? transport = null;
        using var store = Store.Open(connection, options: new StoreOptions { Transport = inner => transport = new(inner) });
        await AppendAsync(store, "warm", 20);
        var before = transport!.Transactions;
        var one = await TimeAsync(() => AppendAsync(store, "one", callers)) / callers;
        var alone = transport.Transactions - before;
        var many = await TimeAsync(() => Task.WhenAll(Enumerable.Range(0, callers).Select(caller => AppendAsync(store, $"caller {caller}", each)))) / (callers * each);
        Console.WriteLine(FormattableString.Invariant(
            $"{name,-9} single entries: one caller {1 / one:N0}/s in {alone} transactions, {callers} callers at once {1 / many:N0}/s in {transport.Transactions - before - alone} transactions for {callers * each}: {one / many:F1}×"));
    }

    private static async Task AppendAsync(Store store, string caller, int acts)
    {
        for (var act = 0; act < acts; act++) await store.Trail.AppendAsync("together", $"{caller}/{act}", AppendedEntries.Of("together", act, 1));
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
