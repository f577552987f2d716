using Compliance.Events;
using NodaTime;

namespace Compliance.Tests.Evidence.Formats;

public class OktaTests
{
    [Fact]
    public void A_session_start_is_mapped_in_full()
    {
        var copy = Read("""
            "uuid":"u1","eventType":"user.session.start","displayMessage":"User login to Okta",
            "actor":{"id":"00u1","type":"User","alternateId":"ann@northwind.example","displayName":"Ann Lee"},
            "client":{"userAgent":{"rawUserAgent":"UA","os":"Windows"},"zone":"null","ipAddress":"203.0.113.7",
              "geographicalContext":{"city":"Porto","country":"Portugal","geolocation":{"lat":41.15,"lon":-8.61}}},
            "authenticationContext":{"externalSessionId":"102abc","rootSessionId":"102root"},
            "outcome":{"result":"SUCCESS","reason":null},"target":null,"debugContext":{"debugData":{"requestUri":"/api/v1/authn"}}
            """);
        Assert.Equal(new EventCopy
        {
            Source = 0,
            Record = 1,
            Time = Instant.FromUtc(2026, 6, 1, 8, 0),
            Id = "u1",
            Account = "ann@northwind.example",
            AccountKind = AccountKind.Human,
            Ip = "203.0.113.7",
            Country = "Portugal",
            Latitude = "41.15",
            Longitude = "-8.61",
            UserAgent = "UA",
            Session = "102abc",
            Action = "signin",
            Outcome = Outcome.Success,
        }, copy);
    }

    [Theory]
    [InlineData("user.session.start", "signin")]
    [InlineData("user.session.end", "signout")]
    [InlineData("user.authentication.sso", "user.authentication.sso")]
    [InlineData("group.user_membership.add", "group.user_membership.add")]
    public void The_event_type_is_the_action(string type, string action) => Assert.Equal(action, Typed(type).Action);

    [Theory]
    [InlineData("SUCCESS", "", Outcome.Success)]
    [InlineData("ALLOW", "", Outcome.Success)]
    [InlineData("DENY", "", Outcome.Denied)]
    [InlineData("FAILURE", "INVALID_CREDENTIALS", Outcome.Failure)]
    [InlineData("FAILURE", "User is not allowed to use this app", Outcome.Denied)]
    [InlineData("CHALLENGE", "", Outcome.Failure)]
    [InlineData("SKIPPED", "", Outcome.Failure)]
    [InlineData("UNKNOWN", "", Outcome.Unknown)]
    public void The_result_tells_the_outcome(string result, string reason, Outcome outcome) =>
        Assert.Equal(outcome, Typed("policy.evaluate_sign_on", $$""","outcome":{"result":"{{result}}","reason":"{{reason}}"}""").Outcome);

    [Theory]
    [InlineData("user.authentication.auth_via_mfa", "\"x\":1", Answer.Yes)]
    [InlineData("user.authentication.auth_via_mfa", "\"factor\":\"OKTA_VERIFY_PUSH\"", Answer.Yes)]
    [InlineData("user.authentication.auth_via_mfa", "\"factor\":\"PASSWORD_AS_FACTOR\"", Answer.Unknown)]
    [InlineData("user.session.start", "\"factor\":\"FIDO_WEBAUTHN\"", Answer.Yes)]
    [InlineData("user.session.start", "\"x\":1", Answer.Unknown)]
    public void A_second_factor_that_was_given_is_MFA_and_silence_says_nothing(string type, string debug, Answer mfa)
    {
        Assert.Equal(mfa, Typed(type, ",\"outcome\":{\"result\":\"SUCCESS\"},\"debugContext\":{\"debugData\":{" + debug + "}}").Mfa);
        Assert.Equal(Answer.Unknown, Typed(type, ",\"outcome\":{\"result\":\"FAILURE\"},\"debugContext\":{\"debugData\":{" + debug + "}}").Mfa);
    }

    [Fact]
    public void What_is_unknown_is_absent_and_the_next_place_is_looked_at()
    {
        var copy = Read("""
            "eventType":"user.authentication.sso","actor":{"id":"00u1","type":"User","alternateId":"unknown"},"client":{"ipAddress":null,"geographicalContext":{"country":"Spain","geolocation":{"lat":1.5}}},
            "request":{"ipChain":[{"ip":"198.51.100.4"},{"ip":"203.0.113.1"}]},"authenticationContext":{"externalSessionId":"unknown","rootSessionId":"r"},
            "target":[{"id":"unknown","type":"AppInstance","alternateId":"Zendesk"},{"id":"0ua","type":"AppUser"}]
            """);
        Assert.Equal(("00u1", "198.51.100.4", "r", "Zendesk", "AppInstance"), (copy.Account, copy.Ip, copy.Session, copy.Resource, copy.ResourceType));
        // Half of the coordinates is none.
        Assert.Equal(("Spain", null, null), (copy.Country, copy.Latitude, copy.Longitude));
    }

    [Fact]
    public void The_system_is_the_platform_and_an_application_a_service()
    {
        Assert.True(Typed("user.lifecycle.update", ",\"actor\":{\"id\":\"s\",\"type\":\"SystemPrincipal\"}").PlatformService);
        Assert.Equal(AccountKind.Service, Typed("app.oauth2.token.grant", ",\"actor\":{\"id\":\"c\",\"type\":\"PublicClientApp\"}").AccountKind);
    }

    [Fact]
    public void Names_in_another_case_are_the_same()
    {
        var result = LogText.Read("""{"Published":"2026-06-01T08:00:00Z","UUID":"u","eventtype":"user.session.end","actor":{"id":"a"},"authenticationcontext":{"externalsessionid":"s"}}""", "okta");
        Assert.Equal(("signout", "s"), (result.Event.Action, result.Event.Session));
    }

    [Fact]
    public void Its_log_is_known_without_being_named() =>
        Assert.Equal("okta", LogText.Read("""[{"actor":{"id":"a","type":"User"},"eventType":"user.session.start","published":"2026-06-01T08:00:00Z","uuid":"u"}]""", null).Summary.Format);

    private static EventCopy Typed(string type, string more = "") => Read($"\"eventType\":\"{type}\"{more}");

    private static EventCopy Read(string fields) => LogText.Read($$"""[{"published":"2026-06-01T08:00:00.000Z",{{fields}}}]""", "okta").Event;
}
