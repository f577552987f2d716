using System.Text.RegularExpressions;
using Compliance.Functions.Tests.Service;
using YamlDotNet.RepresentationModel;

namespace Compliance.Functions.Tests.Telemetry;

/// <summary>What runs for everybody who sends a change may do little, and comes from nowhere that can change unseen.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(ServiceProcess.ProjectFolder, "../.."));

    private static readonly IReadOnlyList<string> Files = [.. Directory.EnumerateFiles(Path.Combine(Root, ".github", "workflows")).Select(file => Path.GetFileName(file))];

    public static TheoryData<string> Workflows => [.. Files];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void It_may_read_the_repository_and_nothing_else(string workflow)
    {
        var root = Read(workflow);
        Assert.Equal("{ { contents, read } }", $"{root["permissions"]}");
        Assert.DoesNotContain(Mappings(root), mapping => mapping != root && mapping.Children.ContainsKey("permissions"));
        Assert.DoesNotMatch("pull_request_target|workflow_run|secrets\\.", Text(workflow));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void An_action_is_named_by_the_whole_hash_of_its_commit(string workflow) =>
        Assert.All(Values(workflow, "uses"), action => Assert.Matches(@"\A[\w.-]+/[\w./-]+@[0-9a-f]{40}\z", action));

    // `${{ … }}` is put into a script before the shell reads it, whoever wrote what it stands for.
    [Theory]
    [MemberData(nameof(Workflows))]
    public void No_script_is_made_of_what_somebody_else_may_have_written(string workflow)
    {
        Assert.NotEmpty(Values(workflow, "run"));
        Assert.All(Values(workflow, "run"), script => Assert.DoesNotContain("${{", script, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Every_job_ends_by_itself(string workflow) =>
        Assert.All(((YamlMappingNode)Read(workflow)["jobs"]).Children.Values, job => Assert.InRange(int.Parse($"{job["timeout-minutes"]}"), 1, 60));

    [Fact]
    public void What_it_runs_is_there()
    {
        var scripts = string.Join('\n', Files.SelectMany(file => Values(file, "run")));
        Assert.Contains(".ci/run", scripts, StringComparison.Ordinal);
        Assert.All(PathsOf().Matches(scripts).Select(match => match.Value), path => Assert.True(Path.Exists(Path.Combine(Root, path)), path));
    }

    private static string Text(string workflow) => File.ReadAllText(Path.Combine(Root, ".github", "workflows", workflow));

    private static YamlMappingNode Read(string workflow)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Text(workflow)));
        return (YamlMappingNode)Assert.Single(yaml.Documents).RootNode;
    }

    private static List<string> Values(string workflow, string key) =>
        [.. Mappings(Read(workflow)).SelectMany(mapping => mapping.Children).Where(pair => $"{pair.Key}" == key && pair.Value is YamlScalarNode).Select(pair => $"{pair.Value}")];

    private static IEnumerable<YamlMappingNode> Mappings(YamlNode root) => root.AllNodes.OfType<YamlMappingNode>().Distinct();

    [GeneratedRegex(@"(?:\.ci|src|tests)/[\w./-]+")]
    private static partial Regex PathsOf();
}
