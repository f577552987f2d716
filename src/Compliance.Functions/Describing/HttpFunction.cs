using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions.Describing;

/// <summary>A function that is asked over HTTP, as it says so itself.</summary>
/// <param name="Method">Lower case.</param>
/// <param name="Route">Below the host's prefix, without a slash before it; a part that may hold slashes is written like any other.</param>
/// <param name="Values">Names of the route's values, in its order.</param>
internal sealed partial record HttpFunction(string Name, string Method, string Route, IReadOnlyList<string> Values, bool IsAnonymous)
{
    /// <summary>Those of an assembly, by name.</summary>
    public static IReadOnlyList<HttpFunction> Of(Assembly assembly) =>
        [.. assembly.GetTypes().SelectMany(type => type.GetMethods()).SelectMany(Read).OrderBy(function => function.Name, StringComparer.Ordinal)];

    private static IEnumerable<HttpFunction> Read(MethodInfo method)
    {
        if (method.GetCustomAttribute<FunctionAttribute>() is not { } function) yield break;
        foreach (var trigger in method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()))
        {
            if (trigger is null) continue;
            var route = Value().Replace(trigger.Route!, "{$1}");
            var values = Value().Matches(trigger.Route!).Select(value => value.Groups[1].Value).ToList();
            foreach (var verb in trigger.Methods!) yield return new(function.Name, verb.ToLowerInvariant(), route, values, trigger.AuthLevel is AuthorizationLevel.Anonymous);
        }
    }

    [GeneratedRegex(@"\{\**(\w+)\}")]
    private static partial Regex Value();
}
