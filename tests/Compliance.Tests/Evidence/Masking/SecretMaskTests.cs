using System.Text;
using Compliance.Events;
using Compliance.Evidence.Masking;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Evidence.Masking;

public class SecretMaskTests
{
    [Theory]
    [InlineData("https://a.blob.core.windows.net/c/b?sv=2024-11-04&sig=abc%2Bdef%3D&sp=r", "https://a.blob.core.windows.net/c/b?sv=2024-11-04&sig=***&sp=r")]
    [InlineData("https://a.example/?SIG=abc", "https://a.example/?SIG=***")]
    [InlineData("https://a.example/f?code=QWxhZGRpbg==", "https://a.example/f?code=***")]
    [InlineData("https://a.example/f?x=1&key=AIzaSyA", "https://a.example/f?x=1&key=***")]
    [InlineData("/cb#access_token=abc&token_type=bearer", "/cb#access_token=***&token_type=bearer")]
    [InlineData("next=https%3A%2F%2Fa.example%2F%3Fsig%3Dabc%26sp%3Dr", "next=https%3A%2F%2Fa.example%2F%3Fsig%3D***%26sp%3Dr")]
    [InlineData("X-Amz-Credential=AKIA&X-Amz-Signature=0123abcd", "X-Amz-Credential=AKIA&X-Amz-Signature=***")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=abc+/==;EndpointSuffix=x", "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=***;EndpointSuffix=x")]
    [InlineData("Server=db;Uid=u;Pwd='a b';", "Server=db;Uid=u;Pwd='***';")]
    [InlineData("""{"user":"a","password":"hunter2","n":1}""", """{"user":"a","password":"***","n":1}""")]
    [InlineData("""{\"client_secret\": \"abc\"}""", """{\"client_secret\": \"***"}""")]
    [InlineData("Authorization: Bearer abcdef123456", "Authorization: ***")]
    [InlineData("GET / Authorization: Basic dXNlcjpwYXNz, x", "GET / Authorization: ***, x")]
    [InlineData("X-Api-Key: abc", "X-Api-Key: ***")]
    [InlineData("bearer abcdef123456", "bearer ***")]
    [InlineData("Bearer%20abcdef123456", "Bearer%20***")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl", "***")]
    [InlineData("/reset/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2ln/end", "/reset/***/end")]
    [InlineData("ghp_0123456789abcdefghij", "ghp_***")]
    [InlineData("https://ann:hunter2@a.example/x", "https://ann:***@a.example/x")]
    [InlineData("a?token=one&b=2&refresh_token=two", "a?token=***&b=2&refresh_token=***")]
    [InlineData("user[password]=hunter2secret&a=1", "user[password]=***&a=1")]
    [InlineData("password[]=abc", "password[]=***")]
    [InlineData("a?key[0]=abc", "a?key[0]=***")]
    [InlineData("user%5Bpassword%5D=abc&token%5B%5D=def", "user%5Bpassword%5D=***&token%5B%5D=***")]
    [InlineData("next=%253Fa%253D1%2526sig%253Dabc%252Bdef%2526sp%253Dr", "next=%253Fa%253D1%2526sig%253D***%2526sp%253Dr")]
    [InlineData("sig%253Dabc", "sig%253D***")]
    [InlineData("sig%3Dabc%2526def%26a", "sig%3D***%26a")]
    [InlineData("Bearer%2520abcdef123456", "Bearer%2520***")]
    [InlineData("""{"token": 123456789, "n":1}""", """{"token": ***, "n":1}""")]
    [InlineData("""{"password":"ab\"cdSECRET","n":1}""", """{"password":"***","n":1}""")]
    [InlineData("""{"password":"ab\\","n":1}""", """{"password":"***","n":1}""")]
    [InlineData("""{\"password\":\"ab\\\"cd\",\"n\":1}""", """{\"password\":\"***",\"n\":1}""")]
    [InlineData("password=abc,defREST", "password=***")]
    [InlineData("{password=abc,user=ann}", "{password=***,user=ann}")]
    [InlineData("(password=a)bREST), x", "(password=***), x")]
    [InlineData("https://u:p@ss!word@host/a@b", "https://u:***@host/a@b")]
    [InlineData("https://u:p@host?m=a@b", "https://u:***@host?m=a@b")]
    [InlineData("a-name-that-is-longer-than-any-that-is-known-to-us-access-token=abc", "a-name-that-is-longer-than-any-that-is-known-to-us-access-token=***")]
    public void A_secret_is_taken_out_and_nothing_else(string text, string expected) => Assert.Equal(expected, SecretMask.Text(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("ann@x.example")]
    [InlineData("s3:GetObject")]
    [InlineData("arn:aws:secretsmanager:eu-west-1:1:secret:MySecret-a1b2c3")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36")]
    [InlineData("Basic authentication")]
    [InlineData("Update application – Certificates and secrets management ")]
    [InlineData("Reset password (self-service)")]
    [InlineData("status code=403")]
    [InlineData("/year=2026/key=5/part")]
    [InlineData("country_code=DE")]
    [InlineData("tokenHash=abc")]
    [InlineData("""{"token":null,"max_tokens":5}""")]
    [InlineData("user[name]=abc")]
    [InlineData("sig=")]
    [InlineData("?sig")]
    [InlineData("=%\"J_@ =")]
    public void What_only_looks_like_one_stays(string text) => Assert.Equal(text, SecretMask.Text(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("ocsf", """{"time":1772323200000,"api":{"operation":"GET /x?sig=S3CRET"},"actor":{"user":{"name":"u?token=S3CRET"},"session":{"uid":"Bearer S3CRET00"}},"http_request":{"user_agent":"curl?sig=S3CRET"},"resources":[{"uid":"/b?sig=S3CRET","type":"t?sig=S3CRET"}],"metadata":{"uid":"i?sig=S3CRET"},"cloud":{"account":{"uid":"t?sig=S3CRET"}},"src_endpoint":{"domain":"d?sig=S3CRET"}}""")]
    [InlineData("cloudtrail", """{"eventTime":"2026-03-01T00:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","userIdentity":{"userName":"a"},"requestParameters":{"bucketName":"b","key":"k?X-Amz-Signature=S3CRET"}}""")]
    [InlineData("ndjson", """{"time":"2026-03-01T00:00:00Z","user":"a","action":"x","session":"token=S3CRET","case":"c?code=S3CRET"}""")]
    [InlineData("csv", "time,user,action,resource\n2026-03-01T00:00:00Z,a,x,\"/p?q=\"\"&sig=S3CRET\"\n")]
    public void No_field_of_any_event_carries_a_secret(string format, string log)
    {
        var copy = LogText.Read(log, format).Event;
        Assert.DoesNotContain("S3CRET", copy.ToString(), StringComparison.Ordinal);
        Assert.Contains("***", copy.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_entry_maps_is_masked_too()
    {
        var log = LogText.Read("""{"at":"2026-03-01T00:00:00Z","who":"a","what":"x","ref":"/t?sig=S3CRET"}""", "ndjson",
            LogText.Entry("ndjson", ("time", "at"), ("account", "who"), ("action", "what"), ("case", "ref")));
        Assert.Equal("/t?sig=***", log.Event.Case);
    }

    [Fact]
    public void Two_sessions_that_are_tokens_stay_two_and_one_stays_one()
    {
        string Session(string token) => LogText.Read($$"""{"time":"2026-03-01T00:00:00Z","user":"a","action":"x","session":"Bearer {{token}}"}""", "ndjson").Event.Session!;
        Assert.NotEqual(Session("abc12345"), Session("abc12346"));
        Assert.Equal(Session("abc12345"), Session("abc12345"));
        Assert.StartsWith("Bearer ***#", Session("abc12345"), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_addresses_that_differ_in_the_signature_are_one_resource()
    {
        string Resource(string signature) => LogText.Read($$"""{"time":"2026-03-01T00:00:00Z","user":"a","action":"x","resource":"/b?sig={{signature}}"}""", "ndjson").Event.Resource!;
        Assert.Equal(Resource("one"), Resource("another"));
    }

    [Fact]
    public void A_message_that_quotes_a_record_quotes_no_secret()
    {
        var log = LogText.Read("""{"time":"?sig=S3CRET","user":"a","action":"x"}""", "ndjson");
        Assert.Equal("`?sig=***` is no time in a known spelling", Assert.Single(log.Rejected).Reason);
    }

    [Theory]
    [InlineData("4111111111111111x 4111 1111 1111 1111", "4111111111111111x **** **** **** 1111")]
    [InlineData("jane.doe@example.com", "j***@example.com")]
    public void A_message_that_quotes_a_record_quotes_no_card_and_no_address(string time, string shown)
    {
        var log = LogText.Read($$"""{"time":"{{time}}","user":"a","action":"x"}""", "ndjson");
        Assert.Equal($"`{shown}` is no time in a known spelling", Assert.Single(log.Rejected).Reason);
    }

    [Fact]
    public void Any_text_is_masked_once_and_keeps_no_named_value() => Prop.ForAll(
        Texts(),
        text =>
        {
            var once = SecretMask.Text(Encoding.UTF8.GetBytes(text));
            Assert.DoesNotContain("S3CRETVALUE", once, StringComparison.Ordinal);
            Assert.Equal(once, SecretMask.Text(Encoding.UTF8.GetBytes(once)));
        }).Check(Tried.Times());

    [Theory]
    [InlineData("@")]
    [InlineData("sig=a&")]
    [InlineData("://a:b@")]
    [InlineData("eyJ")]
    [InlineData("ghp_")]
    [InlineData("\"token\":\"")]
    [InlineData(": Bearer ")]
    [InlineData("%2525")]
    [InlineData("%40")]
    [InlineData("a%40b.c")]
    [InlineData("1 ")]
    [InlineData("111 ")]
    [InlineData("password=,a")]
    [InlineData("]=")]
    [InlineData("\\\"")]
    public void Long_hostile_text_is_masked_in_time_that_grows_with_it(string part)
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(part, 3_000_000 / part.Length)));
        Assert.NotEmpty(SecretMask.Text(text));
        Assert.False(new ResourceMask().Shown(text).IsEmpty);
    }

    [Fact]
    public void Arbitrary_bytes_never_fail() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        var accessEvent = new AccessEvent { Account = bytes, Resource = bytes, Action = bytes };
        new SecretMask().Clean(ref accessEvent);
        return accessEvent.Resource.Length <= bytes.Length * 3;
    }).Check(Tried.Times());

    private static Arbitrary<string> Texts()
    {
        var pieces = Gen.Elements(
            "?sig=S3CRETVALUE", "&token=S3CRETVALUE", " Bearer S3CRETVALUE", "\"password\":\"S3CRETVALUE\"", "AccountKey=S3CRETVALUE;", "?u[password]=S3CRETVALUE", "%2526sig%253DS3CRETVALUE", "?token=a,S3CRETVALUE", "X-Api-Key: S3CRETVALUE",
            "/path/", " ", "ann@x.example", "=", "\"", "%3D", "%26", "eyJ", "_", ": ", "é", "%20", "&a=1", "https://");
        return Gen.ArrayOf(pieces).Select(parts => string.Join(' ', parts)).ToArbitrary();
    }
}
