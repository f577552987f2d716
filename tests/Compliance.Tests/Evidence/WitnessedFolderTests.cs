using System.Security.Cryptography;
using Compliance.Evidence;

namespace Compliance.Tests.Evidence;

public sealed class WitnessedFolderTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("compliance-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void What_is_read_of_the_contract_is_digested_to_its_end_though_only_its_beginning_was_wanted()
    {
        var bytes = Write("vendor.yaml", 300_000);
        var folder = Witness();
        using (var stream = folder.Open(folder.List()[0])) Assert.Equal(10, stream.ReadAtLeast(new byte[10], 10));

        Assert.Equal((300_000L, Digest(bytes)), Only(folder.Files([])));
    }

    [Fact]
    public void What_nobody_opened_was_listed_and_has_no_digest()
    {
        Write("notes.txt", 10);

        Assert.Null(Assert.Single(Witness().Files([])).Sha256);
    }

    [Fact]
    public void Evidence_is_digested_by_its_reader_and_what_its_reader_says_counts()
    {
        Write("a.csv", 10);
        var folder = Witness();
        folder.ContractRead();
        folder.Open(folder.List()[0]).Dispose();

        Assert.Equal((7L, "abc"), Only(folder.Files([Summary("a.csv", "folder", 7, "abc"), Summary("a.csv", "store", 8, "def")])));
    }

    [Fact]
    public void Where_a_reader_says_nothing_the_file_is_digested_afterwards()
    {
        var bytes = Write("a.csv", 10);
        var folder = Witness();
        folder.ContractRead();
        folder.Open(folder.List()[0]).Dispose();

        Assert.Equal((10L, Digest(bytes)), Only(folder.Files([])));
    }

    [Fact]
    public void The_list_stays_what_it_was_and_a_log_that_grew_gives_again_what_was_read()
    {
        var bytes = Write("a.csv", 10);
        var folder = Witness();
        Write("b.csv", 1);
        File.AppendAllText(Path.Combine(_root.FullName, "a.csv"), "more");

        Assert.Equal("a.csv", Assert.Single(folder.List()).Path);
        using var again = folder.OpenAgain("a.csv", 10);
        using var read = new MemoryStream();
        again.CopyTo(read);
        Assert.Equal(bytes, read.ToArray());
    }

    private WitnessedFolder Witness() => new(new DiskFolder(_root.FullName));

    private byte[] Write(string path, int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++) bytes[i] = unchecked((byte)(i * 7));
        File.WriteAllBytes(Path.Combine(_root.FullName, path), bytes);
        return bytes;
    }

    private static (long, string?) Only(IReadOnlyList<WitnessedFile> files) => (Assert.Single(files).Length, files[0].Sha256);

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static SourceSummary Summary(string source, string method, long bytes, string sha256) => new() { Source = source, Format = "csv", Method = method, Bytes = bytes, Sha256 = sha256 };
}
