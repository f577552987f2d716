using System.Reflection;
using System.Text.RegularExpressions;
using Compliance.Storage;
using Compliance.Tests;

namespace Compliance.Functions.Tests.Attacks;

/// <summary>Every expression of the program against texts made to keep it busy: the time is of the order of the text's length.</summary>
public sealed class RegexTests
{
    private const int Length = 8_000;

    /// <summary>Expressions that are shown at most so many characters, which the code beside them sees to.</summary>
    private static readonly Dictionary<string, int> Bounded = new(StringComparer.Ordinal)
    {
        ["Compliance.Evidence.TimeSpellings.Offset"] = 64,
        ["Compliance.Evidence.TimeSpellings.FinerFraction"] = 64,
    };

    private static readonly Assembly[] Assemblies = [typeof(Auditor).Assembly, typeof(Store).Assembly, typeof(ServiceOptions).Assembly];

    /// <summary>Runs that fit what expressions look for, each followed by what fits nowhere.</summary>
    private static readonly string[] Pumps =
    [
        "a", "A", "1", "0", "-", "_", ".", "a.", "a-", "-a", "1.", "1-1", ":", "/", "a/", "/a", "@", "a@", "a@a.", "@-", " ", "  a", "\t", "=", "a=", "&", "%", "%41", "\"", "'", "\\", "__a", "__a__", "eyJ", "eyJa.", "AzFu", "aAzFu",
        "://", "a://", "://a:", "://a:b", "secret", "password", "password=", "secretvalue", "token:\"", "bearer ", "bearer a", "\"code\":", "authorization:", "-----BEGIN PRIVATE KEY-----", "-----BEGIN A ", "code", "sig=", "api", "api_", "M ", "PM", "PM ", "12:00 ",
        ":1.1", "T000000", "Z", "UTC", "[", "[ ", "__a__:value", ":value", " = ", "sha256", "+", "+A", "A/", "é", "\ud83d\udca9", "x-functions-key:", "hooks.slack.com",
    ];

    private static readonly string[] Ends = ["!", "\n", "@", "a", "é"];

    public static TheoryData<string> Expressions => [.. All().Select(one => one.Name).Order(StringComparer.Ordinal)];

    [Fact]
    public void They_are_found() => Assert.True(All().Count() > 40, $"{All().Count()} expressions were found");

    [Theory]
    [MemberData(nameof(Expressions))]
    public void The_time_is_of_the_order_of_the_length(string name)
    {
        var expression = All().Single(one => one.Name == name).Expression;
        foreach (var pump in Pumps)
        {
            foreach (var end in Ends)
            {
                Growth.AssertLinear($"`{pump}` repeated, then `{end}`", Math.Min(Length, Bounded.GetValueOrDefault(name, Length)), size =>
                {
                    var text = string.Concat(Enumerable.Repeat(pump, size / pump.Length)) + end;
                    return () => _ = expression.Count(text);
                });
            }
        }
    }

    private static IEnumerable<(string Name, Regex Expression)> All()
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (var type in Assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => !type.ContainsGenericParameters && type.Namespace?.StartsWith("System", StringComparison.Ordinal) is false))
        {
            foreach (var method in type.GetMethods(Static).Where(method => method.ReturnType == typeof(Regex) && method.GetCustomAttribute<GeneratedRegexAttribute>() is not null))
                yield return ($"{type.FullName}.{method.Name}", (Regex)method.Invoke(null, null)!);
            foreach (var field in type.GetFields(Static).Where(field => field.FieldType == typeof(Regex)))
                yield return ($"{type.FullName}.{field.Name}", (Regex)field.GetValue(null)!);
        }
    }
}
