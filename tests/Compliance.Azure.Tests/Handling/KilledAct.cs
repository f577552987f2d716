using System.Globalization;
using Compliance.Azure.Tests.Storage;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Handling;

/// <summary>An act on one vendor that is killed at each of its requests in turn, and repeated: it leaves the tables and the secrets that it leaves when
/// nothing happens, row by row, column by column.</summary>
/// <param name="at">When it is done.</param>
internal sealed class KilledAct(Instant at) : IDisposable
{
    private static readonly string[] Tables = ["trail", "findings", "names", "vendors"];

    private readonly TestStore _test = new();

    public static VendorId Vendor { get; } = VendorId.Parse("acme-bpo");

    private string SecretsFile => Path.Combine(_test.Folder, "secrets.json");

    public void Dispose() => _test.Dispose();

    /// <summary>What is there before the act.</summary>
    public async Task PrepareAsync(Func<Store, VendorKeys, Task> prepare)
    {
        using var store = Store.Open(_test.Connection, options: TestStore.Plain);
        await prepare(store, Keys(store, SecretsFile));
    }

    /// <param name="carriedOut">Whether it is killed after the request at which it dies, or before.</param>
    /// <param name="atLeast">How many requests it takes at least.</param>
    public async Task AssertSameEndAsync(Func<Store, VendorKeys, TimeProvider, Task> act, bool carriedOut, int atLeast)
    {
        var (undisturbed, requests) = await RunAsync("whole", act, _ => null, carriedOut);
        Assert.InRange(requests, atLeast, 100);
        for (var step = 1; step <= requests; step++)
        {
            var (state, _) = await RunAsync($"killed{step}", act, request => request >= step ? new KilledException() : null, carriedOut);
            Assert.Equal(undisturbed, state);
        }
    }

    private async Task<(string State, int Requests)> RunAsync(string name, Func<Store, VendorKeys, TimeProvider, Task> act, Func<int, Exception?> kill, bool carriedOut)
    {
        _test.CopyTo($"{name}.db");
        var secrets = Path.Combine(_test.Folder, $"{name}.json");
        File.Copy(SecretsFile, secrets);
        var connection = $"Embedded={Path.Combine(_test.Folder, $"{name}.db")}";
        var (store, transport) = TestStore.Faulty(connection, []);
        if (carriedOut) transport.After = kill;
        else transport.Before = kill;
        var died = await Record.ExceptionAsync(() => act(store, Keys(store, secrets), new StoppedClock(at)));
        Assert.True(died is null or KilledException, died?.ToString());
        store.Dispose();
        using var again = Store.Open(connection, options: TestStore.Plain);
        await act(again, Keys(again, secrets), new StoppedClock(at));
        return (await StateAsync(again) + await File.ReadAllTextAsync(secrets), transport.Requests);
    }

    private static VendorKeys Keys(Store store, string secrets) => new(new LocalSecretClient(secrets), store.Vendors);

    private static async Task<string> StateAsync(Store store)
    {
        var lines = new List<string>();
        foreach (var table in Tables)
            await foreach (var row in store.Table(table).RowsAsync($"PartitionKey eq {Vendor.Value}"))
                lines.Add($"{table} {row.RowKey} {string.Join(' ', row.Where(IsOurs).OrderBy(column => column.Key, StringComparer.Ordinal).Select(Text))}");
        return string.Join('\n', lines);
    }

    private static bool IsOurs(KeyValuePair<string, object> column) => column.Key is not ("Timestamp" or "odata.etag" or "PartitionKey" or "RowKey");

    private static string Text(KeyValuePair<string, object> column) =>
        $"{column.Key}={(column.Value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(column.Value, CultureInfo.InvariantCulture))}";
}
