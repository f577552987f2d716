using Compliance.Local.EmbeddedTables.Requests;
using Compliance.Local.EmbeddedTables.Store;

namespace Compliance.Local.EmbeddedTables.Commands;

/// <summary>What a request asks for, read and checked as far as it can be without the store.</summary>
internal abstract class Command
{
    public virtual bool Writes => false;

    /// <exception cref="TableException">The service would refuse the request.</exception>
    public static Command Parse(TableRequest request) => (request.Method, request.Resource) switch
    {
        ("GET", Resource.TableList) => new ListTables(request),
        ("POST", Resource.TableList) => new CreateTable(request),
        ("DELETE", Resource.Table table) => new DeleteTable(table.Name),
        ("POST", Resource.Batch) => new SubmitTransaction(BatchReader.Read(request)),
        ("GET", Resource.Entities entities) => new QueryEntities(entities.TableName, request),
        ("GET", Resource.Entity entity) => new GetEntity(entity, request),
        ("POST" or "PUT" or "MERGE" or "DELETE", Resource.Entities or Resource.Entity) => new ChangeEntity(Change.Parse(request)),
        _ => throw new TableException(405, "MethodNotAllowed", $"The resource does not support the method {request.Method}."),
    };

    /// <exception cref="TableException">The service would refuse the request.</exception>
    public abstract Answer Run(Database database, TimeProvider time);
}
