using System.Buffers;
using Compliance.Local.EmbeddedTables.Requests;
using Compliance.Local.EmbeddedTables.Store;

namespace Compliance.Local.EmbeddedTables.Commands;

/// <summary><c>GET /name(PartitionKey='…',RowKey='…')?$select=…</c></summary>
internal sealed class GetEntity(Resource.Entity entity, TableRequest request) : Command
{
    public override Answer Run(Database database, TimeProvider time)
    {
        var found = database.Read(connection =>
        {
            var rows = new Rows(connection);
            return rows.Find(rows.Table(entity.TableName), entity.PartitionKey, entity.RowKey);
        }) ?? throw TableException.ResourceNotFound();
        var body = new ArrayBufferWriter<byte>(found.Body.Length + 512);
        found.Write(body, QueryEntities.Projection(request), $"$metadata#{entity.TableName}/@Element");
        return Answer.Json(200, body.WrittenMemory).Add("ETag", found.Version.ETag);
    }
}
