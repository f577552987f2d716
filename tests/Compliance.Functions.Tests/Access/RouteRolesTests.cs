using Compliance.Functions.Access;
using Compliance.Functions.Tests.Service;
using Compliance.Storage;
using Compliance.Vendors;
using Microsoft.Azure.Functions.Worker;
using NodaTime;
using Role = Compliance.Functions.Access.Role;

namespace Compliance.Functions.Tests.Access;

/// <summary>Who may call what: the table is whole, and the running service holds to it.</summary>
public sealed class RouteRolesTests(SignedInServices services) : IClassFixture<SignedInServices>
{
    // Also what is no role: in other letters, none that there is, a vendor's without the vendor.
    private static readonly string[] Claims = [.. Role.All, $"Vendor.{HttpFunction.Vendor}", "Vendor.another-vendor", "operator", "Administrator", "Vendor.", "Vendor.*"];

    public static TheoryData<string> Functions => [.. HttpFunction.All.Select(function => function.Name)];

    [Fact]
    public void Every_function_that_is_asked_over_http_is_in_the_table_and_nothing_else()
    {
        Assert.Equal(HttpFunction.All.Select(function => function.Name).Order(StringComparer.Ordinal), RouteRoles.All.Select(route => route.Function).Distinct().Order(StringComparer.Ordinal));
        Assert.All(HttpFunction.All, function => Assert.Equal(function.Level is AuthorizationLevel.Anonymous, RouteRoles.Of(function.Name).IsAnonymous));
        Assert.All(HttpFunction.All, function => Assert.True(function.Method == HttpMethod.Get || RouteRoles.Of(function.Name).Writes, function.Name));
    }

    [Fact]
    public void A_part_is_for_some_of_those_who_may_call_and_for_nobody_else() =>
        Assert.All(RouteRoles.All.Where(route => route.Part is not null), route => Assert.Subset(RouteRoles.Of(route.Function).Roles.ToHashSet(), route.Roles.ToHashSet()));

    [Fact]
    public void What_a_vendor_may_call_is_its_own_evidence_replies_and_what_is_said_of_its_people() =>
        Assert.Equal(
            ["GetAuditReport", "GetFinding", "GetVendor", "ImportReplies", "ListFindings", "PutEvidence"],
            RouteRoles.All.Where(route => route.Part is null && route.Roles.Contains(Role.Vendor)).Select(route => route.Function).Order(StringComparer.Ordinal));

    [Fact]
    public void The_table_stands_in_the_readme()
    {
        var readme = File.ReadAllText(Path.Combine(ServiceProcess.ProjectFolder, "../../README.md"));
        Assert.Contains($"<!-- roles -->\n{ShownTable.Of(RouteRoles.All)}\n<!-- /roles -->", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_in_no_row_may_do_nothing() => Assert.Throws<InvalidOperationException>(() => RouteRoles.Of("DeleteEverything"));

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public async Task Those_with_the_role_are_let_in_and_all_others_are_not(string name)
    {
        var (service, function, route) = (await services.WithSignInAsync(), HttpFunction.Of(name), RouteRoles.Of(name));
        foreach (var claim in Claims)
        {
            var answer = await service.SendAsync(function.Method, function.Path, null, Someone.With(claim));
            var own = claim == $"Vendor.{HttpFunction.Vendor}";
            if (route.IsAnonymous || route.Roles.Contains(own ? Role.Vendor : claim) && claim != Role.Vendor) AssertLetIn(answer, $"{name} by {claim}");
            else if (claim == "Vendor.another-vendor") answer.AssertProblem(404, "vendor-not-found");
            else answer.AssertProblem(403, "role-required");
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public async Task Nobody_who_has_not_signed_in_is_let_in_where_people_sign_in(string name)
    {
        var (service, function) = (await services.WithSignInAsync(), HttpFunction.Of(name));
        var answer = await service.SendAsync(function.Method, function.Path);
        if (RouteRoles.Of(name).IsAnonymous)
        {
            AssertLetIn(answer, name);
            return;
        }
        answer.AssertProblem(401, "not-signed-in");
        Assert.Equal("Bearer", answer.Headers["WWW-Authenticate"]);
    }

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public async Task A_function_key_alone_reads_as_a_reader_in_Azure_and_writes_nothing(string name)
    {
        var (service, function, route) = (await services.InAzureAsync(), HttpFunction.Of(name), RouteRoles.Of(name));
        // Whoever has no sign-in in front writes such a header himself.
        foreach (var headers in new[] { [], Someone.With([.. Role.All]) })
        {
            var answer = await service.SendAsync(function.Method, function.Path, null, headers);
            if (route.Writes) answer.AssertProblem(403, "sign-in-required");
            else if (route.IsAnonymous || route.Roles.Contains(Role.Reader)) AssertLetIn(answer, name);
            else answer.AssertProblem(403, "role-required");
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public async Task Where_nobody_signs_in_everybody_may_call_on_a_machine_of_ones_own(string name)
    {
        var (service, function) = (await services.LocalAsync(), HttpFunction.Of(name));
        AssertLetIn(await service.SendAsync(function.Method, function.Path), name);
    }

    // The vendor is there: whoever is told that it is not was taken for another vendor.
    private static void AssertLetIn(Reply answer, string what) =>
        Assert.True(answer.Status is not (401 or 403) && !(answer.Status == 404 && answer.Text("code") == "vendor-not-found"), $"{what}: {answer.Status} {answer.Body}");
}

/// <summary>The service as people sign in to it, as it is in Azure with function keys alone, and as it is on a machine of one's own.</summary>
public sealed class SignedInServices : IAsyncLifetime
{
    private readonly List<(ServiceFolder Folder, Lazy<Task<ServiceProcess>> Service)> _made;

    public SignedInServices() => _made = [Made(("WEBSITE_AUTH_ENABLED", "true")), Made(("WEBSITE_INSTANCE_ID", "0123456789abcdef")), Made()];

    internal Task<ServiceProcess> WithSignInAsync() => _made[0].Service.Value;

    internal Task<ServiceProcess> InAzureAsync() => _made[1].Service.Value;

    internal Task<ServiceProcess> LocalAsync() => _made[2].Service.Value;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var (folder, service) in _made)
        {
            if (service is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await (await service.Value).DisposeAsync();
            folder.Dispose();
        }
    }

    private static (ServiceFolder, Lazy<Task<ServiceProcess>>) Made(params (string, string)[] settings)
    {
        var folder = new ServiceFolder();
        return (folder, new(StartAsync));

        // With the vendor that is asked about, as whoever may add one would.
        async Task<ServiceProcess> StartAsync()
        {
            using (var store = folder.OpenStore())
                await store.Vendors.AddAsync(new VendorState(VendorId.Parse(HttpFunction.Vendor), HttpFunction.Vendor, VendorMode.Pilot, Instant.FromUtc(2026, 1, 1, 0, 0)));
            return await ServiceProcess.StartAsync(folder.Path, [("RequestsPerMinute", "100000"), .. settings]);
        }
    }
}
