using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Compliance.Azure.Tests.Storage;
using Compliance.Azure.Tests.Writer;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;

namespace Compliance.Azure.Tests.Trail;

public sealed class TrailResumeCommandTests : IDisposable
{
    private const string Vendor = "acme-bpo";
    private static readonly string Program = typeof(TrailResumeCommandTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "CommandLine").Value!;
    private readonly TestStore _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_decision_is_recorded_with_its_reason_and_a_pseudonym_and_the_trail_goes_on()
    {
        var halt = (await (await HaltedAsync()).Halts.FindAsync(VendorId.Parse(Vendor)))!;
        var (code, output, error) = await ResumeAsync("continue", "compared with the export of March: nothing is missing");
        Assert.Equal((0, "the trail of `acme-bpo` goes on: entry 1 says who decided that, and why\n", ""), (code, output, error));
        var entry = await _test.Open().Trail.ReadAsync(Vendor, 1).SingleAsync();
        var leaf = System.Text.Encoding.UTF8.GetString(entry.Entry.Leaf.Span);
        Assert.Equal("trail resumed", entry.Entry.Type);
        Assert.Contains("""
            "problem":{"detail":"a row lies at or after index 3","index":3,"kind":"planted","place":"e3"},"reason":"compared with the export of March: nothing is missing","root":"
            """, leaf, StringComparison.Ordinal);
        Assert.Contains($"\"decision\":\"continue\",\"halted\":\"{halt.At.ToString("uuuu'-'MM'-'dd'T'HH':'mm':'ss'.'fff'Z'", CultureInfo.InvariantCulture)}\",", leaf, StringComparison.Ordinal);
        Assert.Contains("\"size\":1", leaf, StringComparison.Ordinal);
        Assert.DoesNotContain("osei", leaf, StringComparison.Ordinal);
        Assert.Equal("d.osei", await _test.Open().Names.FindAsync(VendorId.Parse(Vendor), entry.Entry.Actor));
    }

    [Fact]
    public async Task What_cannot_be_decided_says_why_and_the_exit_code_is_1()
    {
        var store = await HaltedAsync();
        await store.Table("trail").DeleteAsync(Vendor, "h", default);
        var (code, _, error) = await ResumeAsync("continue", "it looks whole");
        Assert.Equal(1, code);
        Assert.Contains("its head is missing. Decide `rebuild`", error, StringComparison.Ordinal);
        Assert.Equal(0, (await ResumeAsync("rebuild", "it looks whole")).Code);
        (code, _, error) = await ResumeAsync("rebuild", "it looks whole");
        Assert.Equal((1, "compliance: the trail of `acme-bpo` is not halted: there is nothing to decide\n"), (code, error));
    }

    [Theory]
    [InlineData("forget", "why not", 2, "`forget` is not one of continue, rebuild")]
    [InlineData("continue", " ", 1, "give one of at most 500 characters")]
    public async Task A_decision_needs_a_word_that_is_known_and_a_reason(string decision, string reason, int expected, string problem)
    {
        await HaltedAsync();
        var (code, _, error) = await ResumeAsync(decision, reason);
        Assert.Equal(expected, code);
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    private async Task<Store> HaltedAsync()
    {
        var store = _test.Open();
        await store.Trail.AppendAsync(Vendor, TrailWriter.KeyOf(0), TrailWriter.EntriesOf(Vendor, 0));
        await TrailStep.DoAsync(store, Vendor, "halt");
        await Assert.ThrowsAsync<TrailHaltedException>(() => store.Trail.AppendAsync(Vendor, TrailWriter.KeyOf(1), TrailWriter.EntriesOf(Vendor, 1)));
        return store;
    }

    private async Task<(int Code, string Output, string Error)> ResumeAsync(string decision, string reason)
    {
        string[] arguments = ["trail", "resume", "--vendor", Vendor, "--decision", decision, "--reason", reason, "--by", "d.osei", "--store", _test.Connection];
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }
}
