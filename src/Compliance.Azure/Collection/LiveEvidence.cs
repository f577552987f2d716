using System.Text;
using System.Text.Json;
using Azure.Core;
using Compliance.Graph;
using Compliance.Resources.Catalogue;
using Compliance.Secrets;
using Compliance.Transit;
using Compliance.Vaults;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Collection;

/// <summary>Collects what is so now, as far as vendor.yaml permits: what endpoints do, how resources are configured, what key vaults say of
/// their secrets. It judges nothing: what it writes lies as evidence beside the logs, and an audit of it gives the same every time.</summary>
/// <remarks>What could not be read is written down as such, so that an audit says that it could not be evaluated, and why.</remarks>
public sealed class LiveEvidence
{
    /// <summary>Endpoints probed at the same time.</summary>
    private const int ParallelEndpoints = 4;

    private readonly Func<Endpoint, AddressPolicy, CancellationToken, Task<EndpointObservation>> _probe;
    private readonly Lazy<VaultReader> _vaults;
    private readonly Lazy<ResourceGraph> _graph;

    /// <param name="credential">Made when something in Azure is first read: it needs Reader on the scopes, Key Vault Reader on the vaults.</param>
    public LiveEvidence(Func<TokenCredential> credential, ProbeLimits limits, TimeProvider clock)
        : this(
            (endpoint, addresses, cancellation) => new EndpointProbe(limits, new ProbeOptions { Addresses = addresses }, clock).ProbeAsync(endpoint, cancellation),
            () => new VaultReader(credential(), clock: clock),
            () => new ResourceGraph(credential(), clock: clock))
    {
    }

    /// <param name="probe">Looks at an endpoint at the addresses that are allowed; never throws for what the endpoint does.</param>
    public LiveEvidence(
        Func<Endpoint, AddressPolicy, CancellationToken, Task<EndpointObservation>> probe, Func<VaultReader> vaults, Func<ResourceGraph> graph) =>
        (_probe, _vaults, _graph) = (probe, new(vaults), new(graph));

    /// <summary>Collects everything that is permitted now.</summary>
    /// <param name="keep">Keeps a document at a path of the vendor folder; it reads the stream to its end.</param>
    /// <returns>Paths kept, in order.</returns>
    public async Task<IReadOnlyList<string>> CollectAsync(
        Vendor vendor, Instant now, Func<string, Stream, CancellationToken, Task> keep, CancellationToken cancellationToken = default)
    {
        var kept = new List<string>();
        var endpoints = vendor.Endpoints.Where(endpoint => endpoint.MayProbe(now)).ToList();
        if (endpoints.Count > 0) await KeepAsync("probes/endpoints.json", (output, ct) => ProbeAsync(endpoints, output, ct));
        foreach (var vault in vendor.Azure?.Vaults ?? [])
            await KeepAsync($"vaults/{vault.Host.ToLowerInvariant()}.json", (output, ct) => ReadAsync(vault, output, ct));
        foreach (var (path, query) in Queries(vendor.Azure))
            await KeepAsync(path, (output, ct) => ListAsync(query, output, ct));
        return kept;

        async Task KeepAsync(string path, Func<Stream, CancellationToken, Task> write)
        {
            await using var document = TemporaryFile();
            await write(document, cancellationToken);
            document.Position = 0;
            await keep(path, document, cancellationToken);
            kept.Add(path);
        }
    }

    private async Task ProbeAsync(List<VendorEndpoint> endpoints, Stream output, CancellationToken cancellationToken)
    {
        var seen = new EndpointObservation[endpoints.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, endpoints.Count),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelEndpoints, CancellationToken = cancellationToken },
            async (index, ct) => seen[index] = await ProbeAsync(endpoints[index], ct));
        await using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteStartArray("endpoints");
        foreach (var endpoint in seen) ObservationJson.Write(endpoint, json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private Task<EndpointObservation> ProbeAsync(VendorEndpoint endpoint, CancellationToken cancellationToken)
    {
        var startTls = endpoint.StartTls switch { "smtp" => StartTls.Smtp, "imap" => StartTls.Imap, _ => StartTls.None };
        return _probe(new Endpoint(endpoint.Host, endpoint.Port, startTls), endpoint.AllowPrivate ? AddressPolicy.WithPrivate : AddressPolicy.PublicOnly, cancellationToken);
    }

    private async Task ReadAsync(Uri vault, Stream output, CancellationToken cancellationToken) =>
        VaultInventoryJson.Write(output, await _vaults.Value.ReadAsync(vault, cancellationToken));

    // Resource Graph takes either in one query, not both.
    private static IEnumerable<(string Path, GraphQuery Query)> Queries(AzureScope? scope)
    {
        var types = CheckCatalogue.Default.All.Select(check => check.Type).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (scope?.Subscriptions.Count > 0) yield return ("resources/subscriptions.ndjson", new GraphQuery(types) { Subscriptions = scope.Subscriptions, SiteConfigurations = true });
        if (scope?.ManagementGroups.Count > 0) yield return ("resources/management-groups.ndjson", new GraphQuery(types) { ManagementGroups = scope.ManagementGroups, SiteConfigurations = true });
    }

    private async Task ListAsync(GraphQuery query, Stream output, CancellationToken cancellationToken)
    {
        try
        {
            await _graph.Value.WriteAsync(output, query, cancellationToken);
        }
        catch (InputException refused)
        {
            // Part of a list would pass for all of it.
            output.SetLength(0);
            await output.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { unread = refused.Message }) + "\n"), cancellationToken);
        }
    }

    private static FileStream TemporaryFile()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
    }
}
