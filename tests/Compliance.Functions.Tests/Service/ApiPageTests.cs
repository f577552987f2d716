using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions.Tests.Service;

/// <summary>The page that describes the service describes what is there.</summary>
public sealed partial class ApiPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(ServiceProcess.ProjectFolder, "API.md"));

    public static TheoryData<string> Functions => [.. Methods().Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Each_function_is_named_as_its_class_and_stands_on_the_page_with_its_route(string name)
    {
        var method = Methods().Single(one => one.GetCustomAttribute<FunctionAttribute>()!.Name == name);
        Assert.Equal(name, method.DeclaringType!.Name);
        var parameters = method.GetParameters();
        if (parameters.Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).SingleOrDefault(http => http is not null) is { } trigger)
        {
            var verb = Assert.Single(trigger.Methods!).ToUpperInvariant();
            Assert.Contains($"| `{name}` | {verb} `{trigger.Route}` |", Page, StringComparison.Ordinal);
            Assert.Equal(name is "Live" or "Ready" or "OpenApi" ? AuthorizationLevel.Anonymous : AuthorizationLevel.Function, trigger.AuthLevel);
            return;
        }
        Assert.Contains(parameters, parameter => parameter.IsDefined(typeof(TimerTriggerAttribute)) || parameter.IsDefined(typeof(QueueTriggerAttribute)));
        Assert.Contains($"| `{name}` |", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_function_on_the_page_exists()
    {
        var known = Methods().Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name).ToHashSet(StringComparer.Ordinal);
        var functions = Page[..Page.IndexOf("## Settings", StringComparison.Ordinal)];
        Assert.All(Row().Matches(functions).Select(match => match.Groups[1].Value).Where(name => char.IsUpper(name[0])), name => Assert.Contains(name, known));
    }

    [Fact]
    public void Every_code_of_a_refusal_stands_on_the_page()
    {
        var sources = Directory.EnumerateFiles(ServiceProcess.ProjectFolder, "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal));
        var codes = sources.SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).Distinct().ToList();
        Assert.True(codes.Count >= 15, $"only {codes.Count} codes were found");
        Assert.All(codes, code => Assert.Contains($"`{code}`", Page, StringComparison.Ordinal));
    }

    private static IEnumerable<MethodInfo> Methods() =>
        typeof(RunAudit).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.IsDefined(typeof(FunctionAttribute)));

    [GeneratedRegex(@"^\| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("Of\\([0-9]{3}, \"([a-z-]+)\"")]
    private static partial Regex Code();
}
