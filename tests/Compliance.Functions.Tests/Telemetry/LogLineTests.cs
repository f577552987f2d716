using System.Reflection;
using System.Text.RegularExpressions;
using Compliance.Functions.Tests.Service;
using Microsoft.Extensions.Logging;

namespace Compliance.Functions.Tests.Telemetry;

/// <summary>The lines of the service's log are declared, each under a number of its own.</summary>
public sealed partial class LogLineTests
{
    private static readonly IReadOnlyList<(MethodInfo Method, LoggerMessageAttribute Line)> Lines =
    [
        .. typeof(ServiceOptions).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Select(method => (Method: method, Line: method.GetCustomAttribute<LoggerMessageAttribute>()!))
            .Where(found => found.Line is not null),
    ];

    [Fact]
    public void Each_line_has_a_number_of_its_own()
    {
        Assert.NotEmpty(Lines);
        Assert.All(Lines, found => Assert.True(found.Line.EventId > 0, found.Method.Name));
        Assert.All(Lines.GroupBy(found => found.Line.EventId), same => Assert.True(same.Count() == 1, $"{same.Key}: {string.Join(", ", same.Select(found => $"{found.Method.DeclaringType!.Name}.{found.Method.Name}"))}"));
    }

    [Fact]
    public void No_line_is_written_but_a_declared_one()
    {
        foreach (var file in Directory.EnumerateFiles(ServiceProcess.ProjectFolder, "*.cs", SearchOption.AllDirectories).Where(file => !Built().IsMatch(file)))
            Assert.False(Written().IsMatch(File.ReadAllText(file)), file);
    }

    // Placeholders that are addresses, headers or bodies would be invitations.
    [Fact]
    public void No_line_has_a_place_for_an_address_a_header_or_a_secret() =>
        Assert.All(Lines, found => Assert.DoesNotMatch(@"\{(?:Url|Uri|Address|Header|Query|Path|Body|Token|Key|Secret|Password|Name|Person|Principal|User|Caller)\b", found.Line.Message));

    [GeneratedRegex(@"[/\\](?:obj|bin)[/\\]")]
    private static partial Regex Built();

    [GeneratedRegex(@"\.Log(?:Trace|Debug|Information|Warning|Error|Critical)\(")]
    private static partial Regex Written();
}
