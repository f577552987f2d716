using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Compliance.Functions.Access;
using Compliance.Functions.Describing;
using Compliance.Functions.Tests.Service;

namespace Compliance.Functions.Tests.Http;

/// <summary>The description of the service for programs describes the service that runs.</summary>
public sealed partial class OpenApiTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(ServiceProcess.ProjectFolder, "API.md"));

    [SkippableFact]
    public async Task Every_operation_of_the_running_service_answers_as_the_description_says()
    {
        var folder = Directory.CreateTempSubdirectory("compliance-openapi-").FullName;
        try
        {
            var exchanges = await ServiceTour.RunAsync();
            var description = exchanges.First(exchange => exchange.Path == "/api/openapi.json" && exchange.Status == 200).Body;
            var (document, asked) = (Path.Combine(folder, "openapi.json"), Path.Combine(folder, "exchanges.json"));
            await File.WriteAllTextAsync(document, description);
            await File.WriteAllTextAsync(asked, JsonSerializer.Serialize(exchanges.Where(exchange => exchange.Path != "/api/openapi.json"), JsonSerializerOptions.Web));

            var told = JsonNode.Parse(await NodeScript.RunAsync("check-openapi.mjs", document, asked))!;

            var problems = told["problems"]!.AsArray().Select(problem => problem!.GetValue<string>()).ToList();
            Assert.True(problems.Count == 0, string.Join('\n', problems));
            var done = told["answered"]!.AsArray().Select(one => one!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
            var functions = Operations.All.Select(one => one.Operation.Function).Where(name => name != nameof(OpenApi));
            Assert.All(functions, name => Assert.Contains($"{name} done", done));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [SkippableFact]
    public async Task A_description_or_an_answer_that_is_wrong_is_noticed()
    {
        var folder = Directory.CreateTempSubdirectory("compliance-openapi-").FullName;
        try
        {
            var document = Path.Combine(folder, "openapi.json");
            await File.WriteAllTextAsync(document, OpenApiDocument.Of("/api").ToJsonString());
            Assert.Empty(await ProblemsAsync("GET", "/api/health/live", 200, """{"status":"live"}"""));
            Assert.NotEmpty(await ProblemsAsync("GET", "/api/health/live", 200, """{"status":"dead"}"""));
            Assert.NotEmpty(await ProblemsAsync("GET", "/api/health/live", 200, """{"status":"live","more":1}"""));
            Assert.NotEmpty(await ProblemsAsync("GET", "/api/health/live", 500, ""));
            Assert.NotEmpty(await ProblemsAsync("GET", "/api/health/life", 200, """{"status":"live"}"""));
            Assert.NotEmpty(await ProblemsAsync("POST", "/api/health/live", 200, """{"status":"live"}"""));
            // The ETag is missing.
            Assert.NotEmpty(await ProblemsAsync("GET", "/api/vendors/acme", 304, ""));
            var broken = OpenApiDocument.Of("/api");
            broken["paths"]!["/health/live"]!["get"]!["responses"] = new JsonArray();
            await File.WriteAllTextAsync(document, broken.ToJsonString());
            Assert.NotEmpty(await ProblemsAsync("GET", "/api/health/ready", 200, """{"status":"ready"}"""));

            async Task<JsonArray> ProblemsAsync(string method, string path, int status, string body)
            {
                var asked = Path.Combine(folder, "exchanges.json");
                var exchange = new Exchange(method, path, status, new Dictionary<string, string> { ["content-type"] = "application/json" }, body, null);
                await File.WriteAllTextAsync(asked, JsonSerializer.Serialize(new[] { exchange }, JsonSerializerOptions.Web));
                return JsonNode.Parse(await NodeScript.RunAsync("check-openapi.mjs", document, asked))!["problems"]!.AsArray();
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Every_function_stands_in_it_with_its_method_and_route_and_nothing_else_does()
    {
        var described = Described().Select(one => (one.Function, one.Method, one.Route)).Order().ToList();
        var functions = HttpFunction.Of(typeof(OpenApi).Assembly).Select(function => (function.Name, function.Method, $"/{function.Route}")).Order().ToList();
        Assert.Equal(functions, described);
        Assert.True(functions.Count >= 33, $"only {functions.Count} functions were found");
    }

    [Fact]
    public void Only_what_tells_nothing_of_anybody_is_asked_without_a_key()
    {
        var open = Described().Where(one => one.Operation["security"]!.AsArray().Count == 0).Select(one => one.Function);
        Assert.Equal(["Live", "OpenApi", "Ready"], open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Who_may_is_told_as_the_table_of_roles_has_it_and_a_key_alone_does_for_nothing_that_writes()
    {
        foreach (var (function, _, _, operation) in Described())
        {
            var routes = RouteRoles.All.Where(route => route.Function == function).ToList();
            if (routes is [{ IsAnonymous: true }])
            {
                Assert.Null(operation["x-roles"]);
                continue;
            }
            Assert.Equal(
                routes.Select(route => (route.Part, string.Join(' ', route.Roles), route.Privileged, route.Writes || !route.Roles.Contains(Role.Reader))),
                operation["x-roles"]!.AsArray().Select(told => (
                    told!["part"]?.GetValue<string>(), string.Join(' ', told["roles"]!.AsArray().Select(role => role!.GetValue<string>())),
                    told["privileged"]?.GetValue<bool>() is true, told["signInRequired"]?.GetValue<bool>() is true)));
            var byKeyAlone = operation["security"]!.AsArray().Any(way => way!.AsObject().Select(scheme => scheme.Key).SequenceEqual(["functionKey"]));
            Assert.Equal(!RouteRoles.Of(function).Writes, byKeyAlone);
        }
    }

    [Fact]
    public void A_body_is_described_with_its_limit_and_an_unknown_member_is_refused_as_the_service_does()
    {
        foreach (var (function, _, _, operation) in Described())
        {
            if (operation["requestBody"] is not { } body) continue;
            Assert.True(body["x-maximum-bytes"]!.GetValue<long>() > 0, function);
            if (body["content"]!["application/json"] is { } json) Assert.False(json["schema"]!["additionalProperties"]!.GetValue<bool>(), function);
        }
    }

    [Fact]
    public void The_page_for_people_has_every_code_under_the_status_that_is_described_and_no_other()
    {
        var told = StatusRow().Matches(Page).SelectMany(row => Quoted().Matches(row.Groups[2].Value).Select(code => (Code: code.Groups[1].Value, Status: row.Groups[1].Value)));
        Assert.Equal(Codes.All.Select(code => (code.Key, $"{code.Value}")).Order(), told.Select(one => (one.Code, one.Status)).Order());
    }

    [Fact]
    public void Every_refusal_that_is_written_down_has_the_status_that_is_described()
    {
        var sources = Directory.EnumerateFiles(ServiceProcess.ProjectFolder, "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal));
        var written = sources.SelectMany(file => Written().Matches(File.ReadAllText(file)).Select(one => (Code: one.Groups[2].Value, Status: one.Groups[1].Value))).Distinct().ToList();
        Assert.True(written.Count >= 30, $"only {written.Count} were found");
        Assert.All(written, one => Assert.Equal(one.Status, Codes.All.TryGetValue(one.Code, out var status) ? $"{status}" : $"`{one.Code}` is not described"));
    }

    [Fact]
    public void Every_parameter_of_a_query_stands_on_the_page_for_people()
    {
        foreach (var (_, operation) in Operations.All)
            Assert.All(operation.Query, parameter => Assert.Matches($"`{parameter.Name}[`=]", Page));
    }

    private static IEnumerable<(string Function, string Method, string Route, JsonObject Operation)> Described() =>
        from path in OpenApiDocument.Of("/api")["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (operation.Value!["operationId"]!.GetValue<string>(), operation.Key, path.Key, operation.Value.AsObject());

    [GeneratedRegex(@"^\| ([0-9]{3}) \| ((?:`[a-z-]+`(?:, )?)+) \|", RegexOptions.Multiline)]
    private static partial Regex StatusRow();

    [GeneratedRegex("`([a-z-]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex("Of\\(([0-9]{3}), \"([a-z-]+)\"")]
    private static partial Regex Written();
}
