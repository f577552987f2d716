using System.Text.Json;

namespace Compliance.Samples.Acme.Logs;

/// <summary>The helpdesk exports OCSF 1.3: API Activity (6003) and Authentication (3002), with the case under `unmapped`.</summary>
internal static class HelpdeskLog
{
    private static readonly string[] Browsers =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/136.0.0.0 Safari/537.36 Edg/136.0.0.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:138.0) Gecko/20100101 Firefox/138.0",
        "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/135.0.0.0 Safari/537.36",
    ];

    public static void Write(Stream output, IEnumerable<Access> records) => JsonLines.Write(output, records, WriteRecord);

    private static void WriteRecord(Utf8JsonWriter json, Access access)
    {
        var isSession = access.Action is "signin" or "signout";
        json.WriteStartObject();
        json.WriteNumber("time", access.Time.ToUnixTimeMilliseconds());
        json.WriteObject("metadata", () =>
        {
            json.WriteString("version", "1.3.0");
            json.WriteString("uid", access.Id);
            json.WriteString("tenant_uid", "harborline");
            json.WriteObject("product", () =>
            {
                json.WriteString("name", "Deskline");
                json.WriteString("vendor_name", "Deskline");
            });
        });
        if (isSession)
            WriteAuthentication(json, access);
        else
            WriteApiActivity(json, access);
        json.WriteNumber("severity_id", 1);
        json.WriteNumber("status_id", access.Outcome == Outcome.Success ? 1 : 2);
        if (access.Outcome == Outcome.Failure)
            json.WriteString("status_code", "INVALID_CREDENTIALS");
        WriteEndpoint(json, access);
        json.WriteEndObject();
    }

    private static void WriteAuthentication(Utf8JsonWriter json, Access access)
    {
        var activity = access.Action == "signin" ? 1 : 2;
        WriteClass(json, 3, 3002, "Authentication", activity);
        json.WriteObject("actor", () => WriteUser(json, access));
        WriteUser(json, access);
        json.WriteObject("session", () => json.WriteOptional("uid", access.Session));
        if (access.Mfa is { } mfa)
            json.WriteBoolean("is_mfa", mfa);
    }

    private static void WriteApiActivity(Utf8JsonWriter json, Access access)
    {
        var verb = access.Action[(access.Action.IndexOf('.', StringComparison.Ordinal) + 1)..];
        WriteClass(json, 6, 6003, "API Activity", verb is "read" or "search" or "play" ? 2 : 3);
        json.WriteObject("actor", () =>
        {
            WriteUser(json, access);
            json.WriteObject("session", () =>
            {
                json.WriteOptional("uid", access.Session);
                if (access.Mfa is { } mfa)
                    json.WriteBoolean("is_mfa", mfa);
            });
        });
        json.WriteObject("api", () =>
        {
            json.WriteString("operation", access.Action);
            json.WriteObject("service", () => json.WriteString("name", "agent-workspace"));
        });
        if (access.Resource is not null)
        {
            json.WriteStartArray("resources");
            json.WriteStartObject();
            json.WriteString("uid", access.Resource);
            json.WriteOptional("type", access.ResourceType);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        json.WriteObject("unmapped", () =>
        {
            json.WriteOptional("case_id", access.Case);
            if (access.Rows is { } rows)
                json.WriteNumber("rows", rows);
        });
    }

    private static void WriteClass(Utf8JsonWriter json, int category, int classUid, string name, int activity)
    {
        json.WriteNumber("category_uid", category);
        json.WriteNumber("class_uid", classUid);
        json.WriteString("class_name", name);
        json.WriteNumber("activity_id", activity);
        json.WriteNumber("type_uid", classUid * 100 + activity);
    }

    private static void WriteUser(Utf8JsonWriter json, Access access) => json.WriteObject("user", () =>
    {
        json.WriteString("name", access.Account);
        json.WriteOptional("full_name", access.DisplayName);
        json.WriteNumber("type_id", 1);
    });

    private static void WriteEndpoint(Utf8JsonWriter json, Access access)
    {
        json.WriteObject("src_endpoint", () => json.WriteOptional("ip", access.Ip));
        if (access.Session is { } session)
            json.WriteObject("http_request", () => json.WriteString("user_agent", Browsers[session[^5] % Browsers.Length]));
    }
}
