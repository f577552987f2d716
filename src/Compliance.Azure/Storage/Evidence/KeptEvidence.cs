using Compliance.Vendors;

namespace Compliance.Storage;

/// <summary>Copies of what audits read, each under its digest, so that an audit can be performed again after its files have changed.</summary>
/// <remarks>They lie in the evidence store under <c>collected/kept/</c>, which no upload can reach and no audit lists. A file is copied once,
/// however many audits read it.</remarks>
public sealed class KeptEvidence(IEvidenceStore store)
{
    /// <summary>Where the copies lie, each named by its digest.</summary>
    internal const string Folder = "collected/kept/";

    /// <summary>Where the copy of a digest lies.</summary>
    public static EvidencePath PathOf(string sha256) => EvidencePath.Parse(Folder + sha256);

    /// <summary>Copies those files that are not there yet. Repeatable.</summary>
    /// <param name="files">Those without a digest are passed over, as are those longer than <see cref="EvidenceLimits.MaxBytes"/>.</param>
    /// <param name="open">Opens the bytes that an audit read of a file, no more and no less.</param>
    /// <returns>Paths of the files of which there is no copy: too long, or changed since.</returns>
    public async Task<IReadOnlyList<string>> KeepAsync(
        VendorId vendor, IEnumerable<FrozenFile> files, Func<FrozenFile, Stream> open, CancellationToken cancellationToken = default)
    {
        var left = new List<string>();
        foreach (var file in files.Where(file => file.Sha256.Length > 0))
            if (!await KeepAsync(vendor, file, open, cancellationToken)) left.Add(file.Path);
        return left;
    }

    private async Task<bool> KeepAsync(VendorId vendor, FrozenFile file, Func<FrozenFile, Stream> open, CancellationToken cancellationToken)
    {
        if (file.Length > EvidenceLimits.MaxBytes) return false;
        if (IsThere(vendor, file)) return true;
        try
        {
            await using var bytes = new FrozenStream(open(file), file);
            await store.PutAsync(vendor, PathOf(file.Sha256), bytes, cancellationToken);
            return true;
        }
        catch (EvidenceChangedException)
        {
            return false;
        }
    }

    private bool IsThere(VendorId vendor, FrozenFile file)
    {
        try
        {
            store.Open(vendor, PathOf(file.Sha256)).Dispose();
            return true;
        }
        catch (EvidenceChangedException)
        {
            return false;
        }
    }
}
