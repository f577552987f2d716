using System.Text.RegularExpressions;

namespace Compliance.Tests.Cli;

/// <summary>Every command of the README does what it says. `dotnet test` runs this very test, and the tests of the service start the
/// service with its launch settings.</summary>
public sealed partial class ReadmeTests
{
    private const string CommandPrefix = "dotnet run --project src/Compliance.Cli -- ";
    private const string BenchmarkPrefix = "dotnet run -c Release --project tests/Compliance.Benchmarks -- ";

    /// <summary>Stands in the README for a host of the reader's; here for a server on this machine.</summary>
    private const string SomeHost = "crm.vendor.example";

    // They find what was planted, and say so by their exit.
    private static readonly string[] FindSomething = ["audit", "report", "resources", "tls"];

    /// <summary>The sample as it arrived, which is copied before it is worked on.</summary>
    private const string CopyPrefix = "cp -r src/Compliance.Functions/samples/";

    private static readonly string[] RunElsewhere = ["dotnet run --project src/Compliance.Functions", "dotnet test"];

    /// <summary>What these ask about is an audit on record.</summary>
    private static readonly string[] OnRecord = ["report latest ", "--replay latest", "findings ", "evidence "];

    public static TheoryData<string> Commands => [.. Blocks().Where(line => line.StartsWith(CommandPrefix, StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_runs_and_prints_something(string line)
    {
        var folder = Directory.CreateTempSubdirectory("readme-").FullName;
        var command = line[CommandPrefix.Length..].Replace("src/Compliance.Functions", Path.Combine(CommandLine.Repository, "src/Compliance.Functions"), StringComparison.Ordinal);
        foreach (var sample in Copies().Where(sample => command.Split(' ').Contains(sample))) Copy(sample, Path.Combine(folder, sample));
        foreach (var earlier in Before(command)) await CommandLine.RunInAsync(folder, earlier.Split(' '));

        await using var server = new LoopbackTls();
        var outcome = await CommandLine.RunInAsync(folder, command.Replace(SomeHost, $"127.0.0.1:{server.Port}", StringComparison.Ordinal).Split(' '));

        Assert.Equal(ExitCode(command), outcome.ExitCode);
        Assert.NotEmpty(outcome.Output + outcome.Error);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_benchmark_measures_the_audit_of_a_log()
    {
        var line = Assert.Single(Blocks(), l => l.StartsWith(BenchmarkPrefix, StringComparison.Ordinal));
        var command = line[BenchmarkPrefix.Length..].Replace("1GB", "5MB", StringComparison.Ordinal);
        var folder = Directory.CreateTempSubdirectory("readme-").FullName;

        var outcome = await CommandLine.MeasureAsync([.. command.Split(' '), "--runs", "1", "--peer", "none", "--folder", folder]);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("audit 1", outcome.Output, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void There_is_no_command_that_nothing_runs() => Assert.All(Blocks(), line => Assert.True(
        line.StartsWith(CommandPrefix, StringComparison.Ordinal) || line.StartsWith(BenchmarkPrefix, StringComparison.Ordinal) || line.StartsWith(CopyPrefix, StringComparison.Ordinal) || RunElsewhere.Contains(line), line));

    private static IEnumerable<string> Copies() => Blocks().Where(line => line.StartsWith(CopyPrefix, StringComparison.Ordinal)).Select(line => line.Split(' ')[^1]);

    private static void Copy(string sample, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(CommandLine.Repository, "src/Compliance.Functions/samples", sample))) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }

    private static int ExitCode(string command) => command.Split(' ')[0] switch
    {
        "check" => 4,
        "audit" when command.Contains(" --replay ", StringComparison.Ordinal) => 0,
        var verb => FindSomething.Contains(verb) ? 3 : 0,
    };

    // What is said of a trail needs one, and the files that the lines above have made of it; what is on record was recorded; a
    // folder as it arrived is drafted first.
    private static IEnumerable<string> Before(string command)
    {
        if (Copies().FirstOrDefault(sample => command.Split(' ').Contains(sample)) is { } copied && !command.StartsWith("init ", StringComparison.Ordinal)) return [$"init {copied}"];
        if (OnRecord.Any(words => command.Contains(words, StringComparison.Ordinal))) return [$"audit {Sample}"];
        if (!command.StartsWith("trail ", StringComparison.Ordinal)) return [];
        var lines = Blocks().Where(line => line.StartsWith(CommandPrefix, StringComparison.Ordinal)).Select(line => line[CommandPrefix.Length..]);
        return lines.TakeWhile(line => line != command).Where(line => line.StartsWith("trail ", StringComparison.Ordinal)).Prepend($"audit {Sample}");
    }

    private static string Sample => Path.Combine(CommandLine.Repository, "src/Compliance.Functions/samples/acme-bpo");

    private static IEnumerable<string> Blocks() => ShellBlock().Matches(File.ReadAllText(Path.Combine(CommandLine.Repository, "README.md")))
        .SelectMany(block => block.Groups["lines"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        .Select(line => line.Split(" #")[0].TrimEnd());

    [GeneratedRegex(@"```sh\n(?<lines>.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();
}
