using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Compliance.Identity;
using Compliance.Local.EmbeddedTables;
using Compliance.Trail;
using Compliance.Vendors;

namespace Compliance.Storage;

/// <summary>Everything that is stored in tables: in an Azure storage account, in Azurite, or in one file on this machine.
/// Opening it does no I/O; a table is made when first written to.</summary>
public sealed class Store : IDisposable
{
    private const string EmbeddedPrefix = "Embedded=";

    // The address and the key that every emulator of the service has; neither leaves the process.
    private static readonly Uri EmbeddedAddress = new("http://127.0.0.1:10002/devstoreaccount1");
    private const string EmbeddedAccount = "devstoreaccount1";
    private const string EmbeddedKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly TableServiceClient _tables;
    private readonly IDisposable? _file;

    private Store(TableServiceClient tables, string location, TimeProvider clock, IDisposable? file = null)
    {
        (_tables, _file) = (tables, file);
        Location = location;
        var logs = new TrailLogs(Table("trail"));
        Trail = new TrailTable(logs, clock);
        Halts = new TrailHalts(logs, clock);
        Checkpoints = new CheckpointsTable(Table("trail"));
        Outbox = new Outbox(Table("outbox"));
        var hold = new VendorHold(Table("audits"));
        Audits = new AuditsTable(Table("audits"), Outbox, hold);
        Slices = new SlicesTable(Table("audits"));
        SlicedRuns = new SlicedRuns(Audits, Slices, hold, Outbox);
        Decisions = new DecisionsTable(Table("vendors"));
        Reviews = new ReviewsTable(Table("vendors"));
        Findings = new FindingsTable(Table("findings"), Audits, Decisions, clock);
        Vendors = new VendorsTable(Table("vendors"));
        Usage = new UsageTable(Table("usage"));
        Names = new NamesTable(Table("names"), Vendors);
        Incidents = new IncidentsTable(Table("incidents"), new Wakeups(Table("outbox")));
    }

    /// <summary>Where this is, for messages; without a key.</summary>
    public string Location { get; }

    public ITrail Trail { get; }

    /// <summary>Trails that may not be appended to.</summary>
    public TrailHalts Halts { get; }

    /// <summary>What was signed of the logs.</summary>
    public CheckpointsTable Checkpoints { get; }

    public AuditsTable Audits { get; }

    /// <summary>What the logs of a large audit are read in.</summary>
    public SlicesTable Slices { get; }

    public SlicedRuns SlicedRuns { get; }

    public FindingsTable Findings { get; }

    /// <summary>What was decided about many findings at once.</summary>
    public DecisionsTable Decisions { get; }

    /// <summary>What reviews of access decided.</summary>
    public ReviewsTable Reviews { get; }

    public VendorsTable Vendors { get; }

    public NamesTable Names { get; }

    /// <summary>What audits remember of use.</summary>
    public UsageTable Usage { get; }

    public Outbox Outbox { get; }

    public IncidentsTable Incidents { get; }

    /// <param name="connection"><c>Embedded=&lt;path of a file&gt;</c>, a connection string of Table Storage
    /// (<c>UseDevelopmentStorage=true</c> for Azurite), or <c>https://&lt;account&gt;.table.core.windows.net</c>.</param>
    /// <param name="credential">For an address: who signs in. Default: <see cref="ServiceCredential.Shared"/>.</param>
    /// <exception cref="InputException">The text is none of these.</exception>
    public static Store Open(string connection, TokenCredential? credential = null, StoreOptions? options = null)
    {
        options ??= new StoreOptions();
        if (string.IsNullOrWhiteSpace(connection)) throw Refused("nothing");
        if (connection.StartsWith(EmbeddedPrefix, StringComparison.OrdinalIgnoreCase)) return OpenEmbedded(connection[EmbeddedPrefix.Length..].Trim(), options);
        if (connection.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) return OpenAddress(connection, credential, options);
        if (connection.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) throw Refused("an address without TLS");
        try
        {
            var tables = new TableServiceClient(connection, ClientOptions(HttpClientTransport.Shared, options));
            return new(tables, tables.Uri.GetLeftPart(UriPartial.Path), options.Clock);
        }
        // The text holds a key: it is not repeated.
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new InputException($"the store is not a connection string of Table Storage: {e.Message}", e);
        }
    }

    /// <summary>The tree of a vendor's log.</summary>
    public TrailTiles Tiles(VendorId vendor) => new(Table("trail"), vendor);

    /// <summary>A table of another room, made when first written to.</summary>
    public StoreTable Table(string name) => new(_tables.GetTableClient(name));

    /// <summary>Asks the store for something small: throws what the store says when it cannot be used.</summary>
    public async Task PingAsync(CancellationToken cancellationToken = default)
    {
        await foreach (var _ in _tables.QueryAsync(TableClient.CreateQueryFilter($"TableName eq {"trail"}"), 1, cancellationToken)) return;
    }

    /// <summary>Closes the file of an embedded store.</summary>
    public void Dispose() => _file?.Dispose();

    private static Store OpenEmbedded(string path, StoreOptions options)
    {
        if (path.Length == 0) throw Refused("`Embedded=` without a path");
        var full = Path.GetFullPath(path);
        var transport = new EmbeddedTableTransport(full);
        var tables = new TableServiceClient(EmbeddedAddress, new TableSharedKeyCredential(EmbeddedAccount, EmbeddedKey), ClientOptions(transport, options));
        return new(tables, EmbeddedPrefix + full, options.Clock, transport);
    }

    private static Store OpenAddress(string address, TokenCredential? credential, StoreOptions options)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.AbsolutePath != "/") throw Refused($"`{address}`");
        if (uri.Query.Length > 0) throw Refused("an address with a signature; give it as a connection string");
        var tables = new TableServiceClient(uri, credential ?? ServiceCredential.Shared, ClientOptions(HttpClientTransport.Shared, options));
        return new(tables, uri.GetLeftPart(UriPartial.Authority), options.Clock);
    }

    private static TableClientOptions ClientOptions(HttpPipelineTransport transport, StoreOptions options)
    {
        var client = new TableClientOptions { Transport = options.Transport(transport) };
        client.Retry.MaxRetries = options.Retries;
        client.Retry.Delay = options.RetryDelay;
        client.Retry.MaxDelay = TimeSpan.FromSeconds(10);
        // The service works on a request for at most 30 s: waiting less would call slow answers lost.
        client.Retry.NetworkTimeout = TimeSpan.FromSeconds(35);
        return client;
    }

    private static InputException Refused(string what) =>
        new($"the store is {what}: give `Embedded=<path>`, a connection string of Table Storage, or `https://<account>.table.core.windows.net`");
}

/// <summary>How a store is reached.</summary>
public sealed record StoreOptions
{
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Repetitions of a request that got no answer or a server error, 0 to 10; default 3.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>Before the first repetition; doubles. Default 200 ms.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Wraps the transport that requests go through; default: as it is.</summary>
    public Func<HttpPipelineTransport, HttpPipelineTransport> Transport { get; init; } = transport => transport;
}
