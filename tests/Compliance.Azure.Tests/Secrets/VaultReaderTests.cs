using System.Text.RegularExpressions;
using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Compliance.Azure.Tests.Storage;
using Compliance.Secrets;
using Compliance.Vaults;
using Moq;
using NodaTime;

namespace Compliance.Azure.Tests.Secrets;

public sealed class VaultReaderTests : IDisposable
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 1, 12, 0);
    private static readonly long Created = Instant.FromUtc(2026, 1, 1, 0, 0).ToUnixTimeSeconds();
    private readonly FakeVault _vault = new();

    public void Dispose() => _vault.Dispose();

    [Fact]
    public async Task Every_secret_and_version_is_listed_over_all_pages()
    {
        for (var secret = 0; secret < 10; secret++)
            for (var version = 0; version <= secret; version++) _vault.With($"s{secret}", $"v{version}", Created + version);
        var read = await ReadAsync();
        Assert.Null(read.Unread);
        Assert.Equal(Enumerable.Range(0, 10).Select(secret => ($"s{secret}", secret + 1)), read.Secrets.Select(secret => (secret.Name, secret.Versions.Count)));
        Assert.All(read.Secrets, secret => Assert.Null(secret.Unread));
        Assert.Equal(["v0", "v1", "v2", "v3"], read.Secrets[3].Versions.Select(version => version.Version));
    }

    [Fact]
    public async Task Properties_are_read_as_facts_and_of_other_tags_only_the_name()
    {
        _vault.With("crm", "v1", Created, expires: Created + 86_400, enabled: false, tags: [("owner", "crm-team"), ("rotation-days", "90"), ("note", "call ann")]);
        var read = await ReadAsync();
        var version = Assert.Single(Assert.Single(read.Secrets).Versions);
        Assert.Equal(("v1", false, false, "text/plain"), (version.Version, version.Enabled, version.Managed, version.ContentType));
        Assert.Equal((Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2026, 1, 1, 0, 1), Instant.FromUtc(2026, 1, 2, 0, 0)), (version.CreatedOn, version.UpdatedOn, version.ExpiresOn));
        Assert.Equal(("Recoverable+Purgeable", 90, "crm-team", "90"), (version.RecoveryLevel, version.RecoverableDays, version.Owner, version.RotationDays));
        Assert.Equal(["note", "owner", "rotation-days"], version.Tags);
        Assert.DoesNotContain("ann", Written(read), StringComparison.Ordinal);
        Assert.Equal((_vault.Address, Noon), (read.Vault, read.At));
    }

    [Fact]
    public async Task No_request_ever_asks_for_a_value()
    {
        _vault.With("a", "v1", Created).With("a", "v2", Created + 1).With("b", "v1", Created).With("cert", "v1", Created, managed: true);
        var read = await ReadAsync();
        Assert.All(_vault.Requests, request => Assert.Matches(@"\AGET /secrets/?(?:[a-z]+/versions)?\z", request));
        Assert.Contains(_vault.Requests, request => Regex.IsMatch(request, "/secrets/a/versions"));
        Assert.DoesNotContain(FakeVault.Value, Written(read), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_versions_of_a_certificate_are_not_asked_for()
    {
        _vault.With("cert", "v1", Created, managed: true);
        Assert.True(Assert.Single((await ReadAsync()).Secrets).IsManaged);
        Assert.DoesNotContain(_vault.Requests, request => request.Contains("versions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_vault_is_whole_and_empty()
    {
        var read = await ReadAsync();
        Assert.Equal((null, 0), (read.Unread, read.Secrets.Count));
    }

    [Fact]
    public async Task What_was_read_lies_as_evidence_and_reads_back()
    {
        _vault.With("a", "v1", Created, tags: ("owner", "x😀\u0007" + new string('y', 900))).With("a", "v2", Created + 1);
        var read = await ReadAsync();
        Assert.Equal(Written(read), Written(VaultInventoryJson.Read(new MemoryStream(Bytes(read)), "vaults/a.json")));
    }

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
        var read = await ReadAsync();
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
        var reader = Reader(new() { Pages = 3 });
        var unread = 0;
        for (var round = 0; round < 400; round++)
        {
            sent = [.. valid];
            for (var change = random.Next(4); change > 0; change--) sent = Mutate(random, sent);
            var read = await reader.ReadAsync(_vault.Address);
            Assert.Equal(Written(read), Written(VaultInventoryJson.Read(new MemoryStream(Bytes(read)), "vaults/a.json")));
            if (read.Unread is not null) unread++;
        }
        Assert.InRange(unread, 30, 370);
    }

    [Fact]
    public async Task A_list_that_breaks_off_keeps_what_it_gave()
    {
        for (var secret = 0; secret < 5; secret++) _vault.With($"s{secret}", "v1", Created);
        _vault.Instead = context => Refuse(context, "skiptoken", 403);
        var read = await ReadAsync();
        Assert.Equal(["s0", "s1", "s2"], read.Secrets.Select(secret => secret.Name));
        Assert.StartsWith("403", read.Unread, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_that_are_refused_leave_the_current_one()
    {
        _vault.With("a", "v1", Created).With("a", "v2", Created + 9).With("b", "v1", Created);
        _vault.Instead = context => Refuse(context, "/a/versions", 403);
        var read = await ReadAsync();
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
            for (var version = 0; version < 4; version++) _vault.With($"s{secret}", $"v{version}", Created + version);
        Assert.Contains("more than 4 secrets", (await ReadAsync(new() { Secrets = 4 })).Unread, StringComparison.Ordinal);
        Assert.Contains("more than 1 pages", (await ReadAsync(new() { Pages = 1 })).Unread, StringComparison.Ordinal);
        var few = await ReadAsync(new() { Versions = 2 });
        Assert.All(few.Secrets, secret => Assert.Contains("more than 2 versions", secret.Unread, StringComparison.Ordinal));
        // Two were listed; the current one, v3, is known from the list of secrets.
        Assert.All(few.Secrets, secret => Assert.Equal(["v0", "v1", null], secret.Versions.Select(version => version.Version)));
        var all = await ReadAsync(new() { AllVersions = 6 });
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
        Assert.Contains("more than 50 pages", (await ReadAsync(new() { Pages = 50 })).Unread, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_vault_is_cut_off_in_time()
    {
        var released = new TaskCompletionSource();
        _vault.With("a", "v1", Created);
        _vault.Instead = async context =>
        {
            if (context.Request.Url!.AbsolutePath.Contains("versions", StringComparison.Ordinal)) await released.Task;
            return false;
        };
        var read = await ReadAsync(new() { Time = TimeSpan.FromSeconds(1) });
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
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Reader(null).ReadAsync(_vault.Address, gone.Token));
    }

    [Fact]
    public async Task Throttling_is_waited_for()
    {
        _vault.With("a", "v1", Created);
        var refused = 0;
        _vault.Instead = async context =>
        {
            if (Interlocked.Increment(ref refused) > 1) return false;
            await LoopbackServer.WriteAsync(context, 429, "", ("Retry-After", "1"));
            return true;
        };
        var read = await ReadAsync();
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
        Assert.StartsWith("429", (await ReadAsync()).Unread, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_that_is_not_there_is_a_fact()
    {
        _vault.Stop();
        var read = await ReadAsync();
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

    [Fact]
    public async Task Only_the_two_lists_of_a_client_are_used()
    {
        var listed = SecretModelFactory.SecretProperties(new Uri("https://acme.vault.azure.net/secrets/a/v1"), name: "a", version: "v1", createdOn: Noon.ToDateTimeOffset());
        var client = new Mock<SecretClient>(MockBehavior.Strict);
        client.Setup(vault => vault.GetPropertiesOfSecretsAsync(It.IsAny<CancellationToken>())).Returns(Pageable(listed));
        client.Setup(vault => vault.GetPropertiesOfSecretVersionsAsync("a", It.IsAny<CancellationToken>())).Returns(Pageable(listed));
        var read = await new VaultReader(_ => client.Object).ReadAsync(new Uri("https://acme.vault.azure.net"));
        Assert.Equal("v1", Assert.Single(Assert.Single(read.Secrets).Versions).Version);
    }

    [Theory]
    [InlineData("http://acme.vault.azure.net")]
    [InlineData("https://acme.vault.azure.net/secrets/a")]
    [InlineData("https://user:word@acme.vault.azure.net")]
    [InlineData("https://acme.vault.azure.net?x")]
    [InlineData("acme")]
    public async Task What_is_no_address_of_a_vault_is_refused(string address)
    {
        var refused = await Assert.ThrowsAsync<InputException>(() => Reader(null).ReadAsync(new Uri(address, UriKind.RelativeOrAbsolute)));
        Assert.DoesNotContain("word", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_out_of_range_are_named() =>
        Assert.Contains("`Parallel`", Assert.Throws<InputException>(() => Reader(new() { Parallel = 0 })).Message, StringComparison.Ordinal);

    private static byte[] Mutate(Random random, byte[] bytes)
    {
        var start = random.Next(bytes.Length + 1);
        var end = Math.Min(bytes.Length, start + random.Next(6));
        byte[][] pieces = [[], [(byte)random.Next(256)], "\""u8.ToArray(), "null"u8.ToArray(), "\\ud800"u8.ToArray(), [0xC0, 0x80], "99999999999"u8.ToArray(), "-1"u8.ToArray(), "/"u8.ToArray()];
        return [.. bytes[..start], .. pieces[random.Next(pieces.Length)], .. bytes[end..]];
    }

    private Task<VaultInventory> ReadAsync(VaultReadLimits? limits = null) => Reader(limits).ReadAsync(_vault.Address);

    // The clock tells when, and the limits of time run on the system's.
    private VaultReader Reader(VaultReadLimits? limits) => new(_ => _vault.Client(), limits, new StoppedClock(Noon));

    private static async Task<bool> Refuse(System.Net.HttpListenerContext context, string where, int status)
    {
        if (!context.Request.RawUrl!.Contains(where, StringComparison.Ordinal)) return false;
        await LoopbackServer.WriteAsync(context, status, """{"error":{"code":"Forbidden","message":"no"}}""");
        return true;
    }

    private static AsyncPageable<SecretProperties> Pageable(params SecretProperties[] listed) =>
        AsyncPageable<SecretProperties>.FromPages([Page<SecretProperties>.FromValues(listed, null, Mock.Of<Response>())]);

    private static byte[] Bytes(VaultInventory inventory)
    {
        using var written = new MemoryStream();
        VaultInventoryJson.Write(written, inventory);
        return written.ToArray();
    }

    private static string Written(VaultInventory inventory) => System.Text.Encoding.UTF8.GetString(Bytes(inventory));
}
