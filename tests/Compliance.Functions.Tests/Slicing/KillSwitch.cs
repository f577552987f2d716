using Compliance.Azure.Tests.Storage;
using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Functions.Tests.Slicing;

/// <summary>Ends a process at one of its steps: a request to the tables, a file opened, a slice file put. Nothing that it asks for after that happens.</summary>
/// <param name="at">From this step on; null: never.</param>
internal sealed class KillSwitch(int? at = null)
{
    private int _steps;

    public int Steps => _steps;

    public Exception? Next() => Interlocked.Increment(ref _steps) >= at ? new KilledException() : null;

    /// <summary>Whether it is already dead: a step that was carried out and whose answer nobody gets.</summary>
    public Exception? Now() => Volatile.Read(ref _steps) >= at ? new KilledException() : null;

    public void Step()
    {
        if (Next() is { } killed) throw killed;
    }
}

/// <summary>Evidence that is opened by a process that may end there.</summary>
internal sealed class WatchedEvidence(IEvidenceStore inner, KillSwitch kill, Action<string> opened) : IEvidenceStore
{
    public string Location => inner.Location;

    public Task<StoredEvidence> PutAsync(VendorId vendor, EvidencePath path, Stream body, CancellationToken cancellationToken = default) =>
        inner.PutAsync(vendor, path, body, cancellationToken);

    public Task<StoredEvidence?> AddAsync(VendorId vendor, EvidencePath path, Stream body, CancellationToken cancellationToken = default) =>
        inner.AddAsync(vendor, path, body, cancellationToken);

    public Task<IReadOnlyList<StoredEvidence>> ListAsync(VendorId vendor, CancellationToken cancellationToken = default) => inner.ListAsync(vendor, cancellationToken);

    public Stream Open(VendorId vendor, EvidencePath path, string? etag = null)
    {
        kill.Step();
        opened(path.Value);
        return inner.Open(vendor, path, etag);
    }

    public Task<EvidenceDeletion> DeleteAsync(VendorId vendor, EvidencePath path, string etag, CancellationToken cancellationToken = default) =>
        inner.DeleteAsync(vendor, path, etag, cancellationToken);
}

/// <summary>Slice files that are put by a process that may end before that or behind it.</summary>
internal sealed class WatchedSlices(ISliceStore inner, KillSwitch kill) : ISliceStore
{
    public string Location => inner.Location;

    public async Task<long> PutAsync(VendorId vendor, string audit, string file, Action<Stream> write, CancellationToken cancellationToken = default)
    {
        kill.Step();
        var length = await inner.PutAsync(vendor, audit, file, write, cancellationToken);
        kill.Step();
        return length;
    }

    public Stream? Open(VendorId vendor, string audit, string file, long length)
    {
        kill.Step();
        return inner.Open(vendor, audit, file, length);
    }

    public async Task DeleteAsync(VendorId vendor, string audit, string file, CancellationToken cancellationToken = default)
    {
        kill.Step();
        await inner.DeleteAsync(vendor, audit, file, cancellationToken);
    }

    public async Task DeleteAllAsync(VendorId vendor, string audit, CancellationToken cancellationToken = default)
    {
        kill.Step();
        await inner.DeleteAllAsync(vendor, audit, cancellationToken);
        kill.Step();
    }
}
