using System.Security.Cryptography;
using System.Text;
using Compliance.Evidence;

namespace Compliance.Slices;

/// <summary>How the logs of one audit are shared out: consecutive files, in reading order, each in one slice. A function of the list and of the size asked for.</summary>
public sealed class SlicePlan
{
    private SlicePlan(IReadOnlyList<IReadOnlyList<VendorFile>> parts)
    {
        var slices = new List<Slice>(parts.Count);
        var first = 0;
        foreach (var files in parts)
        {
            slices.Add(new Slice(this, slices.Count + 1, first, files));
            first += files.Count;
        }
        Slices = slices;
        Digest = DigestOf(parts);
    }

    /// <summary>In reading order; empty when there is no log.</summary>
    public IReadOnlyList<Slice> Slices { get; }

    /// <summary>SHA-256 over which file, of what length and digest, is in which slice; lower-case hex.</summary>
    public string Digest { get; }

    /// <summary>Bytes of all files, as stored.</summary>
    public long Bytes => Slices.Sum(slice => slice.Bytes);

    /// <param name="logs">Every log of the audit in reading order: <see cref="LogReader.Files"/>.</param>
    /// <param name="bytes">About the stored bytes of a slice, from 1. A slice ends with the file that reaches them: a file is never divided.</param>
    public static SlicePlan Of(IReadOnlyList<VendorFile> logs, long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        var parts = new List<IReadOnlyList<VendorFile>>();
        var files = new List<VendorFile>();
        var held = 0L;
        foreach (var log in logs)
        {
            // With it the slice would be further from the size than without.
            if (files.Count > 0 && held + log.Length - bytes > bytes - held) End();
            files.Add(log);
            held += log.Length;
            if (held >= bytes) End();
        }
        if (files.Count > 0) End();
        return new SlicePlan(parts);

        void End()
        {
            parts.Add([.. files]);
            files.Clear();
            held = 0;
        }
    }

    /// <summary>A plan with so many files in each slice, whatever their size.</summary>
    internal static SlicePlan OfCounts(IReadOnlyList<VendorFile> logs, IEnumerable<int> counts)
    {
        var parts = new List<IReadOnlyList<VendorFile>>();
        var at = 0;
        foreach (var count in counts)
        {
            parts.Add([.. logs.Skip(at).Take(count)]);
            at += count;
        }
        if (at != logs.Count) throw new ArgumentException($"the slices have {at} files, and there are {logs.Count}", nameof(counts));
        return new SlicePlan(parts);
    }

    // A path holds no line break that could be taken for another file: its length stands before it.
    private static string DigestOf(IEnumerable<IReadOnlyList<VendorFile>> parts)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var files in parts)
        {
            digest.AppendData(Encoding.UTF8.GetBytes($"slice {files.Count}\n"));
            foreach (var file in files) digest.AppendData(Encoding.UTF8.GetBytes($"{file.Path.Length} {file.Path} {file.Length} {file.Sha256}\n"));
        }
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }
}

/// <summary>Consecutive log files of one audit, read apart from the others.</summary>
public sealed class Slice
{
    internal Slice(SlicePlan plan, int number, int first, IReadOnlyList<VendorFile> files) => (Plan, Number, First, Files) = (plan, number, first, files);

    public SlicePlan Plan { get; }

    /// <summary>Position in the plan, from 1.</summary>
    public int Number { get; }

    /// <summary>At least one, in reading order.</summary>
    public IReadOnlyList<VendorFile> Files { get; }

    /// <summary>Of its files, as stored.</summary>
    public long Bytes => Files.Sum(file => file.Length);

    /// <summary>Position of its first file among all logs, from 0.</summary>
    internal int First { get; }

    /// <summary>For messages: <c>slice 2 of 7</c>.</summary>
    public override string ToString() => $"slice {Number} of {Plan.Slices.Count}";
}
