using System.Buffers;
using Compliance.Local.EmbeddedTables.Entities;
using Compliance.Local.EmbeddedTables.Store;

namespace Compliance.Local.EmbeddedTables.Commands;

/// <summary>A write of one row outside of a transaction.</summary>
internal sealed class ChangeEntity(Change change) : Command
{
    public override bool Writes => true;

    public override Answer Run(Database database, TimeProvider time) => database.Write(connection =>
    {
        var rows = new Rows(connection);
        return Apply(rows, rows.Table(change.Table), change, rows.Take(1, time.GetUtcNow()));
    });

    /// <exception cref="TableException">409, 412 or 404: the row, or its absence, forbids the change.</exception>
    public static Answer Apply(Rows rows, long table, Change change, RowVersion version)
    {
        var (partitionKey, rowKey) = (change.PartitionKey, change.RowKey);
        var current = change.Method == "POST" ? null : rows.Version(table, partitionKey, rowKey);
        if (change.IfMatch is { } condition)
            Check(condition, current);
        switch (change.Method)
        {
            case "DELETE":
                rows.Delete(table, partitionKey, rowKey);
                return Answer.Empty(204);
            case "POST" when !rows.Insert(table, partitionKey, rowKey, version, change.Body.Encode()):
                throw new TableException(409, "EntityAlreadyExists", "The specified entity already exists.");
            case "POST" when change.ReturnsContent:
                return Created(change, version);
            case "POST":
                break;
            case "MERGE" when current is not null:
                rows.Update(table, partitionKey, rowKey, version, Merged(rows, table, change));
                break;
            default:
                Replace(rows, table, change, version, exists: current is not null);
                break;
        }
        return Answer.Empty(204).Add("ETag", version.ETag);
    }

    private static void Check(string condition, RowVersion? current)
    {
        if (current is null)
            throw TableException.ResourceNotFound();
        if (condition != "*" && RowVersion.Parse(condition) != current)
            throw TableException.ConditionNotSatisfied();
    }

    private static void Replace(Rows rows, long table, Change change, RowVersion version, bool exists)
    {
        var body = change.Body.Encode();
        if (exists)
            rows.Update(table, change.PartitionKey, change.RowKey, version, body);
        else
            rows.Insert(table, change.PartitionKey, change.RowKey, version, body);
    }

    private static byte[] Merged(Rows rows, long table, Change change)
    {
        var stored = rows.Find(table, change.PartitionKey, change.RowKey)!;
        var merged = EntityBody.Parse(stored.Body).MergedWith(change.Body);
        merged.CheckSize(change.PartitionKey, change.RowKey);
        return merged.Encode();
    }

    private static Answer Created(Change change, RowVersion version)
    {
        var body = new ArrayBufferWriter<byte>();
        new StoredEntity(change.PartitionKey, change.RowKey, version, change.Body.Encode()).Write(
            body, new Projection(null, Metadata: true), $"$metadata#{change.Table}/@Element");
        return Answer.Json(201, body.WrittenMemory).Add("ETag", version.ETag);
    }
}
