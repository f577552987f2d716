using System.IO.Compression;
using System.Text;
using Compliance.Functions.Tests.Service;

namespace Compliance.Functions.Tests.Attacks;

/// <summary>Small files that mean something large, put to the service and audited by it.</summary>
public sealed class BombTests
{
    private const long MostGrowth = 400L << 20;

    [SkippableFact]
    public async Task Logs_that_unpack_to_a_thousand_times_their_size_are_read_in_bounded_memory()
    {
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path);
        var vendor = new SmallVendor("bombed");
        await vendor.UploadAsync(service);
        await service.AuditAsync(vendor.Id);
        var before = service.MemoryBytes;
        var zeros = Zip(new byte[1 << 20], 256);
        var lines = Zip(Encoding.ASCII.GetBytes(new string('\n', 1 << 20)), 128);
        var nested = Zip(zeros, 1);
        var brackets = Zip(Encoding.ASCII.GetBytes(new string('[', 1 << 20)), 64);
        var quote = Zip(Encoding.ASCII.GetBytes("\"" + new string('a', 1 << 20)), 64);
        foreach (var (name, bytes) in new[] { ("zeros", zeros), ("lines", lines), ("nested", nested), ("brackets", brackets), ("quote", quote), ("cut", zeros[..(zeros.Length / 2)]), ("members", [.. zeros[..], .. lines[..], .. Zip([], 1)]) })
        {
            using var body = new ByteArrayContent(bytes);
            Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, $"vendors/bombed/evidence/logs/{name}.ndjson", body)).Status);
        }

        var run = await service.AuditAsync(vendor.Id);

        Assert.True(run["status"]!.GetValue<string>() == "Succeeded", run.ToJsonString());
        Assert.InRange(service.MemoryBytes - before, long.MinValue, MostGrowth);
        var sources = run["result"]!["evidence"]!.AsArray().ToDictionary(source => source!["source"]!.GetValue<string>(), source => source!.AsObject());
        foreach (var name in new[] { "zeros", "nested", "brackets", "quote", "cut" }) Assert.True(sources[$"logs/{name}.ndjson"]["rejected"]!.GetValue<long>() > 0, sources[$"logs/{name}.ndjson"].ToJsonString());
        Assert.True(sources["logs/help.ndjson"]["accepted"]!.GetValue<long>() > 0);
    }

    [SkippableTheory]
    [InlineData("aliases")]
    [InlineData("deep-flow")]
    [InlineData("deep-block")]
    [InlineData("tag")]
    [InlineData("keys")]
    [InlineData("scalar")]
    [InlineData("documents")]
    public async Task A_contract_that_is_a_bomb_ends_the_audit_with_a_reason(string kind)
    {
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path);
        var vendor = new SmallVendor("exploding");
        await vendor.UploadAsync(service);
        var yaml = kind switch
        {
            "aliases" => "a: &a [x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range('b', 20).Select(letter => $"{(char)letter}: &{(char)letter} [{string.Join(", ", Enumerable.Repeat($"*{(char)(letter - 1)}", 9))}]\n")),
            "deep-flow" => "timezone: " + new string('[', 1 << 20),
            "deep-block" => string.Concat(Enumerable.Repeat("- ", 1 << 20)) + "a",
            "tag" => "timezone: !!System.Diagnostics.Process { StartInfo: { FileName: /bin/sh } }\n",
            "keys" => string.Concat(Enumerable.Repeat("timezone: UTC\n", 200_000)),
            "scalar" => $"timezone: \"{new string('a', 3 << 20)}\"\n",
            _ => string.Concat(Enumerable.Repeat("---\na: b\n", 200_000)),
        };
        using (var body = new StringContent(yaml)) Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, "vendors/exploding/files/access.yaml", body)).Status);
        var before = service.MemoryBytes;

        var run = await service.AuditAsync(vendor.Id);

        Assert.Equal(("Failed", "input-refused"), (run["status"]!.GetValue<string>(), run["error"]!["code"]!.GetValue<string>()));
        Assert.StartsWith("access.yaml:", run["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.True(run["error"]!["message"]!.GetValue<string>().Length < 12_000);
        Assert.InRange(service.MemoryBytes - before, long.MinValue, MostGrowth);
    }

    private static byte[] Zip(byte[] content, int times)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.SmallestSize, leaveOpen: true))
            for (var i = 0; i < times; i++) gzip.Write(content);
        return result.ToArray();
    }
}
