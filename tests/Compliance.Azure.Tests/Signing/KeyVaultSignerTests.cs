using System.Net;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Compliance.Azure.Tests.Secrets;
using Compliance.Trail.Notes;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Azure.Tests.Signing;

public sealed class KeyVaultSignerTests : IDisposable
{
    private const string Origin = "trail.example.com/acme-bpo";
    private static readonly byte[] Text = Encoding.UTF8.GetBytes("a text to sign\n");
    private readonly FakeKeyVault _vault = new();

    public void Dispose() => _vault.Dispose();

    private async Task<(NoteKey Key, byte[] Signature)> SignAsync(string? setting = null)
    {
        var signer = Assert.Single(await _vault.Keys(setting).SignersAsync(Origin));
        return (signer.Key, await signer.SignAsync(Text, default));
    }

    [Fact]
    public async Task A_signature_of_the_vault_verifies_with_the_key_that_it_describes()
    {
        var (key, signature) = await SignAsync();

        Assert.Equal(NoteKey.OfEcdsa(Origin, _vault.Key.ExportSubjectPublicKeyInfo()), key);
        Assert.Equal(NoteVerdict.Verified, key.Verify(Text, signature));
        Assert.True(_vault.Key.VerifyData(Text, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        Assert.Equal(["GET /keys/checkpoints", $"POST /keys/checkpoints/{FakeKeyVault.Version}/sign"], _vault.Requests);
        Assert.Equal(["https://vault.azure.net/.default"], _vault.Credential.Scopes.Distinct());
    }

    [Fact]
    public async Task Only_the_digest_goes_to_the_vault()
    {
        await SignAsync();

        var digest = System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(Text));
        Assert.Equal($$"""{"alg":"ES256","value":"{{digest}}"}""", Assert.Single(_vault.Bodies));
    }

    [Fact]
    public async Task Numbers_of_any_size_become_signatures_that_verify()
    {
        var signer = Assert.Single(await _vault.Keys().SignersAsync(Origin));
        // One in 128 has a number that begins with a zero byte, every second one that begins with a one bit.
        for (var i = 0; i < 300; i++)
        {
            var text = Encoding.UTF8.GetBytes($"{i}\n");
            var signature = await signer.SignAsync(text, default);
            Assert.Equal(NoteVerdict.Verified, signer.Key.Verify(text, signature));
        }
    }

    [Fact]
    public async Task The_version_is_asked_for_once_whatever_is_signed()
    {
        var keys = _vault.Keys();
        foreach (var origin in new[] { "a.example/one", "a.example/two", "a.example/one" })
            await Assert.Single(await keys.SignersAsync(origin)).SignAsync(Text, default);

        Assert.Single(_vault.Requests, request => request.StartsWith("GET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_an_hour_the_vault_is_asked_again_which_version_is_the_current_one()
    {
        var clock = new Graph.ManualClock();
        var keys = _vault.Keys(clock: clock);
        await keys.SignersAsync(Origin);
        clock.Advance(TimeSpan.FromMinutes(59));
        await keys.SignersAsync(Origin);
        Assert.Single(_vault.Requests);
        clock.Advance(TimeSpan.FromMinutes(1));
        await keys.SignersAsync(Origin);
        await keys.SignersAsync(Origin);
        Assert.Equal(2, _vault.Requests.Count);
    }

    [Fact]
    public async Task A_version_that_is_named_is_the_one_that_signs()
    {
        await SignAsync($"{_vault.KeyUri}/{FakeKeyVault.Version}");

        Assert.Equal($"GET /keys/checkpoints/{FakeKeyVault.Version}", _vault.Requests[0]);
    }

    [Fact]
    public async Task A_version_that_was_disabled_is_forgotten_so_that_the_next_one_is_found()
    {
        var keys = _vault.Keys();
        var signer = Assert.Single(await keys.SignersAsync(Origin));
        _vault.Instead = async context =>
        {
            await LoopbackServer.WriteAsync(context, 403, """{"error":{"code":"Forbidden","message":"a secret text","innererror":{"code":"KeyDisabled"}}}""");
            return true;
        };
        var refused = await Assert.ThrowsAsync<InputException>(() => signer.SignAsync(Text, default));
        Assert.Contains("is disabled", refused.Message, StringComparison.Ordinal);
        _vault.Instead = _ => Task.FromResult(false);
        await Assert.Single(await keys.SignersAsync(Origin)).SignAsync(Text, default);

        Assert.Equal(2, _vault.Requests.Count(request => request.StartsWith("GET", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("kty", "RSA", "not an EC key on P-256")]
    [InlineData("crv", "P-384", "not an EC key on P-256")]
    [InlineData("crv", "P-256K", "not an EC key on P-256")]
    [InlineData("kid", "https://elsewhere.example/keys/checkpoints/0123456789abcdef0123456789abcdef", "expected the id of this key")]
    [InlineData("kid", "another", "expected the id of this key")]
    [InlineData("x", "AAAA", "expected 32 bytes")]
    [InlineData("x", "!!", "not what its API describes")]
    [InlineData("y", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "expected a point on P-256")]
    public async Task A_key_that_cannot_sign_checkpoints_is_refused(string member, string value, string problem)
    {
        _vault.Describe = description => description["key"]![member] = value;

        var refused = await Assert.ThrowsAsync<InputException>(() => _vault.Keys().SignersAsync(Origin));

        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_a_hardware_module_is_one_too()
    {
        _vault.Describe = description => description["key"]!["kty"] = "EC-HSM";

        var (key, signature) = await SignAsync();

        Assert.Equal(NoteVerdict.Verified, key.Verify(Text, signature));
    }

    [Fact]
    public async Task A_disabled_key_is_refused_before_it_is_asked_to_sign()
    {
        _vault.Describe = description => description["attributes"]!["enabled"] = false;

        var refused = await Assert.ThrowsAsync<InputException>(() => _vault.Keys().SignersAsync(Origin));

        Assert.Contains("is disabled: enable version", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_that_does_not_verify_is_not_given()
    {
        _vault.Sign = signature =>
        {
            signature[40] ^= 1;
            return signature;
        };
        var refused = await Assert.ThrowsAsync<InputException>(() => SignAsync());
        Assert.Contains("expected a signature that its public key verifies", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    public async Task A_signature_of_another_length_is_not_given(int length)
    {
        _vault.Sign = _ => new byte[length];
        Assert.Contains("expected 64 bytes", (await Assert.ThrowsAsync<InputException>(() => SignAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_of_zeros_is_not_given()
    {
        _vault.Sign = signature => new byte[signature.Length];
        await Assert.ThrowsAsync<InputException>(() => SignAsync());
    }

    [Theory]
    [InlineData(401, """{"error":{"code":"Unauthorized","message":"a secret text"}}""", "of the vault's tenant")]
    [InlineData(403, """{"error":{"code":"Forbidden","message":"a secret text","innererror":{"code":"ForbiddenByRbac"}}}""", "403 ForbiddenByRbac: the identity may not")]
    [InlineData(403, """{"error":{"code":"Forbidden","message":"a secret text","innererror":{"code":"ForbiddenByFirewall"}}}""", "firewall")]
    [InlineData(404, """{"error":{"code":"KeyNotFound","message":"a secret text"}}""", "404: there is no key")]
    [InlineData(400, """{"error":{"code":"BadParameter","message":"a secret text"}}""", "400 BadParameter")]
    [InlineData(400, """{"error":{"code":"a secret text"}}""", "400 :")]
    [InlineData(302, "", "302")]
    public async Task A_refusal_says_what_to_do_and_repeats_nothing_of_the_answer(int status, string body, string problem)
    {
        _vault.Instead = async context =>
        {
            await LoopbackServer.WriteAsync(context, status, body);
            return true;
        };
        var refused = await Assert.ThrowsAsync<InputException>(() => SignAsync());
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.Contains("keys/checkpoints", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(StubCredential.Token, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Throttling_is_waited_for()
    {
        var refusals = 2;
        _vault.Instead = async context =>
        {
            if (refusals-- <= 0) return false;
            await LoopbackServer.WriteAsync(context, 429, "", ("Retry-After", "0"));
            return true;
        };
        await SignAsync();
        Assert.Equal(4, _vault.Requests.Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_vault_that_goes_on_refusing_for_now_can_be_asked_again_later(int status)
    {
        _vault.Instead = async context =>
        {
            await LoopbackServer.WriteAsync(context, status, """{"error":{"code":"Busy","message":"a secret text"}}""", ("Retry-After", "0"));
            return true;
        };
        var busy = await Assert.ThrowsAsync<RequestFailedException>(() => SignAsync());
        Assert.Equal(status, busy.Status);
        Assert.Contains("repeat later", busy.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", busy.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_that_is_not_there_can_be_asked_again_later()
    {
        _vault.Stop();
        var failed = await Assert.ThrowsAsync<RequestFailedException>(() => SignAsync());
        Assert.Contains("could not be reached", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_gives_up_is_told_so()
    {
        using var gaveUp = new CancellationTokenSource();
        _vault.Instead = async _ =>
        {
            await gaveUp.CancelAsync();
            return false;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _vault.Keys().SignersAsync(Origin, gaveUp.Token));
    }

    [Fact]
    public async Task An_answer_beyond_bounds_is_not_read_to_its_end()
    {
        _vault.Instead = async context =>
        {
            await LoopbackServer.WriteAsync(context, 200, new string(' ', 1 << 17));
            return true;
        };
        Assert.Contains("at most 65536 bytes", (await Assert.ThrowsAsync<InputException>(() => SignAsync())).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Nonsense =>
        ["", "<html>", "null", "[]", "{}", "7", """{"key":7}""", """{"key":{"kid":7}}""", """{"key":{"kid":null}}""", """{"value":null}""", """{"key":{},"attributes":{"enabled":"yes"}}"""];

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task An_answer_that_is_none_is_said_to_be_so(string body)
    {
        _vault.Instead = async context =>
        {
            await LoopbackServer.WriteAsync(context, 200, body);
            return true;
        };
        var refused = await Assert.ThrowsAsync<InputException>(() => SignAsync());
        Assert.Contains("not what its API describes", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_vault_answers_is_refused() =>
        Check.One(Tried.Times(60), Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            _vault.Instead = async context =>
            {
                await LoopbackServer.WriteAsync(context, 200, Encoding.Latin1.GetString(bytes));
                return true;
            };
            return Refused() is InputException;
        }));

    [Fact]
    public void A_description_of_which_a_member_is_anything_is_refused() =>
        Check.One(Tried.Times(60), Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<int>(), (bytes, at) =>
        {
            string[] members = ["kid", "kty", "crv", "x", "y"];
            _vault.Describe = description => description["key"]![members[(at & 0xffff) % members.Length]] = at % 2 == 0 ? Convert.ToBase64String(bytes) : at;
            return Refused() is InputException;
        }));

    private Exception? Refused() => Record.ExceptionAsync(() => _vault.Keys().SignersAsync(Origin)).GetAwaiter().GetResult();
}
