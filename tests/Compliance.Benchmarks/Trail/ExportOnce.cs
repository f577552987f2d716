using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Compliance.Benchmarks.Scan;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Export;
using Compliance.Trail.Notes;

namespace Compliance.Benchmarks.Trail;

/// <summary>One export, in a process of its own, on one core.</summary>
internal static class ExportOnce
{
    private const string Origin = "compliance.example/acme-bpo";

    public static async Task<int> RunAsync(string target, string entries, string path)
    {
        using var process = Process.GetCurrentProcess();
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()) process.ProcessorAffinity = 1;
        var count = int.Parse(entries, CultureInfo.InvariantCulture);
        var request = await RequestAsync(count);
        var generating = ProcessorSeconds();
        await foreach (var leaf in GeneratedLog.LeavesAsync(0, count)) Debug.Assert(leaf.Hash.Bytes.Length == EntryHash.Size);
        generating = ProcessorSeconds() - generating;

        var (clock, processor) = (Stopwatch.StartNew(), ProcessorSeconds());
        await WriteAsync(request, target, path);
        clock.Stop();
        processor = ProcessorSeconds() - processor;

        process.Refresh();
        Console.WriteLine(JsonSerializer.Serialize(new Measurement(processor, 0, Written(path), count, process.PeakWorkingSet64)
        {
            Found = string.Create(CultureInfo.InvariantCulture,
                $"{processor:F1} s of processor, {clock.Elapsed.TotalSeconds:F1} s by the clock, {Written(path) / 1e6:F0} MB; generating the leaves once takes {generating:F1} s of it"),
        }));
        return 0;
    }

    private static async Task WriteAsync(ExportRequest request, string target, string path)
    {
        if (target == "directory")
        {
            await TrailExport.WriteAsync(request, DirectoryTarget.Create(path));
            return;
        }
        await using var file = new FileStream(path, FileMode.CreateNew);
        await TrailExport.WriteAsync(request, await ZipTarget.CreateAsync(file, default));
    }

    private static async Task<ExportRequest> RequestAsync(int count)
    {
        var frontier = MerkleFrontier.Empty;
        var hashes = new List<EntryHash>();
        await foreach (var leaf in GeneratedLog.LeavesAsync(0, count))
        {
            hashes.Add(leaf.Hash);
            if (hashes.Count < 1024) continue;
            frontier = frontier.Append(hashes);
            hashes.Clear();
        }
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signer = new Signer(key);
        return new()
        {
            Vendor = GeneratedLog.Vendor,
            To = count,
            Checkpoint = await SignedCheckpoint.SignAsync(new Checkpoint(Origin, count, frontier.Append(hashes).Root), [signer], default),
            Keys = [signer.Key],
            Leaves = (from, before, _) => GeneratedLog.LeavesAsync(from, before),
        };
    }

    // Time of the processor, so that what else the machine does is not measured.
    private static double ProcessorSeconds() => Environment.CpuUsage.TotalTime.TotalSeconds;

    private static long Written(string path) =>
        File.Exists(path) ? new FileInfo(path).Length : new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private sealed class Signer(ECDsa key) : INoteSigner
    {
        public NoteKey Key => NoteKey.OfEcdsa(Origin, key.ExportSubjectPublicKeyInfo());

        public Task<byte[]> SignAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken) =>
            Task.FromResult(key.SignData(text.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }
}
