using System.Text;
using Compliance.Local.EmbeddedTables.Entities;

namespace Compliance.Local.EmbeddedTables.Store;

/// <summary>The statements on entities and tables. Every one of them uses the index on (table, partition, row).</summary>
internal sealed class Rows(Connection connection)
{
    private const string Key = "tableId = $1 AND pk = $2 AND rk = $3";

    public static byte[] Encode(string key) => Encoding.BigEndianUnicode.GetBytes(key);

    public static string Decode(byte[] key) => Encoding.BigEndianUnicode.GetString(key);

    /// <exception cref="TableException">404 TableNotFound.</exception>
    public long Table(string name) => FindTable(name) ?? throw TableException.TableNotFound();

    public long? FindTable(string name) => connection.Prepare("SELECT id FROM tables WHERE name = $1").Number(name);

    /// <summary>The first of <paramref name="count"/> versions after every version given so far, close to <paramref name="now"/>.</summary>
    public RowVersion Take(int count, DateTimeOffset now)
    {
        var last = connection.Prepare("UPDATE clock SET ticks = MAX(ticks, $1) + $2 RETURNING ticks").Number(now.UtcTicks, (long)count);
        return new RowVersion(last!.Value - count + 1);
    }

    public StoredEntity? Find(long table, string partitionKey, string rowKey)
    {
        using var rows = connection.Prepare($"SELECT ticks, body FROM entities WHERE {Key}").Rows(table, Encode(partitionKey), Encode(rowKey));
        return rows.Read() ? new StoredEntity(partitionKey, rowKey, new RowVersion(rows.GetInt64(0)), rows.GetFieldValue<byte[]>(1)) : null;
    }

    /// <summary>False when the row exists.</summary>
    public bool Insert(long table, string partitionKey, string rowKey, RowVersion version, byte[] body) =>
        connection.Prepare("INSERT OR IGNORE INTO entities VALUES ($1, $2, $3, $4, $5)")
            .Run(table, Encode(partitionKey), Encode(rowKey), version.Ticks, body) == 1;

    /// <summary>False when the row does not exist.</summary>
    public bool Update(long table, string partitionKey, string rowKey, RowVersion version, byte[] body) =>
        connection.Prepare($"UPDATE entities SET ticks = $4, body = $5 WHERE {Key}")
            .Run(table, Encode(partitionKey), Encode(rowKey), version.Ticks, body) == 1;

    public RowVersion? Version(long table, string partitionKey, string rowKey) =>
        connection.Prepare($"SELECT ticks FROM entities WHERE {Key}").Number(table, Encode(partitionKey), Encode(rowKey)) is { } ticks ? new RowVersion(ticks) : null;

    public void Delete(long table, string partitionKey, string rowKey) =>
        connection.Prepare($"DELETE FROM entities WHERE {Key}").Run(table, Encode(partitionKey), Encode(rowKey));
}
