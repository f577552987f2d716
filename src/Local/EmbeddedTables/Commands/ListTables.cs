using System.Text.Json;
using Compliance.Local.EmbeddedTables.Entities;
using Compliance.Local.EmbeddedTables.Filters;
using Compliance.Local.EmbeddedTables.Requests;
using Compliance.Local.EmbeddedTables.Store;

namespace Compliance.Local.EmbeddedTables.Commands;

/// <summary><c>GET /Tables?$filter=…</c>, by name.</summary>
internal sealed class ListTables(TableRequest request) : Command
{
    private readonly Filter? _filter = request.Query.TryGetValue("$filter", out var filter) ? FilterParser.Parse(filter) : null;
    private readonly int _limit = QueryEntities.Top(request);
    private readonly string _from = request.Query.GetValueOrDefault("NextTableName", "");

    public override Answer Run(Database database, TimeProvider time)
    {
        var names = database.Read(Read);
        var page = names.Take(_limit).Select(name => new { TableName = name });
        var answer = Answer.Json(200, JsonSerializer.SerializeToUtf8Bytes(new { value = page }));
        return names.Count > _limit ? answer.Add("x-ms-continuation-NextTableName", names[_limit]) : answer;
    }

    private List<string> Read(Connection connection)
    {
        var names = new List<string>();
        using var rows = connection.Prepare("SELECT name FROM tables WHERE name >= $1 ORDER BY name").Rows(_from);
        while (names.Count <= _limit && rows.Read())
        {
            if (_filter?.Matches(new TableName(rows.GetString(0))) ?? true)
                names.Add(rows.GetString(0));
        }
        return names;
    }

    private sealed record TableName(string Name) : IFilterable
    {
        public EdmValue? Get(string name) => name == "TableName" ? EdmValue.Of(Name) : null;
    }
}
