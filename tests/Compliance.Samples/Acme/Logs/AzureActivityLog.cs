using System.Globalization;
using System.Text.Json;

namespace Compliance.Samples.Acme.Logs;

/// <summary>The activity log as a diagnostic setting streams it: one JSON object a line, names in capitals.</summary>
internal static class AzureActivityLog
{
    private const string Claim = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";
    private const string MicrosoftClaim = "http://schemas.microsoft.com/";

    public static void Write(Stream output, IEnumerable<Access> records) => JsonLines.Write(output, records, WriteRecord);

    private static void WriteRecord(Utf8JsonWriter json, Access access)
    {
        var started = access.Outcome == Outcome.Started;
        json.WriteStartObject();
        json.WriteString("time", access.Time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture));
        json.WriteString("resourceId", access.Resource);
        json.WriteString("operationName", access.Action);
        json.WriteString("category", "Administrative");
        json.WriteString("resultType", started ? "Start" : "Success");
        json.WriteString("resultSignature", started ? "Started." : "Succeeded.OK");
        json.WriteString("durationMs", started ? "0" : "412");
        json.WriteString("callerIpAddress", access.Ip);
        json.WriteString("correlationId", access.Id);
        json.WriteObject("identity", () => WriteIdentity(json, access));
        json.WriteString("level", "Information");
        json.WriteString("location", "global");
        json.WriteString("tenantId", Cloud.TenantId);
        json.WriteObject("properties", () =>
        {
            json.WriteString("statusCode", started ? "Accepted" : "OK");
            json.WriteString("eventCategory", "Administrative");
            json.WriteString("entity", access.Resource);
            json.WriteString("message", access.Action);
        });
        json.WriteEndObject();
    }

    private static void WriteIdentity(Utf8JsonWriter json, Access access)
    {
        json.WriteObject("authorization", () =>
        {
            json.WriteString("scope", access.Resource);
            json.WriteString("action", access.Action);
            json.WriteObject("evidence", () =>
            {
                json.WriteString("role", "Contributor");
                json.WriteString("principalType", "User");
            });
        });
        json.WriteObject("claims", () =>
        {
            json.WriteString(Claim + "upn", access.Account);
            json.WriteString(Claim + "name", access.Account);
            json.WriteString("name", access.DisplayName);
            json.WriteString("ipaddr", access.Ip);
            json.WriteString(MicrosoftClaim + "claims/authnmethodsreferences", access.Mfa == true ? "pwd,mfa" : "pwd");
            json.WriteString(MicrosoftClaim + "identity/claims/tenantid", Cloud.TenantId);
        });
    }
}
