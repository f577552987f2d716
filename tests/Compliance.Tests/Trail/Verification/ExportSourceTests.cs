using System.IO.Compression;
using Compliance.Tests.Samples;
using Compliance.Trail.Verification;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Trail.Verification;

public sealed class ExportSourceTests : IDisposable
{
    private readonly TestSigner _signer = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _signer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_zip_says_the_same_as_its_folder()
    {
        var files = NaiveExport.Of(NaiveExport.Entries(300), _signer, 290).Files();
        foreach (var (path, bytes) in files) Write(path, bytes);
        using var zip = new ZipSource(new MemoryStream(Zip(files)), "export.zip");

        var folder = await ExportVerifier.VerifyAsync(new DirectorySource(_folder.Path), new VerifyOptions());
        var zipped = await ExportVerifier.VerifyAsync(zip, new VerifyOptions());

        Assert.Equal((TrailVerdict.Verified, TrailVerdict.Verified), (folder.Verdict, zipped.Verdict));
        Assert.Equal((folder.Root, folder.To, folder.UnsignedTail), (zipped.Root, zipped.To, zipped.UnsignedTail));
    }

    [Theory]
    [InlineData("../checkpoint")]
    [InlineData("/checkpoint")]
    [InlineData("tile/../checkpoint")]
    [InlineData("tile\\checkpoint")]
    [InlineData("C:checkpoint")]
    public void A_zip_whose_paths_lead_out_of_it_is_refused(string path) =>
        Assert.Contains("leads out of it", Refusal(Zip(new() { [path] = [1] })), StringComparison.Ordinal);

    [Fact]
    public void A_zip_that_unpacks_to_far_more_than_it_is_is_refused() =>
        Assert.Contains("times its size", Refusal(Zip(new() { ["entries.ndjson"] = new byte[8 << 20] })), StringComparison.Ordinal);

    [Fact]
    public void A_link_in_a_folder_is_refused()
    {
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "checkpoint"), "/dev/zero");

        Assert.Contains("symbolic link", Assert.Throws<InputException>(() => new DirectorySource(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_that_holds_the_folder_and_not_its_files_says_so()
    {
        var files = NaiveExport.Of(NaiveExport.Entries(3), _signer).Files().ToDictionary(file => $"acme-trail/{file.Key}", file => file.Value);

        Assert.Equal("`export.zip` holds the folder `acme-trail`, and the export in that: pack what the folder holds, or unpack it and verify the folder", Refusal(Zip(files)));
    }

    [Fact]
    public void Whatever_the_bytes_of_a_zip_are_it_is_read_or_refused() => Check.One(
        Tried.Times(),
        Prop.ForAll(Gen.Choose(0, int.MaxValue).Two().ToArbitrary(), damage =>
        {
            var bytes = Zip(NaiveExport.Of(NaiveExport.Entries(3), _signer).Files());
            bytes[damage.Item1 % bytes.Length] ^= (byte)(1 << (damage.Item2 % 8));
            try
            {
                using var zip = new ZipSource(new MemoryStream(bytes), "export.zip");
                ExportVerifier.VerifyAsync(zip, new VerifyOptions()).GetAwaiter().GetResult();
            }
            catch (InputException)
            {
                return true;
            }
            return true;
        }));

    [Fact]
    public void Whatever_lies_in_a_file_there_is_a_verdict() => Check.One(
        Tried.Times(),
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>().Generator.Two().ToArbitrary(), given =>
        {
            var files = NaiveExport.Of(NaiveExport.Entries(3), _signer).Files();
            var path = files.Keys.Order(StringComparer.Ordinal).ElementAt(given.Item2.Length % files.Count);
            files[path] = given.Item1;
            return ExportVerifier.VerifyAsync(new MemorySource(files), new VerifyOptions()).GetAwaiter().GetResult().Verdict != TrailVerdict.Verified;
        }));

    private static string Refusal(byte[] zip) => Assert.Throws<InputException>(() => new ZipSource(new MemoryStream(zip), "export.zip")).Message;

    private static byte[] Zip(Dictionary<string, byte[]> files)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (path, content) in files)
            {
                using var file = zip.CreateEntry(path).Open();
                file.Write(content);
            }
        }
        return bytes.ToArray();
    }

    private void Write(string path, byte[] bytes)
    {
        var file = Path.Combine(_folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
    }
}
