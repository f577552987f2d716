using Compliance.Local.EmbeddedTables.Entities;
using Compliance.Local.EmbeddedTables.Requests;

namespace Compliance.Local.EmbeddedTables.Commands;

/// <summary>A write of one row, alone or in a transaction. Without a condition a PUT or MERGE inserts what is missing.</summary>
internal sealed record Change(string Method, string Table, string PartitionKey, string RowKey, EntityBody Body, string? IfMatch, bool ReturnsContent)
{
    private static readonly EntityBody Nothing = new();

    /// <exception cref="TableException">The row passes a limit, or the request is incomplete.</exception>
    public static Change Parse(TableRequest request)
    {
        var body = request.Method == "DELETE" ? Nothing : EntityBody.Parse(request.Body);
        var change = (request.Method, request.Resource) switch
        {
            ("POST", Resource.Entities entities) => new Change(
                "POST", entities.TableName, body.PartitionKey ?? throw MissingKey(), body.RowKey ?? throw MissingKey(), body, null, request.ReturnsContent),
            ("PUT" or "MERGE" or "DELETE", Resource.Entity entity) => new Change(
                request.Method, entity.TableName, entity.PartitionKey, entity.RowKey, body, request.IfMatch, false),
            _ => throw new TableException(405, "MethodNotAllowed", $"The resource does not support the method {request.Method}."),
        };
        if (change is { Method: "DELETE", IfMatch: null })
            throw new TableException(400, "MissingRequiredHeader", "An HTTP header that's mandatory for this request is not specified: If-Match.");
        Limits.CheckKey("PartitionKey", change.PartitionKey);
        Limits.CheckKey("RowKey", change.RowKey);
        body.CheckSize(change.PartitionKey, change.RowKey);
        return change;
    }

    private static TableException MissingKey() => new(400, "PropertiesNeedValue", "The values are not specified for all properties in the entity.");
}
