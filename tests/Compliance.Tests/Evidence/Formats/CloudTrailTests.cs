using Compliance.Events;
using NodaTime;

namespace Compliance.Tests.Evidence.Formats;

public class CloudTrailTests
{
    [Fact]
    public void A_call_of_a_role_is_mapped_in_full()
    {
        var copy = Read("""
            "eventID":"e-1","eventSource":"s3.amazonaws.com","eventName":"GetObject","sourceIPAddress":"198.51.100.7","userAgent":"aws-cli",
            "userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/Support/ann","accountId":"111122223333","accessKeyId":"ASIAX",
              "sessionContext":{"sessionIssuer":{"type":"Role","userName":"Support"},"attributes":{"mfaAuthenticated":"true"}}},
            "resources":[{"ARN":"arn:aws:s3:::b/k","type":"AWS::S3::Object"},{"ARN":"arn:aws:s3:::b","type":"AWS::S3::Bucket"}],"recipientAccountId":"444455556666"
            """);
        Assert.Equal(new EventCopy
        {
            Source = 0,
            Record = 1,
            Time = Instant.FromUtc(2026, 3, 1, 0, 0),
            Id = "e-1",
            Account = "Support/ann",
            Ip = "198.51.100.7",
            UserAgent = "aws-cli",
            Session = "ASIAX",
            Mfa = Answer.Yes,
            Action = "s3:GetObject",
            Resource = "arn:aws:s3:::b/k",
            ResourceType = "AWS::S3::Object",
            Outcome = Outcome.Success,
            Tenant = "444455556666",
        }, copy);
    }

    [Theory]
    [InlineData("{\"type\":\"IAMUser\",\"userName\":\"ann\",\"arn\":\"arn:aws:iam::1:user/ann\"}", "ann", false)]
    [InlineData("{\"type\":\"Root\",\"arn\":\"arn:aws:iam::1:root\"}", "arn:aws:iam::1:root", false)]
    [InlineData("{\"type\":\"AWSAccount\",\"principalId\":\"AIDA:x\"}", "AIDA:x", false)]
    [InlineData("{\"type\":\"AWSService\",\"invokedBy\":\"ec2.amazonaws.com\"}", "ec2.amazonaws.com", true)]
    public void The_account_is_the_name_else_the_id(string identity, string account, bool platform)
    {
        var copy = Read($"\"eventName\":\"X\",\"userIdentity\":{identity}");
        Assert.Equal((account, platform), (copy.Account, copy.PlatformService));
    }

    [Fact]
    public void A_service_event_without_an_identity_is_the_platform() => Assert.True(Read("\"eventName\":\"X\",\"eventType\":\"AwsServiceEvent\"").PlatformService);

    [Theory]
    [InlineData("\"errorCode\":\"AccessDenied\"", Outcome.Denied)]
    [InlineData("\"errorCode\":\"Client.UnauthorizedOperation\"", Outcome.Denied)]
    [InlineData("\"errorCode\":\"AccessDeniedException\"", Outcome.Denied)]
    [InlineData("\"errorCode\":\"NoSuchKey\"", Outcome.Failure)]
    [InlineData("\"responseElements\":{\"ConsoleLogin\":\"Failure\"},\"errorMessage\":\"Failed authentication\"", Outcome.Failure)]
    [InlineData("\"responseElements\":{\"ConsoleLogin\":\"Success\"}", Outcome.Success)]
    [InlineData("\"responseElements\":null", Outcome.Success)]
    public void An_error_code_is_a_denial_or_a_failure(string fields, Outcome outcome) => Assert.Equal(outcome, Read("\"eventName\":\"X\"," + fields).Outcome);

    [Fact]
    public void A_console_login_keeps_its_name_and_says_its_MFA()
    {
        var copy = Read("\"eventSource\":\"signin.amazonaws.com\",\"eventName\":\"ConsoleLogin\",\"additionalEventData\":{\"MFAUsed\":\"No\"}");
        Assert.Equal(("signin:ConsoleLogin", Answer.No), (copy.Action, copy.Mfa));
    }

    [Theory]
    [InlineData("{\"bucketName\":\"b\",\"key\":\"k/1\"}", "b/k/1", "AWS::S3::Object")]
    [InlineData("{\"bucketName\":\"b\"}", "b", "AWS::S3::Bucket")]
    [InlineData("{\"roleName\":\"r\",\"userName\":\"u\"}", "r", "AWS::IAM::Role")]
    [InlineData("{\"instancesSet\":{\"items\":[{\"instanceId\":\"i-1\"}]}}", "i-1", "AWS::EC2::Instance")]
    [InlineData("null", null, null)]
    public void Without_resources_the_request_names_one(string parameters, string? resource, string? type)
    {
        var copy = Read($"\"eventName\":\"X\",\"requestParameters\":{parameters}");
        Assert.Equal((resource, type), (copy.Resource, copy.ResourceType));
    }

    private static EventCopy Read(string fields) =>
        LogText.Read($$"""{"Records":[{"eventTime":"2026-03-01T00:00:00Z",{{fields}}}]}""", "cloudtrail").Event;
}
