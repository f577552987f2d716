using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.Functions.Access;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;

namespace Compliance.Functions.Tests.Access;

/// <summary>Which bearer tokens count, held against an authority that answers over HTTP.</summary>
public sealed class BearerTokensTests : IAsyncLifetime, IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly HandClock _clock = new();
    private readonly BearerTokens _tokens;

    public BearerTokensTests() => _tokens = Tokens(new Uri(_authority.Address));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _authority.DisposeAsync();

    public void Dispose() => _tokens.Dispose();

    [Fact]
    public async Task A_token_of_the_authority_for_this_service_says_who_calls_with_which_roles()
    {
        var caller = (await ReadAsync(_authority.Token(Payload("Reader", "Vendor.acme-bpo", "Vendor", "Emperor")))).Caller!;
        Assert.Equal(("ann@example.com", SignInKind.Token), (caller.Name, caller.Kind));
        Assert.Equal(["Reader"], caller.Roles);
        Assert.Equal(["acme-bpo"], caller.Vendors);
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    public async Task Signatures_by_RSA_and_ECDSA_count(string algorithm)
    {
        var header = Header(algorithm, algorithm == "ES256" ? "ec" : "rsa");
        var token = TestAuthority.Signed(header, Payload("Reader"), bytes => algorithm switch
        {
            "ES256" => _authority.Ec.SignData(bytes, HashAlgorithmName.SHA256),
            "RS384" => _authority.Rsa.SignData(bytes, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
            "PS256" => _authority.Rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            _ => _authority.Rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        });
        Assert.NotNull((await ReadAsync(token)).Caller);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("")]
    public async Task A_token_that_nobody_signed_does_not_count(string algorithm)
    {
        await RefusedAsync(TestAuthority.Signed(Header(algorithm, "rsa"), Payload("Operator"), _ => []));
        await RefusedAsync(TestAuthority.Signed(Header(algorithm, "rsa"), Payload("Operator"), bytes => _authority.Rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
    }

    [Fact]
    public async Task The_public_key_is_no_secret_to_sign_with()
    {
        var jwk = TestAuthority.Jwk("rsa", _authority.Rsa);
        byte[][] known =
        [
            _authority.Rsa.ExportSubjectPublicKeyInfo(), _authority.Rsa.ExportRSAPublicKey(), Encoding.ASCII.GetBytes(_authority.Rsa.ExportSubjectPublicKeyInfoPem()),
            Encoding.ASCII.GetBytes(_authority.Rsa.ExportSubjectPublicKeyInfoPem() + "\n"), Encoding.UTF8.GetBytes(jwk.ToJsonString()), _authority.Rsa.ExportParameters(false).Modulus!,
        ];
        foreach (var secret in known)
            await RefusedAsync(TestAuthority.Signed(Header("HS256", "rsa"), Payload("Operator"), bytes => HMACSHA256.HashData(secret, bytes)));
    }

    [Fact]
    public async Task A_shared_secret_that_an_authority_publishes_signs_nothing()
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        _authority.Published.Add(new JsonObject { ["kty"] = "oct", ["kid"] = "shared", ["k"] = Base64Url.EncodeToString(secret) });
        await RefusedAsync(TestAuthority.Signed(Header("HS256", "shared"), Payload("Operator"), bytes => HMACSHA256.HashData(secret, bytes)));
    }

    [Fact]
    public async Task A_key_that_is_short_or_for_something_else_does_not_count()
    {
        using var small = RSA.Create(1024);
        using var other = RSA.Create(2048);
        _authority.PublishRsa("small", small);
        var encrypting = TestAuthority.Jwk("encrypting", other);
        encrypting["use"] = "enc";
        _authority.Published.Add(encrypting);
        await RefusedAsync(TestAuthority.Rs256(Header("RS256", "small"), Payload("Operator"), small));
        await RefusedAsync(TestAuthority.Rs256(Header("RS256", "encrypting"), Payload("Operator"), other));
    }

    [Fact]
    public async Task Who_signs_with_a_key_of_his_own_is_nobody_whatever_the_header_says_of_it()
    {
        using var own = RSA.Create(2048);
        await RefusedAsync(TestAuthority.Rs256(Header("RS256", "rsa"), Payload("Operator"), own));
        await RefusedAsync(TestAuthority.Rs256(Header("RS256", "own"), Payload("Operator"), own));
        await RefusedAsync(TestAuthority.Rs256(Header("RS256", null), Payload("Operator"), own));
        var carried = Header("RS256", "own");
        (carried["jwk"], carried["jku"], carried["x5u"]) = (TestAuthority.Jwk("own", own), _authority.Address + "/own", _authority.Address + "/own");
        await RefusedAsync(TestAuthority.Rs256(carried, Payload("Operator"), own));
        Assert.DoesNotContain(_authority.Asked, path => path.EndsWith("/own", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_right_key_under_a_wrong_header_does_not_count()
    {
        await RefusedAsync(TestAuthority.Rs256(Header("RS256", "ec"), Payload("Operator"), _authority.Rsa));
        await RefusedAsync(TestAuthority.Rs256(Header("ES256", "rsa"), Payload("Operator"), _authority.Rsa));
        await RefusedAsync(TestAuthority.Rs256(Header("RS256", null), Payload("Operator"), _authority.Rsa));
        var critical = Header("RS256", "rsa");
        critical["crit"] = new JsonArray("exp");
        await RefusedAsync(TestAuthority.Rs256(critical, Payload("Operator"), _authority.Rsa));
    }

    [Fact]
    public async Task A_token_that_was_changed_after_it_was_signed_does_not_count()
    {
        var parts = _authority.Token(Payload("Reader")).Split('.');
        var other = _authority.Token(Payload("Operator")).Split('.');
        await RefusedAsync($"{parts[0]}.{other[1]}.{parts[2]}");
        await RefusedAsync($"{parts[0]}.{parts[1]}.");
        await RefusedAsync($"{parts[0]}.{parts[1]}.{parts[2]}.{parts[1]}.{parts[2]}");
    }

    [Theory]
    [InlineData(-60, -1, true)]
    [InlineData(-60, -3, false)]
    [InlineData(1, 60, true)]
    [InlineData(3, 60, false)]
    public async Task A_token_counts_while_it_is_valid_give_or_take_two_minutes(int from, int until, bool counts)
    {
        var payload = Payload("Reader");
        (payload["nbf"], payload["exp"]) = (_clock.Now.AddMinutes(from).ToUnixTimeSeconds(), _clock.Now.AddMinutes(until).ToUnixTimeSeconds());
        Assert.Equal(counts, (await ReadAsync(_authority.Token(payload))).Caller is not null);
    }

    [Theory]
    [InlineData("iss", "https://login.example.com/tenant/v2.0")]
    [InlineData("iss", null)]
    [InlineData("aud", "6a2f0c1e-0000-4000-8000-000000000002")]
    [InlineData("aud", "")]
    [InlineData("aud", null)]
    [InlineData("exp", null)]
    [InlineData("exp", "tomorrow")]
    [InlineData("preferred_username", "")]
    [InlineData("preferred_username", "system:schedule")]
    [InlineData("preferred_username", "Local")]
    [InlineData("preferred_username", "key")]
    [InlineData("preferred_username", "ann@example.com\u200b")]
    [InlineData("preferred_username", "ann@example.com\r\nsystem: all is well")]
    public async Task A_token_with_a_member_that_is_not_ours_or_not_there_does_not_count(string member, string? value)
    {
        var payload = Payload("Operator");
        if (value is null) payload.Remove(member);
        else payload[member] = value;
        await RefusedAsync(_authority.Token(payload));
    }

    [Fact]
    public async Task A_program_goes_by_its_application_and_a_person_by_the_user_name()
    {
        var program = Payload("Reader");
        program.Remove("preferred_username");
        (program["azp"], program["oid"]) = ("11111111-app", "22222222-object");
        program.Remove("scp");
        Assert.Equal("11111111-app", (await ReadAsync(_authority.Token(program))).Caller!.Name);
        program["scp"] = "access";
        Assert.Equal("22222222-object", (await ReadAsync(_authority.Token(program))).Caller!.Name);
        program["upn"] = "ann@example.com";
        Assert.Equal("ann@example.com", (await ReadAsync(_authority.Token(program))).Caller!.Name);
    }

    [Theory]
    [InlineData("", "", false)]
    [InlineData("", "nonce", false)]
    [InlineData("scp", "", true)]
    [InlineData("azp", "", true)]
    [InlineData("appid", "", true)]
    [InlineData("azp", "nonce", false)]
    [InlineData("azp", "no roles", false)]
    [InlineData("idtyp", "no roles", true)]
    [InlineData("idtyp", "nonce", false)]
    public async Task An_access_token_counts_and_one_that_only_says_who_somebody_is_does_not(string member, string but, bool counts)
    {
        var payload = but == "no roles" ? Payload() : Payload("Operator");
        payload.Remove("scp");
        if (member.Length > 0) payload[member] = member == "idtyp" ? "app" : "11111111-app";
        if (but == "nonce") payload["nonce"] = "once";
        var reading = await ReadAsync(_authority.Token(payload));
        Assert.Equal(counts, reading.Caller is not null);
        Assert.Equal(counts, reading.Problem is null);
    }

    [Fact]
    public async Task A_program_is_whoever_calls_without_a_person()
    {
        var payload = Payload("Approver");
        payload["azp"] = "11111111-app";
        Assert.False((await ReadAsync(_authority.Token(payload))).Caller!.IsProgram);
        payload["idtyp"] = "app";
        Assert.True((await ReadAsync(_authority.Token(payload))).Caller!.IsProgram);
        payload.Remove("idtyp");
        payload.Remove("scp");
        Assert.True((await ReadAsync(_authority.Token(payload))).Caller!.IsProgram);
    }

    [Fact]
    public async Task Roles_are_texts_and_one_alone_needs_no_list()
    {
        var payload = Payload();
        payload["roles"] = "Reader";
        Assert.Equal(["Reader"], (await ReadAsync(_authority.Token(payload))).Caller!.Roles);
        payload["roles"] = new JsonArray(new JsonObject { ["Operator"] = true }, 1, null, new JsonArray("Operator"));
        Assert.Empty((await ReadAsync(_authority.Token(payload))).Caller!.Roles);
        payload["roles"] = new JsonObject { ["value"] = "Operator" };
        Assert.Empty((await ReadAsync(_authority.Token(payload))).Caller!.Roles);
    }

    [Fact]
    public async Task Whatever_is_sent_as_a_token_is_refused_and_nothing_of_it_is_said()
    {
        var whole = _authority.Token(Payload("Operator"));
        // Signatures by ECDSA and paddings aside, there is one text for these bytes: the last letter of the signature carries none.
        var edited = from at in Gen.Choose(0, whole.Length - 2)
                     from letter in Gen.Elements("ABCabc019-_.= \n\"{}".ToCharArray())
                     select whole[..at] + letter + whole[(at + 1)..];
        var texts = Gen.OneOf(edited.Where(text => text != whole), ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""), Gen.Elements(".", "..", "...", "e30.e30.", "e30.e30.e30", new string('.', 4), "bnVsbA.bnVsbA.bnVsbA"));
        await ReadAsync(whole);
        Prop.ForAll(Arb.From(texts), text =>
        {
            var reading = _tokens.ReadAsync(text, CancellationToken.None).GetAwaiter().GetResult();
            return reading.Caller is null && reading.Problem is { } why && !why.Contains("eyJ", StringComparison.Ordinal);
        }).Check(Tried.Times());
        await RefusedAsync(new string('a', 40_000));
        await RefusedAsync(whole + new string('a', 40_000));
    }

    [Fact]
    public async Task Without_an_authority_no_token_counts_and_nobody_is_asked()
    {
        using var none = new BearerTokens(new SignInOptions(), null, _clock);
        Assert.NotNull((await none.ReadAsync(_authority.Token(Payload("Reader")), CancellationToken.None)).Problem);
        Assert.Empty(_authority.Asked);
    }

    private Task<TokenReading> ReadAsync(string token) => _tokens.ReadAsync(token, CancellationToken.None);

    private async Task RefusedAsync(string token)
    {
        var reading = await ReadAsync(token);
        Assert.Null(reading.Caller);
        Assert.NotNull(reading.Problem);
    }

    private JsonObject Payload(params string[] roles) => _authority.Payload(_clock.Now, roles);

    private static JsonObject Header(string algorithm, string? kid)
    {
        var header = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT" };
        if (kid is not null) header["kid"] = kid;
        return header;
    }

    private BearerTokens Tokens(Uri authority) => new(
        new SignInOptions { TokenAuthority = authority, TokenAudience = TestAuthority.Audience }, new AuthorityKeys(authority, _clock, NullLogger<AuthorityKeys>.Instance), _clock);
}
