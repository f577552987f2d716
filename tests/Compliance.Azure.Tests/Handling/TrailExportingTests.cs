using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.Azure.Tests.Storage;
using Compliance.Handling;
using Compliance.Publishing;
using Compliance.Secrets;
using Compliance.Signing;
using Compliance.Storage;
using Compliance.Tests.Trail.Timestamps;
using Compliance.Trail;
using Compliance.Trail.Export;
using Compliance.Trail.Timestamps;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Handling;

/// <summary>A vendor's trail on the embedded store, exported as somebody at a terminal does it, and as the service does.</summary>
public sealed class TrailExportingTests : IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 9, 0);

    private readonly TestStore _files = new();
    private readonly VendorId _vendor = TestStore.NewVendor();
    private readonly StoppedClock _clock = new(Now);
    private readonly Store _store;
    private readonly VendorKeys _keys;

    public TrailExportingTests()
    {
        _store = _files.Open();
        _keys = new VendorKeys(new LocalSecretClient(Path.Combine(_files.Folder, "secrets.json")), _store.Vendors);
    }

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task An_export_is_an_entry_of_what_it_exports()
    {
        await AppendAsync(3);

        var request = await Local().PrepareAsync(Order());
        var files = await WriteAsync(request);

        // Three entries, the export, and the key that signs for the first time.
        Assert.Equal((0L, 5L, 5L), (request.From, request.To, request.Checkpoint.Checkpoint.Size));
        var lines = Text(files["entries.ndjson"]).TrimEnd('\n').Split('\n');
        Assert.Equal(["vendor changed", "vendor changed", "vendor changed", "trail exported", "checkpoint key added"], lines.Select(line => (string)JsonNode.Parse(line)!["type"]!));
        var entry = JsonNode.Parse(lines[3])!;
        Assert.Equal((await _keys.OfAsync(_vendor)).OfPerson("d.osei"), (string?)entry["actor"]);
        Assert.Equal("""{"format":"directory","from":0,"names":false}""", entry["data"]!.ToJsonString());
        Assert.DoesNotContain("d.osei", string.Concat(files.Values.Select(Text)), StringComparison.Ordinal);
        Assert.Contains("tile/0/000.p/5", files.Keys);
    }

    [Fact]
    public async Task Lines_and_bundles_are_the_leaves_that_the_store_has()
    {
        await AppendAsync(600);

        var files = await WriteAsync(await Local().PrepareAsync(Order()));

        var leaves = new List<byte[]>();
        await foreach (var leaf in _store.Trail.LeavesAsync(_vendor.Value, 0, 602)) leaves.Add(leaf.Bytes.ToArray());
        Assert.Equal(string.Concat(leaves.Select(leaf => Text(leaf) + "\n")), Text(files["entries.ndjson"]));
        byte[] last = [.. leaves.Skip(512).SelectMany(leaf => (byte[])[(byte)(leaf.Length >> 8), (byte)(leaf.Length & 255), .. leaf])];
        Assert.Equal(last, files["tile/entries/002.p/90"]);
        Assert.Equal(leaves.Take(256).SelectMany(leaf => EntryHash.OfLeaf(leaf).ToArray()), files["tile/0/000"]);
        Assert.Equal(2 * EntryHash.Size, files["tile/1/000.p/2"].Length);
    }

    [Fact]
    public async Task Names_are_those_of_who_occurs_and_only_when_asked_for()
    {
        await AppendAsync(2);
        await _store.Names.AddAsync(_vendor, new Dictionary<string, string> { [Pseudonym('a')] = "=Ann", [Pseudonym('z')] = "Nobody In It" });

        var files = await WriteAsync(await Local().PrepareAsync(Order() with { WithNames = true }));

        var actor = (await _keys.OfAsync(_vendor)).OfPerson("d.osei");
        string[] rows = [$"{Pseudonym('a')},'=Ann\r\n", $"{actor},d.osei\r\n"];
        Assert.Equal("pseudonym,name\r\n" + string.Concat(rows.Order(StringComparer.Ordinal)), Text(files["names.csv"]));
        Assert.Contains(",'=Ann,\r\n", Text(files["entries.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_only_the_service_signs_newer_entries_are_the_unsigned_tail()
    {
        await AppendAsync(3);
        await Signing().RunAsync(_vendor);

        var request = await Remote().PrepareAsync(Order());
        var files = await WriteAsync(request);

        Assert.Equal((4L, 5L), (request.Checkpoint.Checkpoint.Size, request.To));
        Assert.Equal(5, Text(files["entries.ndjson"]).Count(c => c == '\n'));
        Assert.Contains("tile/0/000.p/4", files.Keys);
    }

    [Fact]
    public async Task A_trail_that_was_never_signed_is_not_exported_and_nothing_is_recorded()
    {
        await AppendAsync(3);

        var refused = await Assert.ThrowsAsync<InputException>(() => Remote().PrepareAsync(Order()));

        Assert.Contains("SignCheckpoints", refused.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await _store.Trail.HeadAsync(_vendor.Value)).Size);
    }

    [Theory]
    [InlineData(3, null)]
    [InlineData(-1, null)]
    [InlineData(0, 4L)]
    [InlineData(2, 2L)]
    public async Task Entries_that_are_not_there_are_refused_and_nothing_is_recorded(long from, long? to)
    {
        await AppendAsync(3);

        await Assert.ThrowsAsync<InputException>(() => Local().PrepareAsync(Order() with { From = from, To = to }));

        Assert.Equal(3, (await _store.Trail.HeadAsync(_vendor.Value)).Size);
    }

    [Fact]
    public async Task The_trail_of_a_vendor_that_has_none_is_not_begun_by_exporting_it()
    {
        await Assert.ThrowsAsync<InputException>(() => Local().PrepareAsync(Order()));

        Assert.Equal(0, (await _store.Trail.HeadAsync(_vendor.Value)).Size);
    }

    [Fact]
    public async Task A_range_is_exported_also_when_tiles_that_were_kept_lie()
    {
        await AppendAsync(600);
        await Signing().RunAsync(_vendor);
        var order = Order() with { From = 300, To = 500 };
        var honest = Text((await WriteAsync(await Local().PrepareAsync(order)))["export.json"]);
        await _store.Table("trail").PutAsync(new(_vendor.Value, "t00-0000000000000001") { ["D"] = new byte[8192] }, default);

        var files = await WriteAsync(await Local().PrepareAsync(order));

        Assert.Equal(JsonNode.Parse(honest)!["frontier"]!.ToJsonString(), JsonNode.Parse(files["export.json"])!["frontier"]!.ToJsonString());
        Assert.Equal(200, Text(files["entries.ndjson"]).Count(c => c == '\n'));
    }

    [Fact]
    public async Task The_first_key_of_an_export_is_the_one_that_signed_its_checkpoint_not_the_one_that_came_last()
    {
        await AppendAsync(1);
        await Signing().RunAsync(_vendor);
        var path = Path.Combine(_files.Folder, CheckpointKeys.FileName);
        var first = await File.ReadAllTextAsync(path);
        using var tried = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(path, first + "\n" + tried.ExportPkcs8PrivateKeyPem() + "\n");
        var both = await Local().PrepareAsync(Order());
        await File.WriteAllTextAsync(path, first);
        var one = await Local().PrepareAsync(Order());

        using var kept = ECDsa.Create();
        kept.ImportFromPem(first);
        string[] pems = [kept.ExportSubjectPublicKeyInfoPem() + "\n", tried.ExportSubjectPublicKeyInfoPem() + "\n"];
        Assert.Equal(pems, both.Keys.Select(key => key.PublicKeyPem()));
        Assert.Equal(pems, one.Keys.Select(key => key.PublicKeyPem()));
        Assert.Equal(pems[0], Text((await WriteAsync(one))["public-key.pem"]));
    }

    [SkippableFact]
    public async Task A_timestamp_of_an_export_is_one_that_openssl_verifies_and_the_verifier_takes()
    {
        using var authority = OpensslAuthority.Start();
        await AppendAsync(1);
        var signed = (await Signing().RunAsync(_vendor))!;
        var question = TimestampRequest.Of(signed.Bytes.Span);
        var answer = question.Read(authority.Answer(question.Bytes)).Token!;
        await new PublishedRows(_store).AddAsync(_vendor, new(signed.Checkpoint.Size, answer), default);

        var files = await WriteAsync(await Local().PrepareAsync(Order()));

        var at = $"timestamps/{signed.Checkpoint.Size:D19}";
        Assert.Equal(signed.Bytes.ToArray(), files[$"{at}.checkpoint"]);
        Assert.True(authority.Verifies(files[$"{at}.tsr"], files[$"{at}.checkpoint"]));
        Assert.True(TimestampToken.TryParse(files[$"{at}.tsr"], out var token));
        Assert.Equal(answer.Bytes.ToArray(), token!.Bytes.ToArray());
    }

    [Fact]
    public async Task An_export_can_be_read_twice_as_a_zip_is()
    {
        await AppendAsync(300);
        var request = await Local().PrepareAsync(Order() with { Format = "zip", WithNames = true });
        using var output = new MemoryStream();

        await TrailExport.WriteAsync(request, await ZipTarget.CreateAsync(output, default));

        var directory = await WriteAsync(request);
        using var zip = new ZipArchive(output);
        Assert.Equal(directory.Keys, zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        Assert.All(zip.Entries, entry => Assert.Equal(directory[entry.FullName].Length, entry.Length));
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static string Pseudonym(char letter) => $"p:{new string(letter, 26)}";

    private ExportOrder Order() => new() { Vendor = _vendor, Id = Guid.NewGuid().ToString("N"), By = "d.osei", Format = "directory" };

    private TrailExporting Local() => new(_store, _keys, Signing().RunAsync, _clock);

    private TrailExporting Remote() => new(_store, _keys, sign: null, _clock);

    private CheckpointSigning Signing() => new(_store, CheckpointKeys.Open(setting: null, Path.Combine(_files.Folder, CheckpointKeys.FileName)), _clock);

    private async Task AppendAsync(int count)
    {
        var entries = Enumerable.Range(0, count).Select(i => TrailEntry.Create(_vendor.Value, Now, "vendor changed", Pseudonym('a'), null, new() { ["count"] = i }));
        foreach (var (number, chunk) in TrailChunks.Cut(entries).Index()) await _store.Trail.AppendAsync(_vendor.Value, $"fill {number}", chunk);
    }

    private async Task<SortedDictionary<string, byte[]>> WriteAsync(ExportRequest request)
    {
        var folder = Path.Combine(_files.Folder, Guid.NewGuid().ToString("N"));
        await TrailExport.WriteAsync(request, DirectoryTarget.Create(folder));
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            files.Add(Path.GetRelativePath(folder, path).Replace('\\', '/'), await File.ReadAllBytesAsync(path));
        return files;
    }
}
