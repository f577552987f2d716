using System.IO.Compression;
using System.Text;
using Compliance.Trail;
using Compliance.Trail.Export;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Trail.Export;

/// <summary>Exports that do not come to their end, for one reason or another: nobody takes what is there for the whole.</summary>
public sealed class BrokenExportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("compliance-export-");

    private string Target => Path.Combine(_folder.FullName, "export");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    [InlineData(599)]
    public async Task A_source_that_fails_leaves_no_manifest(long at)
    {
        var request = await new TestLog(600).RequestAsync();
        var broken = request with { Leaves = (from, before, ct) => Cut(request.Leaves(from, before, ct), at, new IOException("the store is gone")) };

        await Assert.ThrowsAsync<IOException>(() => TrailExport.WriteAsync(broken, DirectoryTarget.Create(Target)));

        Assert.False(File.Exists(Path.Combine(Target, "export.json")));
        Assert.True(File.Exists(Path.Combine(Target, "checkpoint")));
    }

    [Fact]
    public async Task A_source_that_ends_early_is_an_inconsistent_trail()
    {
        var request = await new TestLog(600).RequestAsync();
        var broken = request with { Leaves = (from, before, ct) => Cut(request.Leaves(from, before, ct), 599, failure: null) };

        var thrown = await Assert.ThrowsAsync<TrailInconsistentException>(() => TrailExport.WriteAsync(broken, DirectoryTarget.Create(Target)));

        Assert.Contains("entry 599 is missing", thrown.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Target, "export.json")));
    }

    [Fact]
    public async Task Entries_that_the_checkpoint_was_not_signed_over_are_not_exported()
    {
        var log = new TestLog(300);
        var request = await log.RequestAsync();
        log.Hashes[17] = EntryHash.OfLeaf("another"u8);

        await Assert.ThrowsAsync<TrailInconsistentException>(() => TrailExport.WriteAsync(request, DirectoryTarget.Create(Target)));

        Assert.False(File.Exists(Path.Combine(Target, "export.json")));
    }

    [Fact]
    public async Task A_zip_that_broke_off_cannot_be_opened()
    {
        var request = await new TestLog(600).RequestAsync();
        var output = new ForwardStream();
        var broken = request with { Leaves = (from, before, ct) => Cut(request.Leaves(from, before, ct), 500, new IOException("the store is gone")) };

        await Assert.ThrowsAsync<IOException>(async () => await TrailExport.WriteAsync(broken, await ZipTarget.CreateAsync(output, default)));

        Assert.Throws<InvalidDataException>(() => new ZipArchive(new MemoryStream(output.Written)));
    }

    [Fact]
    public async Task At_whatever_file_the_target_fails_it_is_told_and_there_is_no_manifest()
    {
        var request = await new TestLog(300).RequestAsync() with { Names = TestLog.Known() };
        var files = NaiveExport.Of(new TestLog(300), request, names: true).Count;
        for (var fails = 0; fails < files; fails++)
        {
            var path = $"{Target}-{fails}";
            await Assert.ThrowsAsync<IOException>(() => TrailExport.WriteAsync(request, new FullDisk(DirectoryTarget.Create(path), fails)));
            Assert.False(File.Exists(Path.Combine(path, "export.json")));
        }
        await TrailExport.WriteAsync(request, new FullDisk(DirectoryTarget.Create(Target), files));
    }

    [Fact]
    public async Task A_directory_that_holds_something_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(Target);
        await File.WriteAllTextAsync(Path.Combine(Target, "mine.txt"), "mine");

        var refused = Assert.Throws<InputException>(() => DirectoryTarget.Create(Target));

        Assert.Contains("is not empty", refused.Message, StringComparison.Ordinal);
        Assert.Equal("mine.txt", Path.GetFileName(Assert.Single(Directory.EnumerateFileSystemEntries(Target))));
        Assert.Throws<InputException>(() => DirectoryTarget.Create(Path.Combine(Target, "mine.txt")));
    }

    [Theory]
    [InlineData("tile")]
    [InlineData("entries.csv")]
    public async Task A_link_that_is_put_into_the_export_is_not_followed(string name)
    {
        var elsewhere = _folder.CreateSubdirectory("elsewhere").FullName;
        var target = DirectoryTarget.Create(Target);
        File.CreateSymbolicLink(Path.Combine(Target, name), name == "tile" ? elsewhere : Path.Combine(elsewhere, "table"));
        var request = await new TestLog(300).RequestAsync();

        await Assert.ThrowsAsync<IOException>(() => TrailExport.WriteAsync(request, target));

        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere));
    }

    [Fact]
    public async Task Being_cancelled_leaves_no_manifest()
    {
        using var cancelled = new CancellationTokenSource();
        var request = await new TestLog(10_000).RequestAsync() with { Progress = new Act(_ => cancelled.Cancel()) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TrailExport.WriteAsync(request, DirectoryTarget.Create(Target), cancelled.Token));

        Assert.False(File.Exists(Path.Combine(Target, "export.json")));
    }

    [Theory]
    [InlineData("22D55C6E22")]
    [InlineData("225C756438303022")]
    public async Task A_leaf_whose_strings_are_no_text_is_called_inconsistent(string principal)
    {
        byte[] leaf = [.. """{"data":{"principal":"""u8, .. Convert.FromHexString(principal), .. "}}"u8];
        await Assert.ThrowsAsync<TrailInconsistentException>(async () => await Exported.ToZipAsync(await new TestLog(leaf).RequestAsync()));
    }

    [Fact]
    public void Whatever_bytes_a_leaf_has_it_is_exported_or_called_inconsistent()
    {
        var leaf = Encoding.UTF8.GetBytes("""{"actor":"p:x","data":{"principal":"\u0001\"","rule":7},"time":"t","type":"a","v":1,"vendor":"acme-bpo"}""");
        var damaged = from at in Gen.Choose(0, leaf.Length - 1)
                      from to in ArbMap.Default.GeneratorFor<byte>()
                      select (byte[])[.. leaf[..at], to, .. leaf[(at + 1)..]];
        var bytes = Gen.OneOf(damaged, ArbMap.Default.GeneratorFor<byte[]>());

        Prop.ForAll(bytes.ToArbitrary(), arbitrary =>
        {
            var request = new TestLog(arbitrary).RequestAsync().GetAwaiter().GetResult() with { Names = TestLog.Known() };
            var thrown = Record.Exception(() => Exported.ToZipAsync(request).GetAwaiter().GetResult());
            Assert.True(thrown is null or TrailInconsistentException, thrown?.ToString());
        }).Check(Tried.Times());
    }

    private static async IAsyncEnumerable<TrailLeaf> Cut(IAsyncEnumerable<TrailLeaf> leaves, long at, Exception? failure)
    {
        await foreach (var leaf in leaves)
        {
            if (leaf.Index < at) yield return leaf;
            else if (failure is null) yield break;
            else throw failure;
        }
    }

    /// <summary>Makes so many files and no more.</summary>
    private sealed class FullDisk(IExportTarget target, int files) : IExportTarget
    {
        private int _made;

        public bool ManyOpen => target.ManyOpen;

        public ValueTask<IExportTargetFile> CreateAsync(string path, CancellationToken cancellationToken) =>
            _made++ < files ? target.CreateAsync(path, cancellationToken) : throw new IOException("no space left on device");

        public ValueTask CompleteAsync(CancellationToken cancellationToken) => target.CompleteAsync(cancellationToken);
    }

    private sealed class Act(Action<ExportProgress> act) : IProgress<ExportProgress>
    {
        public void Report(ExportProgress value) => act(value);
    }
}
