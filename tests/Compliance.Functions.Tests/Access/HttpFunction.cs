using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions.Tests.Access;

/// <summary>A function that is asked over HTTP, as its attributes say, and a request for it. Read a second time here: one that the description of the service
/// overlooks must not be overlooked by the tests of who may call it.</summary>
internal sealed record HttpFunction(string Name, HttpMethod Method, string Route, AuthorizationLevel Level)
{
    public const string Vendor = "some-vendor";

    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["vendor"] = Vendor,
        ["audit"] = "a1",
        ["fingerprint"] = new string('0', 32),
        ["framework"] = "soc-2",
        ["incident"] = "i1",
        ["step"] = "contain",
        ["rule"] = "eu-gdpr.art33-1",
        ["delivery"] = "d1",
        ["index"] = "0",
        ["pseudonym"] = $"p:{new string('a', 26)}",
        ["*path"] = "logs/a.ndjson",
    };

    public static IReadOnlyList<HttpFunction> All { get; } =
    [
        .. from type in typeof(RunAudit).Assembly.GetTypes()
           from method in type.GetMethods()
           where method.IsDefined(typeof(FunctionAttribute))
           let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).SingleOrDefault(http => http is not null)
           where trigger is not null
           select new HttpFunction(method.GetCustomAttribute<FunctionAttribute>()!.Name, new HttpMethod(trigger.Methods!.Single().ToUpperInvariant()), trigger.Route!, trigger.AuthLevel),
    ];

    public static HttpFunction Of(string name) => All.Single(function => function.Name == name);

    /// <summary>The route with something in every place.</summary>
    public string Path => Values.Aggregate(Route, (path, value) => path.Replace($"{{{value.Key}}}", value.Value, StringComparison.Ordinal));
}
