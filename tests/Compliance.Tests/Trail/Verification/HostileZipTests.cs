using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using Compliance.Trail.Verification;

namespace Compliance.Tests.Trail.Verification;

/// <summary>Archives that say one thing of themselves and are another.</summary>
public sealed class HostileZipTests
{
    private const int PackedAt = 20;
    private const int LengthAt = 24;
    private const int OffsetAt = 42;

    private static ReadOnlySpan<byte> Entry => "PK\u0001\u0002"u8;

    [Theory]
    [InlineData("..")]
    [InlineData("./checkpoint")]
    [InlineData("tile//checkpoint")]
    [InlineData("tile/..")]
    [InlineData("..\\..\\checkpoint")]
    [InlineData("\\\\host\\share")]
    [InlineData("c:/checkpoint")]
    [InlineData("//host/checkpoint")]
    [InlineData("checkpoint:stream")]
    public void A_name_that_would_lead_elsewhere_is_refused(string name) => Assert.Contains("leads out of it", Refusal(Zip((name, [1]))), StringComparison.Ordinal);

    [Fact]
    public void One_name_twice_is_refused() => Assert.Contains("two files", Refusal(Zip(("checkpoint", [1]), ("checkpoint", [2]))), StringComparison.Ordinal);

    [Fact]
    public void Files_that_share_their_bytes_are_refused()
    {
        var zip = Zip([("a", RandomNumberGenerator.GetBytes(64 << 10)), .. Enumerable.Range(0, 10).Select(i => ($"b{i}", (byte[])[1]))]);
        var entries = Entries(zip);
        foreach (var entry in entries[1..])
            foreach (var (at, length) in new[] { (PackedAt, 8), (OffsetAt, 4) }) zip.AsSpan(entries[0] + at, length).CopyTo(zip.AsSpan(entry + at));
        Assert.Contains("overlap", Refusal(zip), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100u)]
    [InlineData(0u)]
    public void A_file_that_says_it_is_short_is_read_no_further_than_that(uint said)
    {
        var zip = Zip(("entries.ndjson", new byte[64 << 20]));
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(Entries(zip)[0] + LengthAt), said);
        using var source = new ZipSource(new MemoryStream(zip), "export.zip");
        using var file = source.Open("entries.ndjson")!;
        var (length, buffer) = (0L, new byte[81_920]);
        try
        {
            while (file.Read(buffer) is var read and > 0) length += read;
        }
        catch (InvalidDataException)
        {
            // As well: it is not what it says.
        }
        Assert.InRange(length, 0, said);
    }

    [Fact]
    public async Task A_link_is_a_file_of_its_text()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var link = zip.CreateEntry("checkpoint");
            link.ExternalAttributes = unchecked((int)0xA1FF0000);
            await using var content = await link.OpenAsync();
            await content.WriteAsync("/etc/passwd"u8.ToArray());
        }
        using var source = new ZipSource(new MemoryStream(bytes.ToArray()), "export.zip");
        await using var opened = source.Open("checkpoint")!;
        using var reader = new StreamReader(opened);
        Assert.Equal("/etc/passwd", await reader.ReadToEndAsync());
        Assert.NotEqual(TrailVerdict.Verified, (await ExportVerifier.VerifyAsync(source, new VerifyOptions())).Verdict);
    }

    private static string Refusal(byte[] zip) => Assert.Throws<InputException>(() => new ZipSource(new MemoryStream(zip), "export.zip")).Message;

    private static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var file = zip.CreateEntry(name).Open();
                file.Write(content);
            }
        }
        return bytes.ToArray();
    }

    /// <summary>Where the entries of the list at the end begin.</summary>
    private static List<int> Entries(byte[] zip)
    {
        var entries = new List<int>();
        for (var at = zip.AsSpan().IndexOf(Entry); at >= 0;)
        {
            entries.Add(at);
            var next = zip.AsSpan(at + 4).IndexOf(Entry);
            at = next < 0 ? -1 : at + 4 + next;
        }
        return entries;
    }
}
