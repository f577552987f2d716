using System.Text.Json;

namespace Compliance.Samples.Northwind.Exports;

/// <summary>The system log of Okta as its API gives it.</summary>
internal static class OktaExport
{
    public static void Write(Stream output, IReadOnlyList<IdentityEvent> events, Prng random)
    {
        using var json = new Utf8JsonWriter(output, JsonExport.Compact);
        json.Array(events, one =>
        {
            json.Object("actor", () =>
            {
                json.WriteString("id", one.UserId);
                json.WriteString("type", "User");
                json.WriteString("alternateId", one.Login);
                json.WriteString("displayName", one.Name);
                json.WriteNull("detailEntry");
            });
            json.Object("client", () => WriteClient(json, one));
            json.Object("authenticationContext", () =>
            {
                json.WriteNumber("authenticationStep", 0);
                json.WriteString("externalSessionId", one.Session);
                json.WriteString("rootSessionId", one.Session);
            });
            json.WriteString("eventType", one.Type);
            json.Object("outcome", () =>
            {
                json.WriteString("result", one.Result);
                json.Text("reason", one.Reason);
            });
            json.WriteString("published", Calendar.UtcMilliseconds(one.Time.AddMilliseconds(random.Below(1000))));
            json.WriteString("severity", "INFO");
            json.Object("debugContext", () => json.Object("debugData", () => WriteDebug(json, one)));
            WriteTarget(json, one);
            json.WriteString("uuid", random.NextGuid().ToString());
            json.WriteString("version", "0");
        });
    }

    private static void WriteClient(Utf8JsonWriter json, IdentityEvent one)
    {
        json.Object("userAgent", () => json.WriteString("rawUserAgent", one.Agent));
        json.WriteString("zone", "null");
        json.WriteString("device", "Computer");
        json.WriteString("ipAddress", one.Ip);
        json.Object("geographicalContext", () =>
        {
            json.WriteString("city", one.Place.City);
            json.WriteString("country", one.Place.Country);
            json.Object("geolocation", () =>
            {
                json.WriteNumber("lat", one.Place.Latitude);
                json.WriteNumber("lon", one.Place.Longitude);
            });
        });
    }

    private static void WriteDebug(Utf8JsonWriter json, IdentityEvent one)
    {
        if (one.Factor is { } factor) json.WriteString("factor", factor);
        json.WriteString("threatSuspected", "false");
    }

    private static void WriteTarget(Utf8JsonWriter json, IdentityEvent one)
    {
        if (one.Application is not var (id, name))
        {
            json.WriteNull("target");
            return;
        }
        json.WritePropertyName("target");
        json.Array([("AppInstance", id, name), ("AppUser", $"0ua{one.UserId[3..]}", one.Login)], target =>
        {
            json.WriteString("id", target.Item2);
            json.WriteString("type", target.Item1);
            json.WriteString("alternateId", target.Item3);
            json.WriteString("displayName", target.Item3);
        });
    }
}
