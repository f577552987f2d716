using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Identity;
using Compliance.Azure.Tests.Graph;
using Compliance.Azure.Tests.Secrets;
using Compliance.Collection;
using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Graph;
using Compliance.Secrets;
using Compliance.Transit;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Collection;

/// <summary>What is collected, what is left alone, and what an audit says of what could not be read.</summary>
public sealed class LiveEvidenceTests
{
    private const string Subscription = "0b1f6471-1bf0-4dda-aec3-cb9272f09590";
    private const string Vault = "https://acme.vault.azure.net/";
    private static readonly Instant Now = Instant.FromUtc(2026, 6, 30, 2, 0);

    private readonly List<(Endpoint Endpoint, AddressPolicy Addresses)> _probed = [];

    [Fact]
    public async Task A_vendor_that_names_nothing_is_asked_nothing()
    {
        Assert.Empty(await CollectAsync(new MemoryVendor(), Live()));
        Assert.Empty(_probed);
    }

    [Fact]
    public async Task Only_endpoints_with_a_permission_in_force_are_probed_each_at_the_addresses_that_it_allows()
    {
        var vendor = new MemoryVendor("""
            endpoints:
              - { host: crm.acme.example, permission: { by: j.cruz, document: annex 6, until: 2026-06-30T02:00:01Z } }
              - { host: ended.acme.example, permission: { by: j.cruz, document: annex 6, until: 2026-06-30T02:00:00Z } }
              - { host: never.acme.example }
              - { host: "mail.acme.example:587", starttls: smtp, allowPrivate: true, permission: { by: j.cruz, document: annex 6, until: 2026-12-31 } }
            """);

        // Nothing in Azure is named, so nobody signs in there: the readers would throw.
        var kept = await CollectAsync(vendor, Live());

        Assert.Equal(["probes/endpoints.json"], kept);
        Assert.Equal(
            [(new Endpoint("crm.acme.example", 443), AddressPolicy.PublicOnly), (new Endpoint("mail.acme.example", 587, StartTls.Smtp), AddressPolicy.WithPrivate)],
            _probed.OrderBy(asked => asked.Endpoint.Host, StringComparer.Ordinal));
        using var document = new MemoryStream(vendor.Files["probes/endpoints.json"]);
        Assert.Equal(["crm.acme.example:443", "mail.acme.example:587"], ObservationJsonReader.Read("probes/endpoints.json", document).Select(read => read.Seen.Endpoint.ToString()));
        var check = Check(vendor, "tls-version");
        Assert.Equal(Verdict.NotEvaluable, check.Verdict);
    }

    [Fact]
    public async Task Vaults_and_subscriptions_are_read_and_judged_and_no_value_of_a_secret_is_asked_for()
    {
        using var vault = new FakeVault().With("crm-key", "1", created: 1_750_000_000);
        using var graph = new FakeGraph().With(2);
        var vendor = new MemoryVendor($"azure: {{ subscriptions: [{Subscription}], managementGroups: [acme], vaults: [\"{Vault}\"] }}");

        var kept = await CollectAsync(vendor, Live(() => new VaultReader(_ => vault.Client()), () => graph.Client()));

        Assert.Equal(["vaults/acme.vault.azure.net.json", "resources/subscriptions.ndjson", "resources/management-groups.ndjson"], kept);
        Assert.Contains("acme.vault.azure.net/crm-key", Audit(vendor).Findings.Where(finding => finding.Rule == "secret-without-expiry").Select(finding => finding.Action));
        Assert.Single(Audit(vendor).Findings, finding => finding.Rule == "ST-HTTPS");
        Assert.Equal(Subscription, (string?)Assert.Single(graph.Queries, query => query["subscriptions"] is not null)["subscriptions"]![0]);
        Assert.Equal("acme", (string?)Assert.Single(graph.Queries, query => query["managementGroups"] is not null)["managementGroups"]![0]);
        Assert.All(graph.Queries, query => Assert.False(query["subscriptions"] is not null && query["managementGroups"] is not null, "Resource Graph takes one of them"));
        Assert.DoesNotContain(vendor.Files.Values, file => Encoding.UTF8.GetString(file).Contains(FakeVault.Value, StringComparison.Ordinal));
        Assert.Empty(_probed);
    }

