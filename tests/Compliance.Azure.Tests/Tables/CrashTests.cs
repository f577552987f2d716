using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;

namespace Compliance.Azure.Tests.Tables;

public sealed class CrashTests : IDisposable
{
    private readonly TableFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    public async Task A_writer_killed_at_any_time_leaves_every_acknowledged_transaction_and_no_half_one(int acknowledgedBeforeKill)
    {
        var acknowledged = await WriteUntilKilled(acknowledgedBeforeKill);
        var rows = new Dictionary<int, int>();
        await foreach (var row in _file.Connect().GetTableClient("trail").QueryAsync<TableEntity>())
        {
            var transaction = row.GetInt32("Transaction")!.Value;
            rows[transaction] = rows.GetValueOrDefault(transaction) + 1;
        }
        Assert.All(rows.Values, count => Assert.Equal(100, count));
        // The last one may have been committed without the word of it getting out.
        Assert.InRange(rows.Count, acknowledged.Count, acknowledged.Count + 1);
        Assert.Equal(Enumerable.Range(0, rows.Count), rows.Keys.Order());
        Assert.Equal(Enumerable.Range(0, acknowledged.Count), acknowledged);
    }

    private async Task<List<int>> WriteUntilKilled(int acknowledgedBeforeKill)
    {
        var writer = Path.Combine(AppContext.BaseDirectory, "Compliance.Azure.Tests.Writer.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [writer, _file.Path]) { RedirectStandardOutput = true })!;
        var acknowledged = new List<int>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            acknowledged.Add(int.Parse(line, CultureInfo.InvariantCulture));
            if (acknowledged.Count == acknowledgedBeforeKill)
                process.Kill();
        }
        await process.WaitForExitAsync();
        Assert.True(acknowledged.Count >= acknowledgedBeforeKill, $"the writer ended by itself after {acknowledged.Count} transactions");
        return acknowledged;
    }
}
