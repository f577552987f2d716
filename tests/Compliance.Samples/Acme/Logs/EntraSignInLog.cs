using System.Text.Json;

namespace Compliance.Samples.Acme.Logs;

/// <summary>Entra sign-ins as a diagnostic setting streams them.</summary>
internal static class EntraSignInLog
{
    public static void Write(Stream output, IEnumerable<Access> records) => JsonLines.Write(output, records, WriteRecord);

    private static void WriteRecord(Utf8JsonWriter json, Access access)
    {
        json.WriteStartObject();
        json.WriteString("time", JsonLines.Utc(access.Time));
        json.WriteString("resourceId", $"/tenants/{Cloud.TenantId}/providers/Microsoft.aadiam");
        json.WriteString("operationName", "Sign-in activity");
        json.WriteString("category", access.Interactive ? "SignInLogs" : "NonInteractiveUserSignInLogs");
        json.WriteString("tenantId", Cloud.TenantId);
        json.WriteString("resultType", "0");
        json.WriteString("resultSignature", "None");
        json.WriteString("callerIpAddress", access.Ip);
        json.WriteString("identity", access.DisplayName);
        json.WriteNumber("Level", 4);
        json.WriteObject("properties", () => WriteProperties(json, access));
        json.WriteEndObject();
    }

    private static void WriteProperties(Utf8JsonWriter json, Access access)
    {
        json.WriteString("id", access.Id);
        json.WriteString("createdDateTime", JsonLines.Utc(access.Time));
        json.WriteString("userDisplayName", access.DisplayName);
        json.WriteString("userPrincipalName", access.Account);
        json.WriteString("appDisplayName", access.Resource);
        json.WriteString("ipAddress", access.Ip);
        json.WriteString("clientAppUsed", "Browser");
        json.WriteBoolean("isInteractive", access.Interactive);
        json.WriteString("conditionalAccessStatus", "success");
        json.WriteString("authenticationRequirement", access.Mfa == true ? "multiFactorAuthentication" : "singleFactorAuthentication");
        json.WriteObject("status", () => json.WriteNumber("errorCode", 0));
        json.WriteString("riskLevelDuringSignIn", "none");
    }
}
