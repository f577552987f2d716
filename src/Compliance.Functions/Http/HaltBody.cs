using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.Reports;
using Compliance.Trail;

namespace Compliance.Functions.Http;

/// <summary>Why and since when a trail takes no entries.</summary>
public static class HaltBody
{
    public static JsonObject Of(TrailHalt halt)
    {
        var body = new JsonObject
        {
            ["since"] = Wording.Of(halt.At),
            ["kind"] = JsonNamingPolicy.CamelCase.ConvertName(halt.Problem.Kind.ToString()),
            ["detail"] = halt.Problem.Detail,
        };
        if (halt.Problem.Index is { } index) body["index"] = index;
        if (halt.Problem.Place is { } place) body["place"] = place;
        return body;
    }
}
