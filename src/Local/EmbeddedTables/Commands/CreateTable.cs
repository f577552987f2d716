using System.Text.Json;
using Compliance.Local.EmbeddedTables.Requests;
using Compliance.Local.EmbeddedTables.Store;

namespace Compliance.Local.EmbeddedTables.Commands;

/// <summary><c>POST /Tables {"TableName":"…"}</c></summary>
internal sealed class CreateTable : Command
{
    private readonly string _name;
    private readonly bool _returnsContent;

    public CreateTable(TableRequest request)
    {
        _name = ReadName(request.Body);
        _returnsContent = request.ReturnsContent;
        Limits.CheckTableName(_name);
    }

    public override bool Writes => true;

    public override Answer Run(Database database, TimeProvider time)
    {
        var created = database.Write(connection => connection.Prepare("INSERT OR IGNORE INTO tables (name) VALUES ($1)").Run(_name));
        if (created == 0)
            throw new TableException(409, "TableAlreadyExists", "The table specified already exists.");
        return _returnsContent ? Answer.Json(201, JsonSerializer.SerializeToUtf8Bytes(new { TableName = _name })) : Answer.Empty(204);
    }

    private static string ReadName(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.GetProperty("TableName").GetString() ?? throw TableException.InvalidInput("`TableName` is null");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw TableException.InvalidInput("the body is not {\"TableName\":\"…\"}");
        }
    }
}
