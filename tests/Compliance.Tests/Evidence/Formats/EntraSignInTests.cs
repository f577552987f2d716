using Compliance.Events;
using NodaTime;

namespace Compliance.Tests.Evidence.Formats;

public class EntraSignInTests
{
    [Fact]
    public void A_diagnostic_record_is_mapped_in_full()
    {
        var copy = Read("""
            {"time":"2026-03-01T00:00:05Z","category":"SignInLogs","tenantId":"t","resultType":"0","callerIpAddress":"<null>","identity":"Ann",
             "properties":{"id":"e","createdDateTime":"2026-03-01T00:00:00Z","userPrincipalName":"ann@x.example","userId":"oid","appId":"app","appDisplayName":"Helpdesk","ipAddress":"2001:db8::1",
               "userAgent":"UA","isInteractive":true,"sessionId":"s","status":{"errorCode":0},"authenticationRequirement":"multiFactorAuthentication"}}
            """);
        Assert.Equal(new EventCopy
        {
            Source = 0,
            Record = 1,
            Time = Instant.FromUtc(2026, 3, 1, 0, 0),
            Id = "e",
            Account = "ann@x.example",
            AccountKind = AccountKind.Human,
            Ip = "2001:db8::1",
            UserAgent = "UA",
            Session = "s",
            Mfa = Answer.Yes,
            Interactive = Answer.Yes,
            Action = "signin",
            Resource = "app",
            ResourceType = "application",
            Outcome = Outcome.Success,
            Tenant = "t",
        }, copy);
    }

    [Theory]
    [InlineData("\"status\":{\"errorCode\":0},\"authenticationRequirement\":\"singleFactorAuthentication\"", Answer.No)]
    [InlineData("\"status\":{\"errorCode\":50126},\"authenticationRequirement\":\"multiFactorAuthentication\"", Answer.No)]
    [InlineData("\"status\":{\"errorCode\":0},\"authenticationRequirement\":\"singleFactorAuthentication\",\"authenticationDetails\":[{\"x\":1},{\"authenticationStepResultDetail\":\"MFA requirement satisfied by claim in the token\"}]", Answer.Yes)]
    [InlineData("\"status\":{\"errorCode\":0}", Answer.Unknown)]
    public void MFA_was_done_when_it_was_required_and_the_sign_in_succeeded(string fields, Answer mfa) => Assert.Equal(mfa, Graph(fields).Mfa);

    [Theory]
    [InlineData("\"resultType\":\"0\"", Outcome.Success)]
    [InlineData("\"resultType\":0", Outcome.Success)]
    [InlineData("\"status\":{\"errorCode\":50126}", Outcome.Failure)]
    [InlineData("\"status\":{\"errorCode\":50074}", Outcome.Failure)]
    [InlineData("\"status\":{\"errorCode\":53003}", Outcome.Denied)]
    [InlineData("\"status\":{\"errorCode\":50105}", Outcome.Denied)]
    public void The_error_code_tells_the_outcome(string fields, Outcome outcome) => Assert.Equal(outcome, Graph(fields).Outcome);

    [Theory]
    [InlineData("\"isInteractive\":false", Answer.No)]
    [InlineData("\"category\":\"NonInteractiveUserSignInLogs\"", Answer.No)]
    [InlineData("\"signInEventTypes\":[\"nonInteractiveUser\"]", Answer.No)]
    [InlineData("\"signInEventTypes\":[\"interactiveUser\"]", Answer.Unknown)]
    public void Nobody_is_at_the_keyboard_when_the_record_says_so(string fields, Answer interactive) => Assert.Equal(interactive, Graph(fields).Interactive);

    [Fact]
    public void A_service_principal_signs_in_as_a_service()
    {
        var copy = Read("""{"time":"2026-03-01T00:00:00Z","category":"ServicePrincipalSignInLogs","properties":{"servicePrincipalId":"sp","appId":"app","userPrincipalName":""}}""");
        Assert.Equal(("sp", AccountKind.Service, Answer.No), (copy.Account, copy.AccountKind, copy.Interactive));
    }

    private static EventCopy Graph(string fields) => Read($$"""{"createdDateTime":"2026-03-01T00:00:00Z","userPrincipalName":"a","appId":"b",{{fields}}}""");

    private static EventCopy Read(string record) => LogText.Read($$"""{"value":[{{record}}]}""", "entra-signin").Event;
}
