using Azure.Data.Tables;
using Compliance.Storage;
using Compliance.Trail.Timestamps;
using Compliance.Trail.Verification;

namespace Compliance.Checking;

/// <summary>Every row that is neither an entry nor a marker: whether it is of a kind that a log has, and where it belongs.</summary>
internal sealed class OtherRows(StoreTable table, string vendor, long size, ProblemLog problems, Beyond beyond)
{
    private const int TileLevels = 8;
    private const int WitnessDigits = 32;

    /// <summary>Size of the largest checkpoint; 0: there is none.</summary>
    public long Newest { get; private set; }

    /// <summary>Whether a row says that the log is halted.</summary>
    public bool Halted { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await RunAsync($"PartitionKey eq {vendor} and RowKey lt {"b"}", cancellationToken);
        await RunAsync($"PartitionKey eq {vendor} and RowKey ge {"c"} and RowKey lt {LogKeys.Entry(0)}", cancellationToken);
        await RunAsync($"PartitionKey eq {vendor} and RowKey ge {"f"}", cancellationToken);
    }

    private async Task RunAsync(FormattableString filter, CancellationToken cancellationToken)
    {
        await foreach (var row in table.RowsAsync(filter, ["RowKey"], cancellationToken: cancellationToken)) await LookAsync(row.RowKey, cancellationToken);
    }

    private async Task LookAsync(string key, CancellationToken cancellationToken)
    {
        if (key is LogKeys.Head or LogKeys.State) return;
        if (key == LogKeys.Halt) Halted = true;
        else if (Cells.TryNumber(key, "c", LogKeys.IndexDigits, out var signed)) Checkpoint(key, signed);
        else if (Cells.TryNumber(key, "r", LogKeys.IndexDigits, out var stamped)) await TimestampAsync(key, stamped, cancellationToken);
        else if (key.StartsWith('w') && LogKeys.IsHex(key[1..], WitnessDigits)) await WitnessAsync(key, cancellationToken);
        else if (key.StartsWith('t') && TryTile(key, out var level, out var number)) Tile(key, level, number);
        else if (!(key.StartsWith('k') && LogKeys.IsHex(key[1..], LogKeys.KeyIdDigits)) && !IsSetAside(key))
            problems.Add(TrailProblemKind.Planted, null, key, "no row of a log has such a key");
    }

    private void Checkpoint(string key, long signed)
    {
        Newest = Math.Max(Newest, signed);
        if (signed == 0) problems.Add(TrailProblemKind.Planted, null, key, "a log without entries is not signed");
        else if (signed > size) beyond.Add(signed, new(TrailProblemKind.Rollback, null, key, $"{signed} entries were signed, but the log has fewer"));
    }

    private async Task TimestampAsync(string key, long stamped, CancellationToken cancellationToken)
    {
        var token = (await table.FindAsync(vendor, key, cancellationToken))?.Bytes("Token");
        var checkpoint = (await table.FindAsync(vendor, LogKeys.Checkpoint(stamped), cancellationToken))?.Bytes("Note");
        if (checkpoint is null)
            problems.Add(TrailProblemKind.Planted, null, key, $"there is no checkpoint of {stamped} entries that it could be a timestamp of");
        else if (token is null || TimestampCheck.Check(token, checkpoint).Verdict is TimestampVerdict.Invalid)
            problems.Add(TrailProblemKind.Modified, null, key, $"it is not a timestamp of the checkpoint of {stamped} entries");
    }

    // What was handed to a witness was signed.
    private async Task WitnessAsync(string key, CancellationToken cancellationToken)
    {
        var taken = (await table.FindAsync(vendor, key, cancellationToken))?.Long("Size");
        if (taken is not > 0 || await table.FindAsync(vendor, LogKeys.Checkpoint(taken.Value), cancellationToken) is null)
            problems.Add(TrailProblemKind.Modified, null, key, $"a witness is said to have taken {taken} entries, and no checkpoint is of that size");
    }

    private void Tile(string key, int level, long number)
    {
        var entries = 8 * (level + 1);
        if (number < size >> entries) return;
        var planted = new TrailProblem(TrailProblemKind.Planted, null, key, "the log has no such full tile");
        if (number < long.MaxValue >> entries) beyond.Add((number + 1) << entries, planted);
        else problems.Add(planted);
    }

    private static bool TryTile(string key, out int level, out long number)
    {
        level = 0;
        number = 0;
        if (key.Length < 4 || !Cells.TryNumber(key[..3], "t", 2, out var tens) || tens >= TileLevels) return false;
        level = (int)tens;
        return Cells.TryNumber(key[3..], "-", LogKeys.TileDigits, out number);
    }

    // z<time>-<what the row's key was>.
    private static bool IsSetAside(string key) =>
        key.StartsWith('z') && key.IndexOf('-', StringComparison.Ordinal) is > 1 and var dash && key[1..dash].All(char.IsAsciiDigit);
}
