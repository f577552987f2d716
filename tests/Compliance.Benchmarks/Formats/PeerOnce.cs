using System.Security.Cryptography;
using System.Text.Json;
using CsvHelper;

namespace Compliance.Benchmarks.Formats;

/// <summary>What others take to go through the same bytes, in a process of its own, on one core.</summary>
internal static class PeerOnce
{
    public static int Run(string peer, string path)
    {
        using var process = ReadOnce.OneCore();
        Func<string, long> read = peer switch
        {
            "bytes" => Bytes,
            "json" => Json,
            _ => Csv,
        };
        _ = read(path + FormatSample.Head);
        var before = Environment.CpuUsage.TotalTime;
        var records = read(path);
        ReadOnce.Print(process, (Environment.CpuUsage.TotalTime - before).TotalSeconds, new FileInfo(path).Length, records);
        return 0;
    }

    /// <summary>The digest of the file, which every reading takes too.</summary>
    private static long Bytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[256 * 1024];
        for (int read; (read = file.Read(buffer)) > 0;) hash.AppendData(buffer.AsSpan(0, read));
        return hash.GetHashAndReset().Length / SHA256.HashSizeInBytes;
    }

    /// <summary>Every token of every line by the JSON reader of the base library; nothing is kept.</summary>
    private static long Json(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var buffer = new byte[1024 * 1024];
        var (used, lines) = (0, 0L);
        for (int read; (read = file.Read(buffer.AsSpan(used))) > 0;)
        {
            var text = buffer.AsSpan(0, used + read);
            for (int end; (end = text.IndexOf((byte)'\n')) >= 0; text = text[(end + 1)..], lines++)
            {
                var reader = new Utf8JsonReader(text[..end]);
                while (reader.Read()) { }
            }
            used = text.Length;
            text.CopyTo(buffer);
        }
        return lines;
    }

    /// <summary>Every field of every row by CsvHelper's reader; nothing is kept.</summary>
    private static long Csv(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var reader = CsvReader.Create(file, new CsvReaderOptions { Separator = ',' });
        var (rows, length) = (0L, 0L);
        for (; reader.Read(); rows++)
            for (var field = 0; field < reader.FieldCount; field++) length += reader.GetRawSpan(field).Length;
        return length > 0 ? rows : 0;
    }
}
