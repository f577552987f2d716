using Azure;
using Azure.Data.Tables;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>A vendor as the service knows it. Its contract is in its folder; this says what the service does about it.</summary>
/// <param name="Mode">In pilot nothing is sent to anybody.</param>
public sealed record VendorState(VendorId Id, string Name, VendorMode Mode, Instant Changed)
{
    /// <summary>Version of the row, for a change under If-Match.</summary>
    public ETag ETag { get; init; }
}

/// <summary>Table <c>vendors</c>: partition and row <c>v</c> for each vendor, beside rows of the vendor's own settings.</summary>
public sealed class VendorsTable
{
    private const string VendorRow = "v";
    private const string FolderSetting = "folder";

    private readonly StoreTable _table;

    internal VendorsTable(StoreTable table) => _table = table;

    /// <summary>The vendor, or null.</summary>
    public async Task<VendorState?> FindAsync(VendorId vendor, CancellationToken cancellationToken = default) =>
        await _table.FindAsync(vendor.Value, VendorRow, cancellationToken) is { } row ? Read(row) : null;

    /// <summary>Every vendor, by id. For the dispatcher of the schedule; not on a request's path.</summary>
    public async IAsyncEnumerable<VendorState> AllAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var row in _table.RowsAsync($"RowKey eq {VendorRow}", cancellationToken: cancellationToken)) yield return Read(row);
    }

    /// <summary>Adds a vendor; null when it is there.</summary>
    public async Task<VendorState?> AddAsync(VendorState vendor, CancellationToken cancellationToken = default) =>
        await _table.AddAsync(Write(vendor), cancellationToken) ? await FindAsync(vendor.Id, cancellationToken) : null;

    /// <summary>Changes a vendor of the version in <see cref="VendorState.ETag"/>; null when it has changed since.</summary>
    public async Task<VendorState?> ReplaceAsync(VendorState vendor, CancellationToken cancellationToken = default) =>
        await _table.ReplaceAsync(Write(vendor), vendor.ETag, cancellationToken) is { } etag ? vendor with { ETag = etag } : null;

    /// <summary>Where the vendor's folder was when a command line last used it; null: none has.</summary>
    public Task<string?> FolderAsync(VendorId vendor, CancellationToken cancellationToken = default) => SettingAsync(vendor, FolderSetting, cancellationToken);

    /// <summary>Remembers where the vendor's folder is on this machine.</summary>
    public Task PutFolderAsync(VendorId vendor, string folder, CancellationToken cancellationToken = default) =>
        _table.PutAsync(new TableEntity(vendor.Value, "s-" + FolderSetting) { ["Value"] = StoredText.Cut(folder) }, cancellationToken);

    /// <summary>Every vendor whose folder a command line has used, by id. Not on a request's path.</summary>
    public async IAsyncEnumerable<VendorId> WithFolderAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var row in _table.RowsAsync($"RowKey eq {"s-" + FolderSetting}", ["PartitionKey"], cancellationToken: cancellationToken))
            yield return VendorId.Parse(row.PartitionKey);
    }

    /// <summary>A setting that is decided once: the value given, or the one that somebody gave before.</summary>
    internal async Task<string> DecideAsync(VendorId vendor, string setting, string value, CancellationToken cancellationToken)
    {
        if (await _table.AddAsync(new TableEntity(vendor.Value, "s-" + setting) { ["Value"] = value }, cancellationToken)) return value;
        return await SettingAsync(vendor, setting, cancellationToken)
            ?? throw new InvalidOperationException($"the setting `{setting}` of `{vendor}` was deleted while it was read");
    }

    internal async Task<string?> SettingAsync(VendorId vendor, string setting, CancellationToken cancellationToken) =>
        (await _table.FindAsync(vendor.Value, "s-" + setting, cancellationToken))?.GetString("Value");

    private static TableEntity Write(VendorState vendor) => new(vendor.Id.Value, VendorRow)
    {
        ["Name"] = StoredText.Cut(vendor.Name),
        ["Mode"] = vendor.Mode.ToString(),
        ["Changed"] = vendor.Changed.ToUnixTimeTicks(),
    };

    private static VendorState Read(TableEntity row) =>
        new(VendorId.Parse(row.PartitionKey), row.GetString("Name") ?? row.PartitionKey, Enum.Parse<VendorMode>(row.GetString("Mode")!), Instant.FromUnixTimeTicks(row.GetInt64("Changed")!.Value))
        {
            ETag = row.ETag,
        };
}
