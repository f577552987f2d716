using System.IO.Compression;

namespace Compliance.Tests.Samples;

/// <summary>A sample as it lies in a folder: the committed one, or one that was just made.</summary>
internal sealed record SampleFolder(string Path)
{
    /// <summary>A committed sample.</summary>
    public static SampleFolder Committed(string name) => new(Repository.At("src", "Compliance.Functions", "samples", name));

    /// <summary>Paths within the folder, in order.</summary>
    public IReadOnlyList<string> Files =>
        [.. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Select(file => System.IO.Path.GetRelativePath(Path, file)).Order(StringComparer.Ordinal)];

    /// <summary>Cells of the rows of every table that its story has.</summary>
    public IReadOnlyList<string[]> Story =>
        [.. File.ReadLines(System.IO.Path.Combine(Path, "STORY.md")).Where(line => line.StartsWith('|')).Select(line => line.Split('|', StringSplitOptions.TrimEntries))];

    /// <summary>Bytes of a file, unpacked where it is packed.</summary>
    public byte[] Content(string file)
    {
        using var stored = File.OpenRead(System.IO.Path.Combine(Path, file));
        using var content = new MemoryStream();
        if (file.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var gzip = new GZipStream(stored, CompressionMode.Decompress);
            gzip.CopyTo(content);
        }
        else
        {
            stored.CopyTo(content);
        }
        return content.ToArray();
    }

    public void AssertSame(SampleFolder made)
    {
        Assert.Equal(made.Files, Files);
        foreach (var file in Files)
            Assert.True(made.Content(file).AsSpan().SequenceEqual(Content(file)), $"`{file}` differs: generate the sample again and commit it");
    }
}
