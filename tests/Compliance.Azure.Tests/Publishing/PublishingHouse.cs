using System.Text;
using System.Text.Json.Nodes;
using Compliance.Azure.Tests.Collection;
using Compliance.Azure.Tests.Storage;
using Compliance.Companies;
using Compliance.Delivery;
using Compliance.Handling;
using Compliance.Publishing;
using Compliance.Secrets;
using Compliance.Signing;
using Compliance.Storage;
using Compliance.Tests.Delivery;
using Compliance.Tests.Trail.Timestamps;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Publishing;

/// <summary>A store whose trail is signed and published: archive in a folder, witnesses and authority on loopback.</summary>
internal sealed class PublishingHouse : IDisposable
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    public static readonly VendorId Vendor = VendorId.Parse("acme-bpo");

    private readonly TestStore _test = new();
    private readonly ChannelSender _sender;
    private readonly List<Exchange> _exchanges = [];

    public PublishingHouse()
    {
        Store = _test.Open();
        Now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        _sender = new ChannelSender(DeliveryOptions.Default with { Timeout = TimeSpan.FromSeconds(10) }, TimeProvider.System);
        Secrets = new LocalSecretClient(Path.Combine(_test.Folder, "secrets.json"));
    }

    public Store Store { get; }

    public LocalSecretClient Secrets { get; }

    /// <summary>What the clock of publishing says.</summary>
    public Instant Now { get; set; }

    public string ArchiveFolder => Path.Combine(_test.Folder, "checkpoints");

    public IEnumerable<string> Archived =>
        Directory.Exists(Path.Combine(ArchiveFolder, Vendor.Value)) ? Directory.EnumerateFiles(Path.Combine(ArchiveFolder, Vendor.Value)).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal) : [];

    public PublishedRows Rows => new(Store);

    /// <summary>Adds an entry and signs the log.</summary>
    public async Task<SignedCheckpoint> SignAsync()
    {
        var text = Guid.NewGuid().ToString("N");
        await Store.Trail.AppendAsync(Vendor.Value, text, [TrailEntry.Create(Vendor.Value, Now, "test made", "system:test", null, new JsonObject { ["text"] = text })]);
        var keys = CheckpointKeys.Open(null, Path.Combine(_test.Folder, CheckpointKeys.FileName));
        return (await new CheckpointSigning(Store, keys, TimeProvider.System).RunAsync(Vendor))!;
    }

    /// <param name="authority">Port of the authority on loopback; null: none is set.</param>
    public CheckpointPublishing Publishing(int? authority = null, ICheckpointArchive? archive = null, TimeSpan? patience = null)
    {
        var clock = new StoppedClock(Now);
        archive ??= new DirectoryCheckpointArchive(ArchiveFolder);
        var exchange = new Exchange(DeliveryOptions.Default with { Timeout = patience ?? TimestampAuthority.Patience }, allowPrivate: true, TimeProvider.System);
        _exchanges.Add(exchange);
        var asked = authority is null ? null : new TimestampAuthority(new Uri($"http://127.0.0.1:{authority}/tsa"), exchange);
        return new(Store, archive, new CheckpointStamping(Rows, archive, asked, clock), new CheckpointWitnesses(Rows, Secrets, _sender, clock));
    }

    /// <summary>A contract with witnesses, each a channel of company.yaml that leads to a receiver.</summary>
    public async Task<Contract> ContractAsync(string mode, string witnesses, params HttpReceiver[] receivers)
    {
        await Secrets.SetSecretAsync("webhook", Secret);
        var folder = new MemoryVendor($"mode: {mode}\nwitnesses: [{witnesses}]");
        var channels = receivers.Select((receiver, i) => $"  hook-{i + 1}: {{ type: webhook, url: \"http://127.0.0.1:{receiver.Port}/\", secret: webhook, allowPrivate: true }}\n");
        using var yaml = new MemoryStream(Encoding.UTF8.GetBytes($"name: Harborline\nzone: UTC\nchannels:\n{string.Concat(channels)}"));
        return new Contract(VendorReader.Read(folder), folder, CompanyReader.Read(yaml, "company.yaml"));
    }

    /// <summary>A receiver that answers questions as the authority does.</summary>
    public static HttpReceiver Serving(OpensslAuthority authority)
    {
        HttpReceiver? receiver = null;
        receiver = HttpReceiver.Doing(async (stream, number, stop) => await stream.WriteAsync(Reply(authority.Answer(receiver!.Requests[number - 1].Body)), stop));
        return receiver;
    }

    public static byte[] Reply(byte[] body) =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), .. body];

    public void Dispose()
    {
        _exchanges.ForEach(exchange => exchange.Dispose());
        _sender.Dispose();
        _test.Dispose();
    }
}
