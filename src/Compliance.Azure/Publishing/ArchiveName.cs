using System.Globalization;
using System.Text.RegularExpressions;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Vendors;

namespace Compliance.Publishing;

/// <summary>How files of an archive are called, and what they are held to.</summary>
public static partial class ArchiveName
{
    /// <summary>A signed checkpoint, exactly.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>An RFC 3161 response over the bytes of the checkpoint of that size.</summary>
    public const string Timestamp = "tsr";

    /// <summary>Bytes that are read back at most: more than any checkpoint or timestamp has.</summary>
    internal const int MaxBytes = 128 << 10;

    internal static string Of(long size, string name) => string.Create(CultureInfo.InvariantCulture, $"{size:D19}.{name}");

    /// <summary>Whether a file is a checkpoint, by its name.</summary>
    internal static bool IsCheckpoint(string file) => Checkpoints().IsMatch(file);

    /// <exception cref="TrailInconsistentException">The bytes are no checkpoint of the size that the name tells.</exception>
    internal static SignedCheckpoint Read(VendorId vendor, string file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            var read = SignedCheckpoint.Parse(bytes);
            if (Of(read.Checkpoint.Size, Checkpoint) == file) return read;
            throw new TrailInconsistentException(vendor.Value, $"the archive has a checkpoint of size {read.Checkpoint.Size} under the name `{file}`");
        }
        catch (FormatException e)
        {
            throw new TrailInconsistentException(vendor.Value, $"`{file}` of the archive is no checkpoint: {e.Message}", e);
        }
    }

    /// <exception cref="TrailInconsistentException">What is there is something else.</exception>
    internal static void MustEqual(VendorId vendor, string file, ReadOnlySpan<byte> there, ReadOnlySpan<byte> given)
    {
        if (!there.SequenceEqual(given)) throw new TrailInconsistentException(vendor.Value, $"the archive has `{file}` with other bytes than those to be added: the archive, or the table that these are from, is not what it was");
    }

    [GeneratedRegex(@"\A[0-9]{19}\.checkpoint\z", RegexOptions.CultureInvariant)]
    private static partial Regex Checkpoints();
}
