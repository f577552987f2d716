using System.Buffers;
using System.Globalization;
using System.Text;
using Compliance.Local.EmbeddedTables.Entities;
using Compliance.Local.EmbeddedTables.Filters;
using Compliance.Local.EmbeddedTables.Requests;
using Compliance.Local.EmbeddedTables.Store;

namespace Compliance.Local.EmbeddedTables.Commands;

/// <summary>
/// <c>GET /name()?$filter=…&amp;$top=…&amp;$select=…</c>. A page ends after 1,000 rows <em>looked at</em>, matching or not, so that
/// callers meet here what the service does at its five seconds: an empty page with a continuation.
/// </summary>
internal sealed class QueryEntities(string table, TableRequest request) : Command
{
    private readonly Filter? _filter = request.Query.TryGetValue("$filter", out var filter) ? FilterParser.Parse(filter) : null;
    private readonly int _limit = Top(request);
    private readonly Projection _projection = Projection(request);
    private readonly string? _fromPartition = Token(request, "NextPartitionKey");
    private readonly string? _fromRow = Token(request, "NextRowKey");

    public static int Top(TableRequest request)
    {
        if (!request.Query.TryGetValue("$top", out var top))
            return Limits.PageRows;
        return int.TryParse(top, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows is >= 1 and <= Limits.PageRows
            ? rows
            : throw TableException.InvalidInput($"`$top` is `{top}`, expected 1 to {Limits.PageRows}");
    }

    public static Projection Projection(TableRequest request)
    {
        var names = request.Query.TryGetValue("$select", out var select) && select is not ("" or "*")
            ? select.Split(',', StringSplitOptions.TrimEntries).ToHashSet()
            : null;
        return new Projection(names, request.WithMetadata);
    }

    public override Answer Run(Database database, TimeProvider time) => database.Read(connection =>
    {
        var (sql, values) = Select(new Rows(connection).Table(table));
        using var rows = connection.Prepare(sql).Rows([.. values]);
        var body = new ArrayBufferWriter<byte>(16 * 1024);
        if (_projection.Metadata)
            Encoding.UTF8.GetBytes($"{{\"odata.metadata\":\"$metadata#{table}\",\"value\":[", body);
        else
            body.Write("{\"value\":["u8);
        StoredEntity? last = null;
        var (matched, seen, more) = (0, 0, false);
        while ((more = rows.Read()) && matched < _limit && seen < Limits.PageRows)
        {
            last = new StoredEntity(
                Rows.Decode(rows.GetFieldValue<byte[]>(0)), Rows.Decode(rows.GetFieldValue<byte[]>(1)), new RowVersion(rows.GetInt64(2)), rows.GetFieldValue<byte[]>(3));
            seen++;
            if (!(_filter?.Matches(last) ?? true))
                continue;
            if (matched++ > 0)
                body.Write(","u8);
            last.Write(body, _projection);
        }
        body.Write("]}"u8);
        var answer = Answer.Json(200, body.WrittenMemory);
        return more ? Continue(answer, last, Rows.Decode(rows.GetFieldValue<byte[]>(0)), Rows.Decode(rows.GetFieldValue<byte[]>(1))) : answer;
    });

    // Where the next page begins with a partition the service leaves the row key out.
    private static Answer Continue(Answer answer, StoredEntity? last, string partitionKey, string rowKey)
    {
        answer.Add("x-ms-continuation-NextPartitionKey", Token(partitionKey));
        return last?.PartitionKey == partitionKey ? answer.Add("x-ms-continuation-NextRowKey", Token(rowKey)) : answer;
    }

    private static string Token(string key) => "1!" + Convert.ToHexString(Rows.Encode(key));

    private static string? Token(TableRequest request, string name)
    {
        if (!request.Query.TryGetValue(name, out var token))
            return null;
        return token.StartsWith("1!", StringComparison.Ordinal) && token.Skip(2).All(char.IsAsciiHexDigit) && token.Length % 4 == 2
            ? Rows.Decode(Convert.FromHexString(token.AsSpan(2)))
            : throw TableException.InvalidInput($"`{name}` is not a continuation of this service");
    }

    private (string Sql, List<object> Values) Select(long tableId)
    {
        var range = _filter?.Narrow(default) ?? default;
        var sql = new StringBuilder("SELECT pk, rk, ticks, body FROM entities WHERE tableId = $1");
        var values = new List<object> { tableId };
        void Bound(string condition, string? key)
        {
            if (key is null)
                return;
            values.Add(Rows.Encode(key));
            sql.Append(CultureInfo.InvariantCulture, $" AND {condition} ${values.Count}");
        }

        if (range.OnePartition is { } partition)
        {
            Bound("pk =", partition);
            Bound("rk >=", range.RowLow);
            Bound("rk <=", range.RowHigh);
        }
        else
        {
            Bound("pk >=", range.PartitionLow);
            Bound("pk <=", range.PartitionHigh);
        }
        if (_fromPartition is not null)
        {
            values.Add(Rows.Encode(_fromPartition));
            values.Add(Rows.Encode(_fromRow ?? ""));
            sql.Append(CultureInfo.InvariantCulture, $" AND (pk, rk) >= (${values.Count - 1}, ${values.Count})");
        }
        return (sql.Append(" ORDER BY pk, rk").ToString(), values);
    }
}
