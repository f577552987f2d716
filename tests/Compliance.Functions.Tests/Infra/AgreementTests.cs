using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions.Tests.Infra;

/// <summary>What the template makes and watches is what the service uses: tables, containers, queues, timers, metrics, routes of health.</summary>
[Collection(nameof(BicepGrammar))]
public sealed partial class AgreementTests(BicepGrammar grammar)
{
    [SkippableFact]
    public async Task Every_table_of_the_service_is_made_and_no_other()
    {
        var main = (await ReadAsync())[Template.Main];
        Assert.Equal(Sources("Compliance.Azure", "Compliance.Functions").SelectMany(text => Table().Matches(text)).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal),
            Strings(main, "workTableNames").Append("trail").Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task Every_queue_of_the_service_is_made_with_that_of_what_failed_and_no_other()
    {
        var main = (await ReadAsync())[Template.Main];
        var queues = Parameters().Select(parameter => parameter.GetCustomAttribute<QueueTriggerAttribute>()?.QueueName).OfType<string>().Where(name => !name.EndsWith("-poison", StringComparison.Ordinal)).ToList();
        Assert.Equal(queues.Concat(queues.Select(name => name + "-poison")).Order(StringComparer.Ordinal), Strings(main, "queueNames").Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task Every_container_that_the_service_writes_to_is_made()
    {
        var template = await ReadAsync();
        var made = (from file in template.Files from one in file.Of(DeclaredKind.Resource) where one.Type == "Microsoft.Storage/storageAccounts/blobServices/containers" && !one.IsExisting select file.Value(one.Value!, "name")!.Trim('\'')).ToList();
        var used = Sources("Compliance.Azure").SelectMany(text => Container().Matches(text)).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.Equal(used.Append("deploymentContainer").Order(StringComparer.Ordinal), made.Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task Every_timer_is_missed_when_it_does_not_run()
    {
        var alerts = (await ReadAsync())["modules/alerts.bicep"];
        var timers = Methods().Where(method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(TimerTriggerAttribute)))).Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name);
        var watched = BicepFile.Properties(alerts.Of(DeclaredKind.Variable).Single(one => one.Name == "timers").Value!).Select(alerts.NameOf);
        Assert.Equal(timers.Order(StringComparer.Ordinal), watched.Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task Alerts_are_on_metrics_and_attributes_that_the_service_has()
    {
        var alerts = (await ReadAsync())["modules/alerts.bicep"].Text;
        var measured = string.Concat(Sources("Compliance.Functions"));
        var named = Metric().Matches(alerts).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.Superset(new HashSet<string>(["faas.invocations", "compliance.audits", "compliance.trail.halts", "compliance.clocks.overdue"]), named.ToHashSet());
        Assert.All(named, name => Assert.Contains($"\"{name}\"", measured, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Only_what_tells_nothing_of_anybody_is_open_to_who_has_not_signed_in()
    {
        var service = (await ReadAsync())["modules/service.bicep"];
        var signIn = service.Of(DeclaredKind.Resource).Single(one => one.Name == "signIn");
        var open = from parameter in Parameters() let http = parameter.GetCustomAttribute<HttpTriggerAttribute>() where http?.AuthLevel is AuthorizationLevel.Anonymous select $"'/api/{http.Route}'";
        Assert.Equal($"[{string.Join(", ", open.Order(StringComparer.Ordinal))}]", service.Value(signIn.Value!, "properties.globalValidation.excludedPaths"));
    }

    private static IEnumerable<MethodInfo> Methods() => typeof(RunAudit).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.IsDefined(typeof(FunctionAttribute)));

    private static IEnumerable<ParameterInfo> Parameters() => Methods().SelectMany(method => method.GetParameters());

    private static IEnumerable<string> Sources(params string[] projects) =>
        from project in projects
        from file in Directory.EnumerateFiles(Path.Combine(Template.Repository, "src", project), "*.cs", SearchOption.AllDirectories)
        where !file.Contains("/obj/", StringComparison.Ordinal)
        select File.ReadAllText(file);

    private static IEnumerable<string> Strings(BicepFile file, string variable) =>
        file.Of(DeclaredKind.Variable).Single(one => one.Name == variable).Value!.Parts.Select(part => file.TextOf(part).Trim('\''));

    private async Task<Template> ReadAsync()
    {
        Skip.If(grammar.Unavailable is not null, grammar.Unavailable);
        return await Template.ReadAsync(grammar);
    }

    [GeneratedRegex("""\bTable\("(\w+)"\)""")]
    private static partial Regex Table();

    [GeneratedRegex("""const string \w*Container\w* = "([a-z-]+)";""")]
    private static partial Regex Container();

    [GeneratedRegex("""(?:Name == |Properties\[)"([a-z._]+)""")]
    private static partial Regex Metric();
}
