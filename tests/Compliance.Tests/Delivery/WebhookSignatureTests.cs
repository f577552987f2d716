using System.Text;
using Compliance.Delivery.Posts;
using Compliance.Tests.Transit.Servers;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Compliance.Tests.Delivery;

public sealed class WebhookSignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Other = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

    [Theory]
    [InlineData(Secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}""", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData(Secret, "msg_breach_0001", 1795344000, """{"type":"deadline.warning","timestamp":"2026-11-22T00:00:00Z","data":{"id":"task_1","hoursLeft":24}}""", "v1,dKvc/IuUSnSzUhBajvpnH/lA1MeIdpQ+/8vFfHI1kfc=")]
    [InlineData(Secret, "msg_breach_0002", 1795344000, """{"nom":"Société Générale – brèche"}""", "v1,0+mg+WsMxvJZEkMafN+7UIcNuoV5dtxyS1fH2GoR7yc=")]
    [InlineData(Other, "msg_breach_0001", 1795344000, "", "v1,ZxOXCditVbAWjV9pWGoXFYsS5DzJ1n1MRRXhlNZM9eI=")]
    public void Vectors_come_out_as_published(string secret, string id, long timestamp, string body, string signature) =>
        Assert.Equal(signature, WebhookSignature.Of(secret, id, timestamp, Encoding.UTF8.GetBytes(body)));

    [SkippableFact]
    public async Task OpenSSL_computes_the_same()
    {
        Skip.If(OutsideProgram.Missing("openssl") is not null, OutsideProgram.Missing("openssl"));
        var folder = Directory.CreateTempSubdirectory().FullName;
        var body = """{"a":"ä","b":[1,2]}""";
        await File.WriteAllTextAsync(Path.Combine(folder, "signed"), "msg_1.1795344000." + body);
        var key = Convert.ToHexString(Convert.FromBase64String(Secret["whsec_".Length..]));
        var printed = await OutsideProgram.RunAsync("openssl", folder, "dgst", "-sha256", "-mac", "HMAC", "-macopt", $"hexkey:{key}", "signed");
        Directory.Delete(folder, recursive: true);

        var foreign = Convert.ToBase64String(Convert.FromHexString(printed.Split("= ")[1].Trim()));
        Assert.Equal("v1," + foreign, WebhookSignature.Of(Secret, "msg_1", 1795344000, Encoding.UTF8.GetBytes(body)));
    }

    [Fact]
    public void While_a_secret_is_changed_the_old_and_the_new_one_verify()
    {
        var body = "{}"u8.ToArray();
        var both = WebhookSignature.Of($"{Secret} {Other}", "msg_1", 1795344000, body);

        Assert.Equal(2, both.Split(' ').Length);
        Assert.True(Verifies(Secret, both, body));
        Assert.True(Verifies(Other, both, body));
        Assert.False(Verifies("whsec_" + Convert.ToBase64String(new byte[32]), both, body));
    }

    [Fact]
    public void A_body_an_id_or_a_time_of_another_message_does_not_verify()
    {
        var body = "{}"u8.ToArray();
        var signature = WebhookSignature.Of(Secret, "msg_1", 1795344000, body);
        var now = Instant.FromUnixTimeSeconds(1795344000);

        Assert.True(WebhookSignature.Verifies(Secret, "msg_1", "1795344000", signature, body, now + Duration.FromMinutes(5)));
        Assert.False(WebhookSignature.Verifies(Secret, "msg_1", "1795344000", signature, "{ }"u8, now));
        Assert.False(WebhookSignature.Verifies(Secret, "msg_2", "1795344000", signature, body, now));
        Assert.False(WebhookSignature.Verifies(Secret, "msg_1", "1795344001", signature, body, now));
        Assert.False(WebhookSignature.Verifies(Secret, "msg_1", "1795344000", signature, body, now + Duration.FromSeconds(301)));
        Assert.False(WebhookSignature.Verifies(Secret, "msg_1", "x", signature, body, now));
        Assert.False(WebhookSignature.Verifies(Secret, "msg_1", "1795344000", "v1, v1a,abc", body, now));
    }

    [Fact]
    public void A_secret_is_one_or_an_error_that_does_not_show_it() =>
        Prop.ForAll(Gen.OneOf(Gen.Choose(0, 80).Select(length => "whsec_" + Convert.ToBase64String(new byte[length])), ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => "whsec_" + text.Get)).ToArbitrary(), secret =>
        {
            try
            {
                return WebhookSignature.Of(secret, "msg_1", 1, "{}"u8).StartsWith("v1,", StringComparison.Ordinal);
            }
            catch (InputException e)
            {
                return secret.Length < 12 || !e.Message.Contains(secret, StringComparison.Ordinal);
            }
        }).Check(Tried.Times());

    private static bool Verifies(string secrets, string signatures, byte[] body) =>
        WebhookSignature.Verifies(secrets, "msg_1", "1795344000", signatures, body, Instant.FromUnixTimeSeconds(1795344000));
}
