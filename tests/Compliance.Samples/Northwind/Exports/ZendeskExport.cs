using System.Text.Json;

namespace Compliance.Samples.Northwind.Exports;

/// <summary>The access log of the helpdesk as its API gives it.</summary>
internal static class ZendeskExport
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <param name="requests">Each with a number; the same number is the same record.</param>
    /// <param name="random">For the ids.</param>
    public static void Write(Stream output, IReadOnlyList<(Request Request, int Id)> requests, Prng random)
    {
        var ids = new Dictionary<int, string>();
        using var json = new Utf8JsonWriter(output, JsonExport.Compact);
        json.WriteStartObject();
        json.WritePropertyName("access_logs");
        json.Array(requests, record =>
        {
            var (request, number) = record;
            if (!ids.TryGetValue(number, out var id)) ids.Add(number, id = NewId(random));
            json.WriteString("id", id);
            json.WriteString("timestamp", Calendar.Utc(request.Time));
            json.WriteNumber("user_id", request.User);
            json.WriteString("ip_address", request.Ip);
            json.WriteString("method", request.Method);
            json.WriteString("url", request.Url);
            json.WriteNumber("status", request.Status);
            json.WriteString("authorization_type", request.Authorization);
            json.WriteString("client", request.Agent);
            json.WriteNull("graphql");
            json.WriteNull("referer");
            json.WriteString("category", request.Category);
            json.WriteString("origin_service", "Zendesk");
        });
        json.Object("meta", () => json.WriteBoolean("has_more", false));
        json.WriteEndObject();
    }

    private static string NewId(Prng random) => "01J" + string.Concat(Enumerable.Range(0, 23).Select(_ => Crockford[random.Below(32)]));
}