    [Fact]
    public async Task The_credential_is_made_when_something_in_Azure_is_first_read_and_once()
    {
        var made = 0;
        var live = new LiveEvidence(
            () =>
            {
                made++;
                return new NobodySignedIn();
            },
            ProbeLimits.Default, TimeProvider.System);

        await CollectAsync(new MemoryVendor("endpoints: [{ host: crm.acme.example }]"), live);
        Assert.Equal(0, made);
        var vaults = new MemoryVendor($"azure: {{ vaults: [\"{Vault}\", \"https://other.vault.azure.net/\"] }}");
        await CollectAsync(vaults, live);
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task Where_nobody_is_signed_in_everything_in_Azure_is_not_evaluable_and_says_so()
    {
        using var graph = new FakeGraph().With(1);
        using var vault = new FakeVault().With("crm-key", "1", created: 1_750_000_000);
        var vendor = new MemoryVendor($"azure: {{ subscriptions: [{Subscription}], vaults: [\"{Vault}\"] }}");

        var kept = await CollectAsync(vendor, Live(() => new VaultReader(_ => vault.Client(new NobodySignedIn())), () => graph.Client(new NobodySignedIn())));

        Assert.Equal(2, kept.Count);
        AssertNotEvaluable(vendor, "secret-without-expiry", "nobody is signed in to Azure here");
        AssertNotEvaluable(vendor, "ST-HTTPS", "nobody is signed in to Azure here");
        Assert.Empty(graph.Queries);
        Assert.DoesNotContain(vendor.Files.Values, file => Encoding.UTF8.GetString(file).Contains(NobodySignedIn.Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_a_list_that_breaks_off_nothing_is_kept_but_the_reason()
    {
        using var graph = new FakeGraph
        {
            Instead = async (number, context) =>
            {
                if (number == 0) return false;
                await LoopbackServer.WriteAsync(context, 403, """{"error":{"code":"AuthorizationFailed"}}""");
                return true;
            },
        }.With(4);
        var vendor = new MemoryVendor($"azure: {{ subscriptions: [{Subscription}] }}");

        await CollectAsync(vendor, Live(graph: () => new ResourceGraph(new StubCredential(), graph.Options(pageRows: 2))));

        var line = JsonNode.Parse(Assert.Single(Encoding.UTF8.GetString(vendor.Files["resources/subscriptions.ndjson"]).TrimEnd('\n').Split('\n')))!.AsObject();
        Assert.Equal("unread", Assert.Single(line).Key);
        Assert.Equal(2, graph.Queries.Count);
        AssertNotEvaluable(vendor, "ST-HTTPS", "403 AuthorizationFailed: the identity may not read these resources");
        Assert.Empty(Audit(vendor).Findings);
    }

    [Fact]
    public async Task A_document_that_cannot_be_kept_ends_the_collection()
    {
        var vendor = new MemoryVendor("endpoints: [{ host: crm.acme.example, permission: { by: j.cruz, document: annex 6, until: 2026-12-31 } }]");

        await Assert.ThrowsAsync<IOException>(() => Live().CollectAsync(vendor.Vendor, Now, (_, _, _) => throw new IOException("the store is full")));
    }

    private LiveEvidence Live(Func<VaultReader>? vaults = null, Func<ResourceGraph>? graph = null) => new(
        (endpoint, addresses, _) =>
        {
            lock (_probed) _probed.Add((endpoint, addresses));
            return Task.FromResult(new EndpointObservation { Endpoint = endpoint, At = Now, Incomplete = "nothing answers", Connections = 1, Milliseconds = 1 });
        },
        vaults ?? (() => throw new InvalidOperationException("no vault was named")),
        graph ?? (() => throw new InvalidOperationException("no subscription was named")));

    private static Task<IReadOnlyList<string>> CollectAsync(MemoryVendor vendor, LiveEvidence live) =>
        live.CollectAsync(vendor.Vendor, Now, vendor.KeepAsync);

    private static AuditResult Audit(MemoryVendor vendor) => Auditor.Audit(
        new AuditRequest { Id = "a", Record = VendorReader.Read(vendor), Folder = vendor, Started = Now, StartedBy = "tester" }, progress: null, CancellationToken.None);

    private static Check Check(MemoryVendor vendor, string rule) => Assert.Single(Audit(vendor).Checks, check => check.Rule == rule);

    private static void AssertNotEvaluable(MemoryVendor vendor, string rule, string why)
    {
        var check = Check(vendor, rule);
        Assert.Equal(Verdict.NotEvaluable, check.Verdict);
        Assert.Contains(why, check.Reason, StringComparison.Ordinal);
    }

    /// <summary>A sign-in that fails, with a message that must go nowhere.</summary>
    private sealed class NobodySignedIn : TokenCredential
    {
        public const string Secret = "tenant-and-user-of-this-machine";

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new CredentialUnavailableException(Secret);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new CredentialUnavailableException(Secret);
    }
}
