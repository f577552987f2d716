using Compliance.Functions.Access;
using Compliance.Functions.Tests.Service;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Compliance.Functions.Tests.Access;

/// <summary>Who calls, by what a request carries and where it arrives.</summary>
public sealed class CallerTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Principal = "X-MS-CLIENT-PRINCIPAL";
    private readonly TestAuthority _authority = new();
    private readonly HandClock _clock = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => _authority.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Theory]
    [InlineData(false, false, SignInKind.Local)]
    [InlineData(false, true, SignInKind.Key)]
    [InlineData(true, false, null)]
    [InlineData(true, true, SignInKind.Key)]
    public async Task Who_brings_nothing_is_everybody_a_key_or_nobody(bool signIn, bool azure, SignInKind? kind) =>
        Assert.Equal(kind, (await WhoAsync(new() { PlatformSignsIn = signIn, IsInstance = azure })).Caller?.Kind);

    [Theory]
    [InlineData(false, SignInKind.Local)]
    [InlineData(true, SignInKind.Key)]
    public async Task A_header_of_the_platform_is_anybodys_own_where_the_platform_does_not_sign_in(bool azure, SignInKind kind)
    {
        var caller = (await WhoAsync(new() { IsInstance = azure }, Someone.Named("mallory", "Operator", "Auditor"))).Caller!;
        Assert.Equal(kind, caller.Kind);
        Assert.DoesNotContain("Operator", caller.Roles);
    }

    [Fact]
    public async Task The_platform_says_who_calls_and_with_which_roles()
    {
        var caller = (await WhoAsync(Platform, Someone.Named(" ann@example.com ", "Analyst", "Vendor.acme-bpo", "Vendor.ACME"))).Caller!;
        Assert.Equal(("ann@example.com", SignInKind.Platform), (caller.Name, caller.Kind));
        Assert.Equal(["Analyst"], caller.Roles);
        Assert.Equal(["acme-bpo"], caller.Vendors);
    }

    [Fact]
    public async Task The_name_is_the_principals_or_the_id_where_there_is_no_other()
    {
        var claims = SignedInRolesTests.Principal("roles", ("azp", "an-application"), ("roles", "Reader"));
        Assert.Equal("an-application", (await WhoAsync(Platform, (Principal, claims))).Caller!.Name);
        var nameless = SignedInRolesTests.Principal("roles", ("roles", "Reader"));
        Assert.Equal("an-id", (await WhoAsync(Platform, (Principal, nameless), (Principal + "-ID", "an-id"), (Principal + "-NAME", "an-id"))).Caller!.Name);
        Assert.Null((await WhoAsync(Platform, (Principal, nameless))).Caller);
    }

    [Theory]
    [InlineData("idtyp", "app", true)]
    [InlineData("appidacr", "2", true)]
    [InlineData("azp", "an-application", true)]
    [InlineData("name", "Ann", false)]
    public async Task A_program_never_approves_whatever_roles_it_has(string type, string value, bool program)
    {
        var who = (await WhoAsync(Platform, (Principal, SignedInRolesTests.Principal("roles", ("preferred_username", "someone"), (type, value), ("roles", "Approver"))))).Caller!;
        Assert.Equal(program, who.IsProgram);
        var approving = RouteRoles.All.Where(route => route.Roles is [Role.Approver]).ToList();
        Assert.Equal(4, approving.Count);
        Assert.All(approving, route => Assert.Equal(!program, route.Allows(who, "acme-bpo")));
        Assert.True(RouteRoles.Of(nameof(DecideFindings)).Allows(who, "acme-bpo"));
        var delegated = SignedInRolesTests.Principal("roles", ("preferred_username", "someone"), ("appidacr", "1"), ("scp", "access"), ("roles", "Approver"));
        Assert.False((await WhoAsync(Platform, (Principal, delegated))).Caller!.IsProgram);
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("bm90IGpzb24=")]
    [InlineData("bnVsbA==")]
    public async Task A_principal_that_cannot_be_read_is_nobody_and_not_somebody_without_roles(string header)
    {
        var who = await WhoAsync(Platform with { IsInstance = true }, (Principal, header), (Principal + "-NAME", "ann@example.com"));
        Assert.Equal((null, "not-signed-in"), (who.Caller, who.Reason));
    }

    [Fact]
    public async Task A_principal_that_is_longer_than_any_or_there_twice_is_nobody()
    {
        var much = SignedInRolesTests.Principal("roles", [.. Enumerable.Range(0, 5000).Select(i => ("groups", $"group-{i:D4}")), ("roles", "Operator")]);
        Assert.True(much.Length > PlatformPrincipal.MostCharacters);
        Assert.Null((await WhoAsync(Platform, (Principal, much), (Principal + "-NAME", "ann@example.com"))).Caller);
        var twice = new DefaultHttpContext().Request;
        twice.Headers[Principal] = new([SignedInRolesTests.Principal("roles", ("roles", "Reader")), SignedInRolesTests.Principal("roles", ("roles", "Operator"))]);
        twice.Headers[Principal + "-NAME"] = "ann@example.com";
        Assert.Null((await WhoAsync(Platform, twice)).Caller);
    }

    [Theory]
    [InlineData("local")]
    [InlineData("LOCAL")]
    [InlineData("key")]
    [InlineData("system:schedule")]
    [InlineData("System:anonymous")]
    [InlineData("ann\u202e@example.com")]
    [InlineData("ann\n@example.com")]
    public async Task Nobody_signs_in_as_the_service_or_as_somebody_who_cannot_be_told_from_another(string name) =>
        Assert.Null((await WhoAsync(Platform, Someone.Named(name, "Operator"))).Caller);

    [Fact]
    public async Task A_name_has_an_end()
    {
        Assert.NotNull((await WhoAsync(Platform, Someone.Named(new string('a', 256)))).Caller);
        Assert.Null((await WhoAsync(Platform, Someone.Named(new string('a', 257)))).Caller);
    }

    [Fact]
    public async Task A_token_that_does_not_count_is_never_ignored()
    {
        (string, string) bad = ("Authorization", "Bearer e30.e30.e30");
        foreach (var (options, headers) in new (SignInOptions, (string, string)[])[]
        {
            (new(), [bad]), (new() { IsInstance = true }, [bad]), (Both, [bad]), (Both, [.. Someone.With("Operator"), bad]),
            (new(), [("Authorization", "Basic YWRtaW46YWRtaW4=")]), (Both, [("Authorization", "Bearer")]),
        })
        {
            var who = await WhoAsync(options, headers);
            Assert.Equal((null, "token-invalid"), (who.Caller, who.Reason));
            Assert.StartsWith("Bearer", who.Challenge, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Whom_the_platform_has_signed_in_counts_before_a_token_and_where_no_tokens_are_judged_the_token_is_the_platforms_affair()
    {
        (string, string) good = ("Authorization", $"bearer {_authority.Token(_authority.Payload(_clock.Now, "Operator"))}");
        Assert.Equal("olga@example.com", (await WhoAsync(Both, [.. Someone.Named("olga@example.com", "Reader"), good])).Caller!.Name);
        Assert.Equal("ann@example.com", (await WhoAsync(Both, good)).Caller!.Name);
        Assert.Equal("olga@example.com", (await WhoAsync(Platform, [.. Someone.Named("olga@example.com"), ("Authorization", "Bearer of.the.platform")])).Caller!.Name);
        var twice = new DefaultHttpContext().Request;
        twice.Headers.Authorization = new([good.Item2, good.Item2]);
        Assert.Null((await WhoAsync(Both, twice)).Caller);
    }

    [Fact]
    public async Task An_authority_that_cannot_be_asked_is_no_reason_to_let_anybody_in()
    {
        _authority.Issuer = "https://login.example.com";
        var who = await WhoAsync(Both with { IsInstance = true }, ("Authorization", $"Bearer {_authority.Token(_authority.Payload(_clock.Now, "Operator"))}"));
        Assert.Null(who.Caller);
        Assert.NotNull(who.Problem);
    }

    [Theory]
    [InlineData("http://login.example.com/tenant/v2.0")]
    [InlineData("login.example.com")]
    [InlineData("https://user:word@login.example.com/")]
    [InlineData("https://login.example.com/?tenant=1")]
    public void An_authority_is_an_https_address(string authority)
    {
        var problems = new List<string>();
        SignInOptions.Read(Settings(("TokenAuthority", authority), ("TokenAudience", "an-id")), problems);
        Assert.Equal("setting `TokenAuthority` cannot be used", Assert.Single(problems)[..39]);
        Assert.DoesNotContain("word", problems[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TokenAuthority", "https://login.example.com/", "TokenAudience")]
    [InlineData("TokenAudience", "an-id", "TokenAuthority")]
    public void An_authority_and_an_audience_go_together(string name, string value, string missing)
    {
        var problems = new List<string>();
        SignInOptions.Read(Settings((name, value)), problems);
        Assert.StartsWith($"setting `{missing}` is missing", Assert.Single(problems), StringComparison.Ordinal);
    }

    private SignInOptions Both => new() { PlatformSignsIn = true, TokenAuthority = new Uri(_authority.Address), TokenAudience = TestAuthority.Audience };

    private static SignInOptions Platform => new() { PlatformSignsIn = true };

    private Task<Identified> WhoAsync(SignInOptions options, params (string Name, string Value)[] headers)
    {
        var request = new DefaultHttpContext().Request;
        foreach (var (name, value) in headers) request.Headers[name] = value;
        return WhoAsync(options, request);
    }

    private async Task<Identified> WhoAsync(SignInOptions options, HttpRequest request)
    {
        var keys = options.TokenAuthority is { } authority ? new AuthorityKeys(authority, _clock, NullLogger<AuthorityKeys>.Instance) : null;
        using var tokens = new BearerTokens(options, keys, _clock);
        return await new Caller(new ServiceOptions { SignIn = options }, tokens).OfAsync(request, CancellationToken.None);
    }

    private static IConfiguration Settings(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)).Build();
}
