using System.Text;
using Compliance.Evidence;

namespace Compliance.Tests.Evidence;

public sealed class DiskFolderTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("vendor").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void Files_are_listed_in_ordinal_order_with_slashes()
    {
        Write("logs/b.csv", "");
        Write("logs/B.csv", "");
        Write("logs/a/z.csv", "abc");
        Write("vendor.yaml", "");
        var files = new DiskFolder(_path).List();
        Assert.Equal(["logs/B.csv", "logs/a/z.csv", "logs/b.csv", "vendor.yaml"], files.Select(file => file.Path));
        Assert.Equal(3, files[1].Length);
    }

    [Fact]
    public void A_file_is_read_back()
    {
        Write("logs/a.csv", "time,user");
        var folder = new DiskFolder(_path);
        using var reader = new StreamReader(folder.Open(folder.List()[0]));
        Assert.Equal("time,user", reader.ReadToEnd());
    }

    [Fact]
    public void A_missing_folder_is_refused_with_what_belongs_there()
    {
        var error = Assert.Throws<InputException>(() => new DiskFolder(Path.Combine(_path, "nowhere")).List());
        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
        Assert.Contains("access.yaml", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_folder_is_refused() => Assert.Contains("is empty", Assert.Throws<InputException>(() => new DiskFolder(_path).List()).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_given_as_folder_is_refused()
    {
        Write("a.txt", "");
        Assert.Contains("is a file", Assert.Throws<InputException>(() => new DiskFolder(Path.Combine(_path, "a.txt")).List()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_link_is_refused_by_name(bool toDirectory)
    {
        Write("logs/a.csv", "");
        var link = Path.Combine(_path, "logs", "link");
        if (toDirectory) Directory.CreateSymbolicLink(link, Path.GetTempPath());
        else File.CreateSymbolicLink(link, "/etc/hostname");
        var error = Assert.Throws<InputException>(() => new DiskFolder(_path).List());
        Assert.Contains("`logs/link` is a symbolic link", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_leaves_the_folder_is_refused()
    {
        var error = Assert.Throws<InputException>(() => new DiskFolder(_path).Open(new VendorFile("../secret", 1, null)));
        Assert.Contains("../secret", error.Message, StringComparison.Ordinal);
    }

    private void Write(string relative, string text)
    {
        var full = Path.Combine(_path, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text, new UTF8Encoding(false));
    }
}
