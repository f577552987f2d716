using System.Globalization;
using Azure.Core;
using Azure.Identity;
using Compliance.Secrets;
using Compliance.Vaults;
using Moq;
using NodaTime;

namespace Compliance.Azure.Tests.Secrets;

/// <summary>A vault that refuses, babbles, is slow or is not there: what it gave counts, and why there is no more is a fact.</summary>
public sealed class VaultFailureTests : IDisposable
{
    private readonly FakeVault _vault = new();

    public void Dispose() => _vault.Dispose();

    [Theory]
    [InlineData(403, """{"error":{"code":"Forbidden","message":"Caller is not authorized","innererror":{"code":"ForbiddenByRbac"}}}""", "grant it the role Key Vault Reader")]
    [InlineData(403, """{"error":{"code":"Forbidden","message":"Client address is not authorized","innererror":{"code":"ForbiddenByFirewall"}}}""", "firewall")]
    [InlineData(401, "", "401")]
    [InlineData(404, "", "404")]
    [InlineData(500, "", "500")]
    [InlineData(418, "", "418")]
    [InlineData(200, "{", "not what its API describes")]
    [InlineData(200, "", "not what its API describes")]
    [InlineData(200, "[]", "not what its API describes")]
    [InlineData(200, """{"value":7}""", "not what its API describes")]
    [InlineData(200, """{"value":[{"id":"https://127.0.0.1/secrets/a","attributes":{"exp":"soon"}}]}""", "not what its API describes")]
    [InlineData(200, """{"value":[{"id":"https://127.0.0.1/secrets/a","attributes":{"exp":99999999999999}}]}""", "not what its API describes")]
    [InlineData(200, """{"value":[{"id":"https://127.0.0.1/secrets/a%2Fb"}]}""", "a name that no secret can have")]
    [InlineData(200, """{"value":[{"id":"https://127.0.0.1/secrets/a"},{"id":"https://127.0.0.1/secrets/A"}]}""", "twice")]
    public async Task A_vault_that_refuses_or_babbles_is_a_fact_with_its_remedy(int status, string body, string said)
    {
        _vault.Instead = async context =>
        {
            if (context.Request.Url!.AbsolutePath.Contains("versions", StringComparison.Ordinal)) return false;
            await LoopbackServer.WriteAsync(context, status, body);
            return true;
        };
        var read = await _vault.ReadAsync();
        Assert.Contains(said, read.Unread, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", read.Unread, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_mutated_at_random_end_as_an_inventory_that_reads_back()
    {
        var valid = """{"value":[{"id":"https://v/secrets/a","attributes":{"enabled":true,"exp":1790000000,"created":1767225600,"recoveryLevel":"Recoverable","recoverableDays":90},"tags":{"owner":"é"}},{"id":"https://v/secrets/b/v1"}],"nextLink":null}"""u8.ToArray();
        var random = new Random(11);
        byte[] sent = [];
        _vault.Instead = async context =>
        {
            context.Response.ContentLength64 = sent.Length;
            await context.Response.OutputStream.WriteAsync(sent);
            context.Response.Close();
            return true;
        };
        var reader = _vault.Reader(new() { Pages = 3 });
        var unread = 0;
        for (var round = 0; round < 400; round++)
        {
            sent = [.. valid];
            for (var change = random.Next(4); change > 0; change--) sent = Mutate(random, sent);
            var read = await reader.ReadAsync(_vault.Address);
            Assert.Equal(FakeVault.Written(read), FakeVault.Written(VaultInventoryJson.Read(new MemoryStream(FakeVault.Bytes(read)), "vaults/a.json")));
            if (read.Unread is not null) unread++;
        }
        Assert.InRange(unread, 30, 370);
    }

    [Fact]
    public async Task A_list_that_breaks_off_keeps_what_it_gave()
    {
        for (var secret = 0; secret < 5; secret++) _vault.With($"s{secret}", "v1", FakeVault.Created);
        _vault.Instead = context => Refuse(context, "skiptoken", 403);
        var read = await _vault.ReadAsync();
        Assert.Equal(["s0", "s1", "s2"], read.Secrets.Select(secret => secret.Name));
        Assert.StartsWith("403", read.Unread, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_that_are_refused_leave_the_current_one()
    {
        _vault.With("a", "v1", FakeVault.Created).With("a", "v2", FakeVault.Created + 9).With("b", "v1", FakeVault.Created);
        _vault.Instead = context => Refuse(context, "/a/versions", 403);
        var read = await _vault.ReadAsync();
        Assert.Null(read.Unread);
        var refused = read.Secrets.Single(secret => secret.Name == "a");
        var version = Assert.Single(refused.Versions);
        Assert.Equal((null, Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromSeconds(9)), (version.Version, version.CreatedOn));
        Assert.StartsWith("403", refused.Unread, StringComparison.Ordinal);
        Assert.Null(read.Secrets.Single(secret => secret.Name == "b").Unread);
    }

    [Fact]
    public async Task Limits_end_a_list_and_say_so()
    {
        for (var secret = 0; secret < 5; secret++)
            for (var version = 0; version < 4; version++) _vault.With($"s{secret}", $"v{version}", FakeVault.Created + version);
        Assert.Contains("more than 4 secrets", (await _vault.ReadAsync(new() { Secrets = 4 })).Unread, StringComparison.Ordinal);
        Assert.Contains("more than 1 pages", (await _vault.ReadAsync(new() { Pages = 1 })).Unread, StringComparison.Ordinal);
        var few = await _vault.ReadAsync(new() { Versions = 2 });
        Assert.All(few.Secrets, secret => Assert.Contains("more than 2 versions", secret.Unread, StringComparison.Ordinal));
        // Two were listed; the current one, v3, is known from the list of secrets.
        Assert.All(few.Secrets, secret => Assert.Equal(["v0", "v1", null], secret.Versions.Select(version => version.Version)));
        var all = await _vault.ReadAsync(new() { AllVersions = 6 });
        Assert.Equal(6, all.Secrets.Sum(secret => secret.Versions.Count(version => version.Version is not null)));
        Assert.Contains(all.Secrets, secret => secret.Unread is not null);
    }

    [Fact]
    public async Task Pages_without_end_are_cut_off()
    {
        _vault.Instead = async context =>
        {
            await LoopbackServer.WriteAsync(context, 200, $$"""{"value":[],"nextLink":"{{_vault.Address}}secrets?$skiptoken=1"}""");
            return true;
        };
        Assert.Contains("more than 50 pages", (await _vault.ReadAsync(new() { Pages = 50 })).Unread, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://127.0.0.1:{0}/secrets?$skiptoken=1")]
    [InlineData("http://127.0.0.1:{1}/secrets?$skiptoken=1")]
    [InlineData("https://127.0.0.1:{1}@127.0.0.1:{0}/secrets")]
    [InlineData("/secrets?$skiptoken=1")]
    public async Task A_further_page_is_asked_of_the_vault_alone(string next)
    {
        using var elsewhere = new LoopbackServer(context => LoopbackServer.WriteAsync(context, 200, """{"value":[]}"""));
        var address = string.Format(CultureInfo.InvariantCulture, next, elsewhere.Address.Port, _vault.Address.Port);
        _vault.Instead = async context =>
        {
            await LoopbackServer.WriteAsync(context, 200, $$"""{"value":[],"nextLink":"{{address}}"}""");
            return true;
        };
        var read = await _vault.ReadAsync();
        Assert.Contains("another address than the vault's", read.Unread, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
        // The challenge, and the first page.
        Assert.InRange(_vault.Requests.Count, 1, 2);
    }

    [Fact]
    public async Task A_slow_vault_is_cut_off_in_time()
    {
        var released = new TaskCompletionSource();
        _vault.With("a", "v1", FakeVault.Created);
        _vault.Instead = async context =>
        {
            if (context.Request.Url!.AbsolutePath.Contains("versions", StringComparison.Ordinal)) await released.Task;
            return false;
        };
        var read = await _vault.ReadAsync(new() { Time = TimeSpan.FromSeconds(1) });
        released.SetResult();
        Assert.Contains("longer than 1 s", Assert.Single(read.Secrets).Unread, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_no_inventory()
    {
        using var gone = new CancellationTokenSource();
        _vault.Instead = async _ =>
        {
            await gone.CancelAsync();
            return false;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _vault.Reader(null).ReadAsync(_vault.Address, gone.Token));
    }

    [Fact]
    public async Task Throttling_is_waited_for()
    {
        _vault.With("a", "v1", FakeVault.Created);
        var refused = 0;
        _vault.Instead = async context =>
        {
            if (Interlocked.Increment(ref refused) > 1) return false;
            await LoopbackServer.WriteAsync(context, 429, "", ("Retry-After", "1"));
            return true;
        };
        var read = await _vault.ReadAsync();
        Assert.Equal((null, 1), (read.Unread, read.Secrets.Count));
    }

    [Fact]
    public async Task Throttling_without_end_is_a_fact()
    {
        _vault.Instead = async context =>
        {
            await LoopbackServer.WriteAsync(context, 429, "");
            return true;
        };
        Assert.StartsWith("429", (await _vault.ReadAsync()).Unread, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_that_is_not_there_is_a_fact()
    {
        _vault.Stop();
        var read = await _vault.ReadAsync();
        Assert.Contains("could not be reached", read.Unread, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_signed_in_is_a_fact()
    {
        var nobody = new Mock<TokenCredential>();
        nobody.Setup(credential => credential.GetTokenAsync(It.IsAny<TokenRequestContext>(), It.IsAny<CancellationToken>())).Throws(new CredentialUnavailableException("tenant 1234"));
        var read = await new VaultReader(_ => _vault.Client(nobody.Object)).ReadAsync(_vault.Address);
        Assert.Contains("signed in", read.Unread, StringComparison.Ordinal);
        Assert.DoesNotContain("1234", read.Unread, StringComparison.Ordinal);
    }

    private static byte[] Mutate(Random random, byte[] bytes)
    {
        var start = random.Next(bytes.Length + 1);
        var end = Math.Min(bytes.Length, start + random.Next(6));
        byte[][] pieces = [[], [(byte)random.Next(256)], "\""u8.ToArray(), "null"u8.ToArray(), "\\ud800"u8.ToArray(), [0xC0, 0x80], "99999999999"u8.ToArray(), "-1"u8.ToArray(), "/"u8.ToArray()];
        return [.. bytes[..start], .. pieces[random.Next(pieces.Length)], .. bytes[end..]];
    }

    private static async Task<bool> Refuse(System.Net.HttpListenerContext context, string where, int status)
    {
        if (!context.Request.RawUrl!.Contains(where, StringComparison.Ordinal)) return false;
        await LoopbackServer.WriteAsync(context, status, """{"error":{"code":"Forbidden","message":"no"}}""");
        return true;
    }
}
