using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Azure.Data.Tables.Wire;

/// <summary>
/// The body of an entity group transaction: one <c>multipart/mixed</c> batch that holds one change set, whose parts are
/// HTTP requests (OData 3, batch processing).
/// </summary>
internal sealed class Transaction
{
    private readonly ArrayBufferWriter<byte> _body = new(initialCapacity: 16 * 1024);
    private readonly ArrayBufferWriter<byte> _entity = new(initialCapacity: 2 * 1024);
    private readonly string _batch = $"batch_{Guid.NewGuid()}";
    private readonly string _changeset = $"changeset_{Guid.NewGuid()}";

    public string ContentType => $"multipart/mixed; boundary={_batch}";

    public ReadOnlyMemory<byte> Body => _body.WrittenMemory;

    public static Transaction Of(IReadOnlyList<TableTransactionAction> actions, TableAddresses addresses)
    {
        var transaction = new Transaction();
        transaction.Text($"--{transaction._batch}\r\nContent-Type: multipart/mixed; boundary={transaction._changeset}\r\n\r\n");
        using (var json = EntityJson.Writer(transaction._entity))
        {
            foreach (var action in actions)
                transaction.Add(action, addresses, json);
        }
        transaction.Text($"--{transaction._changeset}--\r\n\r\n--{transaction._batch}--\r\n");
        return transaction;
    }

    private void Add(TableTransactionAction action, TableAddresses addresses, Utf8JsonWriter json)
    {
        var entity = TableEntityOnly.Of(action.Entity);
        var (method, ifMatch) = action.ActionType switch
        {
            TableTransactionActionType.Add => ("POST", null),
            TableTransactionActionType.Delete => ("DELETE", action.ETag == default ? "*" : action.ETag.ToString()),
            TableTransactionActionType.UpdateMerge => ("PATCH", Condition(action.ETag)),
            TableTransactionActionType.UpdateReplace => ("PUT", Condition(action.ETag)),
            TableTransactionActionType.UpsertMerge => ("PATCH", null),
            TableTransactionActionType.UpsertReplace => ("PUT", null),
            _ => throw new ArgumentOutOfRangeException(nameof(action), action.ActionType, "not an action of a transaction"),
        };
        var address = method == "POST" ? addresses.Table : addresses.Row(entity.PartitionKey, entity.RowKey);

        Text($"--{_changeset}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
        Text($"{method} {address.AbsoluteUri} HTTP/1.1\r\nDataServiceVersion: 3.0\r\nAccept: {TableAccount.Json}\r\n");
        if (ifMatch is not null)
            Text($"If-Match: {ifMatch}\r\n");
        if (method == "DELETE")
        {
            Text("\r\n\r\n");
            return;
        }
        Text("Content-Type: application/json\r\nPrefer: return-no-content\r\n\r\n");
        _entity.ResetWrittenCount();
        json.Reset(_entity);
        EntityJson.Write(json, entity);
        json.Flush();
        _body.Write(_entity.WrittenSpan);
        Text("\r\n");
    }

    // The official client sends no If-Match for a default ETag, which makes the update an upsert.
    private static string? Condition(ETag etag) => etag == default ? null : etag.ToString();

    private void Text(string text) => Encoding.UTF8.GetBytes(text, _body);
}
