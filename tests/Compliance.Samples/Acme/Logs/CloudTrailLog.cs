using System.Text.Json;

namespace Compliance.Samples.Acme.Logs;

/// <summary>CloudTrail as it is delivered to a bucket: `{"Records":[…]}`.</summary>
internal static class CloudTrailLog
{
    public static void Write(Stream output, IEnumerable<Access> records) => JsonLines.WriteArray(output, "Records", records, WriteRecord);

    private static void WriteRecord(Utf8JsonWriter json, Access access)
    {
        var (service, call) = (access.Action.Split(':')[0], access.Action.Split(':')[1]);
        json.WriteStartObject();
        json.WriteString("eventVersion", "1.10");
        json.WriteObject("userIdentity", () => WriteIdentity(json, access));
        json.WriteString("eventTime", JsonLines.Utc(access.Time));
        json.WriteString("eventSource", $"{service}.amazonaws.com");
        json.WriteString("eventName", call);
        json.WriteString("awsRegion", "ap-southeast-1");
        json.WriteString("sourceIPAddress", access.PlatformService ? access.Account : access.Ip);
        json.WriteString("userAgent", access.PlatformService ? access.Account : "aws-cli/2.24.10 md/Botocore#1.36.3 ua/2.0 os/linux#5.15");
        if (access.Outcome == Outcome.Denied)
            json.WriteString("errorCode", "AccessDenied");
        json.WriteNull("requestParameters");
        json.WriteNull("responseElements");
        json.WriteString("eventID", access.Id);
        json.WriteBoolean("readOnly", !call.StartsWith("Update", StringComparison.Ordinal) && !call.StartsWith("Put", StringComparison.Ordinal));
        if (access.Resource is not null)
            WriteResources(json, service, access.Resource);
        json.WriteString("eventType", "AwsApiCall");
        json.WriteBoolean("managementEvent", service != "s3");
        json.WriteString("recipientAccountId", Cloud.AwsAccountId);
        json.WriteString("eventCategory", service == "s3" ? "Data" : "Management");
        json.WriteEndObject();
    }

    private static void WriteIdentity(Utf8JsonWriter json, Access access)
    {
        if (access.PlatformService)
        {
            json.WriteString("type", "AWSService");
            json.WriteString("invokedBy", access.Account);
            return;
        }
        json.WriteString("type", "IAMUser");
        json.WriteString("arn", $"arn:aws:iam::{Cloud.AwsAccountId}:user/{access.Account}");
        json.WriteString("accountId", Cloud.AwsAccountId);
        json.WriteString("userName", access.Account);
        json.WriteObject("sessionContext", () => json.WriteObject("attributes", () =>
            // CloudTrail prints the flag as a string.
            json.WriteString("mfaAuthenticated", access.Mfa == true ? "true" : "false")));
    }

    private static void WriteResources(Utf8JsonWriter json, string service, string arn)
    {
        json.WriteStartArray("resources");
        json.WriteStartObject();
        if (service == "s3")
            json.WriteString("type", "AWS::S3::Object");
        else
            json.WriteString("accountId", Cloud.AwsAccountId);
        json.WriteString("ARN", arn);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
