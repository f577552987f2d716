using Compliance.Local.EmbeddedTables.Requests;
using Compliance.Local.EmbeddedTables.Store;

namespace Compliance.Local.EmbeddedTables.Commands;

/// <summary>
/// <c>POST /$batch</c>: up to 100 writes of rows of one partition, in order, all or none. The first refusal is the answer,
/// inside a 202, its text preceded by the position of the write.
/// </summary>
internal sealed class SubmitTransaction : Command
{
    private readonly List<Change> _changes = [];
    private readonly TableException? _refusal;

    public SubmitTransaction(List<TableRequest> requests)
    {
        try
        {
            Check(requests);
        }
        catch (TableException refusal)
        {
            _refusal = refusal.At(_changes.Count);
        }
    }

    public override bool Writes => _refusal is null;

    public override Answer Run(Database database, TimeProvider time)
    {
        var done = new List<Answer>(_changes.Count);
        try
        {
            if (_refusal is not null)
                throw _refusal;
            return BatchWriter.Write(database.Write(connection => Apply(new Rows(connection), time, done)));
        }
        catch (TableException refusal)
        {
            return BatchWriter.Write([Answer.Of(_refusal ?? refusal.At(done.Count), time.GetUtcNow())]);
        }
    }

    private List<Answer> Apply(Rows rows, TimeProvider time, List<Answer> done)
    {
        var table = rows.Table(_changes[0].Table);
        var first = rows.Take(_changes.Count, time.GetUtcNow());
        foreach (var change in _changes)
            done.Add(ChangeEntity.Apply(rows, table, change, new RowVersion(first.Ticks + done.Count)));
        return done;
    }

    private void Check(List<TableRequest> requests)
    {
        if (requests.Count == 0)
            throw TableException.InvalidInput("the change set is empty");
        var rowKeys = new HashSet<string>();
        foreach (var request in requests)
        {
            if (_changes.Count == Limits.TransactionActions)
            {
                throw new TableException(
                    400, "InvalidInput", $"The batch request operation exceeds the maximum {Limits.TransactionActions} changes per change set.");
            }
            var change = Change.Parse(request);
            if (_changes.Count > 0 && (change.PartitionKey != _changes[0].PartitionKey || !change.Table.Equals(_changes[0].Table, StringComparison.OrdinalIgnoreCase)))
                throw new TableException(400, "CommandsInBatchActOnDifferentPartitions", "All commands in a batch must operate on same entity group.");
            if (!rowKeys.Add(change.RowKey))
            {
                throw new TableException(
                    400, "InvalidDuplicateRow", "The batch request contains multiple changes with same row key. An entity can appear only once in a batch request.");
            }
            _changes.Add(change);
        }
    }
}
