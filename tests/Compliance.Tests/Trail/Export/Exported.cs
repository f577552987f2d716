using System.IO.Compression;
using Compliance.Trail.Export;

namespace Compliance.Tests.Trail.Export;

/// <summary>What an export consists of: path and bytes of every file.</summary>
internal static class Exported
{
    public static async Task<SortedDictionary<string, byte[]>> ToDirectoryAsync(ExportRequest request)
    {
        var folder = Directory.CreateTempSubdirectory("compliance-export-");
        try
        {
            await TrailExport.WriteAsync(request, DirectoryTarget.Create(folder.FullName));
            return Files(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static async Task<byte[]> ToZipAsync(ExportRequest request)
    {
        var output = new ForwardStream();
        await TrailExport.WriteAsync(request, await ZipTarget.CreateAsync(output, default));
        return output.Written;
    }

    public static SortedDictionary<string, byte[]> Unzip(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes));
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries)
        {
            using var stream = entry.Open();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            files.Add(entry.FullName, copy.ToArray());
        }
        return files;
    }

    public static SortedDictionary<string, byte[]> Files(string folder)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            files.Add(Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllBytes(path));
        return files;
    }

    /// <summary>The same files with the same bytes, or which differs.</summary>
    public static void AssertSame(SortedDictionary<string, byte[]> expected, SortedDictionary<string, byte[]> actual)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        foreach (var (path, bytes) in expected)
            Assert.True(bytes.AsSpan().SequenceEqual(actual[path]), $"{path} differs: {bytes.Length} bytes expected, {actual[path].Length} there");
    }
}
