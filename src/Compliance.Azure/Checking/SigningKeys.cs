using Azure.Data.Tables;
using Compliance.Storage;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Notes;
using Compliance.Trail.Verification;

namespace Compliance.Checking;

/// <summary>The keys that the log's rows say have signed, held to what they signed and to the entries that announced them.</summary>
internal sealed class SigningKeys(StoreTable table, string vendor, ProblemLog problems)
{
    private static readonly string[] Columns = ["Vkey", "First"];

    private readonly Dictionary<uint, long> _firstSigned = [];
    private List<NoteKey>? _keys;

    /// <summary>Judges a checkpoint; those come the smallest first.</summary>
    public async Task<CheckpointVerdict> CheckAsync(SignedCheckpoint signed, CancellationToken cancellationToken)
    {
        var verdict = signed.Check(await KeysAsync(cancellationToken));
        // Its key may have come after the keys were read: the two are written together.
        if (verdict.Trust is CheckpointTrust.UnknownKey)
        {
            _keys = null;
            verdict = signed.Check(await KeysAsync(cancellationToken));
        }
        foreach (var signature in signed.Note.Signatures)
            if (_keys!.Any(key => key.KeyId == signature.KeyId)) _firstSigned.TryAdd(signature.KeyId, signed.Checkpoint.Size);
        return verdict;
    }

    /// <summary>Holds the rows of keys to what was seen of them.</summary>
    /// <param name="size">Checkpoints up to this size were seen.</param>
    public async Task ConcludeAsync(Announcements announced, long size, CancellationToken cancellationToken)
    {
        await foreach (var row in Rows(cancellationToken))
        {
            if (Read(row) is not { } key)
            {
                // A key of another form is reported by whoever looks at all keys.
                if (!LogKeys.IsHex(row.RowKey[1..], LogKeys.KeyIdDigits)) continue;
                problems.Add(TrailProblemKind.Modified, null, row.RowKey, "it is not a key of its id");
                continue;
            }
            var first = row.Long("First")!.Value;
            // A key that came while the log was read has signed what was not.
            if (first > size) continue;
            if (await FirstSignedAsync(key, first, cancellationToken) != first)
                problems.Add(TrailProblemKind.Modified, null, row.RowKey, $"the key is said to have signed first at {first} entries, and did not");
            else if (announced.IndexOf(key.ToString()) is not { } index || index >= first)
                problems.Add(TrailProblemKind.UnknownKey, null, row.RowKey, $"no entry before {first} says that this key was added");
        }
    }

    // A key may have signed for the first time after the checkpoints of that size were read: signing changes neither entries nor head.
    private async Task<long?> FirstSignedAsync(NoteKey key, long said, CancellationToken cancellationToken)
    {
        long? seen = _firstSigned.TryGetValue(key.KeyId, out var first) ? first : null;
        if (seen <= said) return seen;
        return await table.FindAsync(vendor, LogKeys.Checkpoint(said), cancellationToken) is { } row
            && CheckpointWalk.Read(row) is { } signed && signed.Checkpoint.Size == said && signed.Check([key]).IsVerified ? said : seen;
    }

    private async Task<IReadOnlyList<NoteKey>> KeysAsync(CancellationToken cancellationToken)
    {
        if (_keys is null)
        {
            _keys = [];
            await foreach (var row in Rows(cancellationToken))
                if (Read(row) is { } key) _keys.Add(key);
        }
        return _keys;
    }

    private IAsyncEnumerable<TableEntity> Rows(CancellationToken cancellationToken) =>
        table.RowsAsync($"PartitionKey eq {vendor} and RowKey ge {"k"} and RowKey lt {"l"}", cancellationToken: cancellationToken);

    private static NoteKey? Read(TableEntity row)
    {
        if (row.Text("Vkey") is not { } text || row.Long("First") is null || row.Beside(Columns).Any()) return null;
        try
        {
            return NoteKey.Parse(text) is var key && "k" + key.KeyIdHex == row.RowKey ? key : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
