using Compliance.Vendors;

namespace Compliance.Storage;

/// <summary>What reading the slices of an audit gave, until the audit has ended: files of any length that nobody need keep, each audit's apart.</summary>
/// <remarks>A file is there whole or not at all. Each attempt writes one of its own: an attempt that comes too late cannot change what another wrote.</remarks>
public interface ISliceStore
{
    /// <summary>Where this is, for messages.</summary>
    string Location { get; }

    /// <summary>Stores what is written as a new file.</summary>
    /// <param name="file">Of <see cref="SliceFileName.New"/>.</param>
    /// <param name="write">Writes it, on a thread of its own; what it throws comes back, and nothing is stored then.</param>
    /// <returns>Its length in bytes.</returns>
    Task<long> PutAsync(VendorId vendor, string audit, string file, Action<Stream> write, CancellationToken cancellationToken = default);

    /// <summary>Opens a file for one sequential read; null when it is not there, or not of that length.</summary>
    Stream? Open(VendorId vendor, string audit, string file, long length);

    /// <summary>Deletes a file; one that is not there is no error.</summary>
    Task DeleteAsync(VendorId vendor, string audit, string file, CancellationToken cancellationToken = default);

    /// <summary>Deletes every file of an audit. Repeatable.</summary>
    Task DeleteAllAsync(VendorId vendor, string audit, CancellationToken cancellationToken = default);
}

/// <summary>Names of slice files.</summary>
public static class SliceFileName
{
    /// <summary>A name that no other attempt has.</summary>
    /// <param name="number">Which slice of the audit, from 1.</param>
    public static string New(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number:D5}-{Guid.NewGuid():N}");
}
