using System.Text;
using Compliance.Tests.Samples;
using Compliance.Trail.Notes;
using Compliance.Trail.Verification;

namespace Compliance.Tests.Trail.Verification;

/// <summary>What somebody does who has no key: to be believed, to be looked at in vain, or never to be done with.</summary>
public sealed class HostileExportTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestSigner _signer = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _signer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Lines_planted_before_every_entry_of_a_tile_are_named_each()
    {
        var leaves = NaiveExport.Entries(20);
        var files = NaiveExport.Of(leaves, _signer).Files();
        files["entries.ndjson"] = Joined([.. leaves.SelectMany((leaf, i) => Enumerable.Range(0, 200).Select(n => NaiveExport.Entry(1_000 * (i + 1) + n)).Append(leaf))]);

        var result = await VerifyAsync(files);

        Assert.Equal(Enumerable.Range(0, 20).Select(i => (TrailProblemKind.Planted, (long?)i)), result.Problems.Select(problem => (problem.Kind, problem.Index)));
    }

    [Fact]
    public async Task A_key_that_nobody_announced_is_found_whoever_is_believed()
    {
        using var other = new TestSigner();
        var leaves = NaiveExport.Entries(5);
        var export = new NaiveExport { Leaves = leaves, Checkpoint = NaiveExport.Sign(leaves, 5, _signer), Keys = [_signer.Key, other.Key] };

        foreach (var keys in new IReadOnlyList<NoteKey>?[] { null, [_signer.Key] })
        {
            var result = await VerifyAsync(export.Files(), new VerifyOptions { Keys = keys });
            Assert.Equal((TrailVerdict.Tampered, TrailProblemKind.UnknownKey, "vkey"), (result.Verdict, result.Problems[0].Kind, result.Problems[0].Place));
        }
    }

    [Fact]
    public async Task A_key_that_cannot_be_verified_here_does_not_shield_the_public_key_from_a_look()
    {
        var files = NaiveExport.Of(NaiveExport.Entries(5), _signer).Files();
        files["vkey"] = [.. Encoding.UTF8.GetBytes(Ed25519Key() + "\n"), .. files["vkey"]];
        files["public-key.pem"] = "anything"u8.ToArray();

        Assert.Equal(TrailVerdict.Tampered, (await VerifyAsync(files, new VerifyOptions { Keys = [_signer.Key] })).Verdict);
    }

    [Fact]
    public async Task A_vendor_is_the_whole_end_of_the_logs_name()
    {
        const string Origin = "compliance.example/south/acme-bpo";
        using var signer = new TestSigner(Origin);
        var checkpoint = TestSigner.Sign(new(Origin, 0, Compliance.Trail.EntryHash.EmptyRoot), signer);
        var files = new NaiveExport { Leaves = [], Checkpoint = checkpoint, Keys = [signer.Key] }.Files();
        Assert.Equal(TrailVerdict.Verified, (await VerifyAsync(files)).Verdict);

        Replace(files, "export.json", "\"vendor\":\"acme-bpo\"", "\"vendor\":\"south/acme-bpo\"");

        Assert.Equal(TrailVerdict.Tampered, (await VerifyAsync(files)).Verdict);
    }

    public static TheoryData<string, string, string> OtherSpellings => new()
    {
        { "entries.ndjson", "\n", "\r\n" },
        { "entries.ndjson", "\n", "\r" },
        { "entries.ndjson", "\n", "\n\n" },
        { "entries.ndjson", "{\"actor\"", "\uFEFF{\"actor\"" },
        { "entries.ndjson", "{\"actor\"", " {\"actor\"" },
        { "entries.ndjson", "opened", "open\\u0065d" },
        { "entries.csv", "log_index", "\uFEFFlog_index" },
        { "entries.csv", "\r\n", "\n" },
        { "entries.csv", "finding opened", "\"finding opened\"" },
        { "entries.csv", "log_index", "\"log_index\"" },
        { "entries.csv", "\r\n0,", "\r\n00," },
        { "entries.csv", "\r\n0,", "\r\n+0," },
        { "entries.csv", "\r\n0,", "\r\n\r\n0," },
        { "export.json", "\"v\":1", "\"v\": 1" },
        { "export.json", "\"v\":1", "\"v\":1.0" },
        { "export.json", "\"v\":1", "\"v\":1,\"v\":1" },
        { "export.json", "\"proof\":[]", "\"proof\":[\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"]" },
        { "export.json", "\"frontier\":[]", "\"frontier\":[\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"]" },
        { "vkey", "\n", "\r\n" },
        { "vkey", "\n", "\n\n" },
        { "public-key.pem", "\n", "\r\n" },
        { "checkpoint", "\n5\n", "\n05\n" },
        { "checkpoint", "\n5\n", "\n5\r\n" },
        { "checkpoint", "\n\n", "\nmore\n\n" },
    };

    [Theory]
    [MemberData(nameof(OtherSpellings))]
    public async Task A_file_that_says_the_same_in_other_bytes_is_found(string path, string from, string to)
    {
        var files = NaiveExport.Of(NaiveExport.Entries(5), _signer).Files();
        Replace(files, path, from, to);

        Assert.Equal(TrailVerdict.Tampered, (await VerifyAsync(files, new VerifyOptions { Keys = [_signer.Key] })).Verdict);
    }

    [Theory]
    [InlineData(2, 5)]
    [InlineData(3, 7)]
    public async Task A_range_that_reaches_the_checkpoint_needs_no_proof_and_has_none(int from, int to)
    {
        var leaves = NaiveExport.Entries(7);
        var files = new NaiveExport { Leaves = leaves, From = from, To = to, Checkpoint = NaiveExport.Sign(leaves, 5, _signer), Keys = [_signer.Key] }.Files();
        Replace(files, "export.json", "\"proof\":[]", "\"proof\":[\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"]");

        Assert.Equal(TrailVerdict.Tampered, (await VerifyAsync(files)).Verdict);
    }

    [Theory]
    [InlineData(300, "tile/0/001")]
    [InlineData(300, "tile/0/001.p/45")]
    [InlineData(300, "tile/entries/001.p/43")]
    [InlineData(256, "tile/0/000.p/255")]
    [InlineData(256, "tile/1/000")]
    [InlineData(256, "tile/2/000.p/1")]
    [InlineData(256, "tile/entries/000.p/256")]
    public async Task A_tile_of_another_width_beside_the_one_that_belongs_is_planted(int entries, string path)
    {
        var files = NaiveExport.Of(NaiveExport.Entries(entries), _signer).Files();
        files[path] = files["tile/0/000"];

        AssertPlanted(path, await VerifyAsync(files));
    }

    [Fact]
    public async Task A_range_has_no_tiles()
    {
        var leaves = NaiveExport.Entries(7);
        var files = new NaiveExport { Leaves = leaves, From = 0, To = 5, Checkpoint = NaiveExport.Sign(leaves, 7, _signer), Keys = [_signer.Key] }.Files();
        files["tile/0/000.p/7"] = new byte[7 * 32];

        AssertPlanted("tile/0/000.p/7", await VerifyAsync(files));
    }

    [Fact]
    public async Task What_a_files_name_would_do_to_a_screen_is_not_passed_on()
    {
        var files = NaiveExport.Of(NaiveExport.Entries(1), _signer).Files();
        files["\u001b[2Jverified\u202e"] = [];

        AssertPlanted("\uFFFD[2Jverified\uFFFD", await VerifyAsync(files));
    }

    [SkippableTheory]
    [InlineData("checkpoint")]
    [InlineData("entries.ndjson")]
    [InlineData("tile/0/000.p/5")]
    [InlineData("notes.txt")]
    public async Task A_pipe_in_a_folder_is_not_waited_for(string path)
    {
        foreach (var (name, bytes) in NaiveExport.Of(NaiveExport.Entries(5), _signer).Files()) Write(name, bytes);
        File.Delete(Path.Combine(_folder.Path, path));
        Skip.If(OperatingSystem.IsWindows() || OutsideProgram.Run("mkfifo", [Path.Combine(_folder.Path, path)]) is null or { ExitCode: not 0 }, "no pipe can be made here");

        var result = await ExportVerifier.VerifyAsync(new DirectorySource(_folder.Path), new VerifyOptions()).WaitAsync(Patience);

        Assert.Equal(TrailVerdict.Tampered, result.Verdict);
        Assert.Contains(result.Problems, problem => problem.Place == path);
    }

    [Theory]
    [InlineData("entries.ndjson")]
    [InlineData("entries.csv")]
    [InlineData("checkpoint")]
    [InlineData("tile/0/000.p/5")]
    [InlineData("tile/entries/000.p/5")]
    public async Task A_file_without_end_is_given_up(string path)
    {
        var files = NaiveExport.Of(NaiveExport.Entries(5), _signer).Files();

        var result = await ExportVerifier.VerifyAsync(new EndlessSource(new MemorySource(files), path), new VerifyOptions()).WaitAsync(Patience);

        Assert.Equal(TrailVerdict.Tampered, result.Verdict);
    }

    private static string Ed25519Key()
    {
        byte[] key = [NoteKey.Ed25519, .. Enumerable.Range(1, 32).Select(i => (byte)i)];
        var id = System.Security.Cryptography.SHA256.HashData([.. Encoding.UTF8.GetBytes(NaiveExport.Origin), (byte)'\n', .. key]);
        return $"{NaiveExport.Origin}+{Convert.ToHexStringLower(id.AsSpan(0, 4))}+{Convert.ToBase64String(key)}";
    }

    private static void Replace(Dictionary<string, byte[]> files, string path, string from, string to)
    {
        var text = Encoding.UTF8.GetString(files[path]);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{path} does not hold {from}");
        files[path] = Encoding.UTF8.GetBytes(text[..at] + to + text[(at + from.Length)..]);
    }

    private static void AssertPlanted(string path, TrailVerification result) =>
        Assert.Equal((TrailVerdict.Tampered, TrailProblemKind.Planted, path), (result.Verdict, Assert.Single(result.Problems).Kind, result.Problems[0].Place));

    private void Write(string path, byte[] bytes)
    {
        var file = Path.Combine(_folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
    }

    private static byte[] Joined(byte[][] lines) => [.. lines.SelectMany(line => (byte[])[.. line, (byte)'\n'])];

    private static Task<TrailVerification> VerifyAsync(Dictionary<string, byte[]> files, VerifyOptions? options = null) =>
        ExportVerifier.VerifyAsync(new MemorySource(files), options ?? new VerifyOptions());

    /// <summary>An export one of whose files goes on for ever.</summary>
    private sealed class EndlessSource(IExportSource files, string endless) : IExportSource
    {
        public string Location => files.Location;

        public IEnumerable<string> Paths() => files.Paths();

        public bool Exists(string path) => files.Exists(path);

        public Stream? Open(string path) => path == endless ? new EndlessStream() : files.Open(path);
    }

    private sealed class EndlessStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)'{');
            return count;
        }

        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)'{');
            return buffer.Length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
