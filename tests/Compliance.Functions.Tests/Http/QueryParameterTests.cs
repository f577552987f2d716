using System.Text.Json.Nodes;
using Compliance.Functions.Access;
using Compliance.Functions.Describing;
using Compliance.Functions.Http;
using Compliance.Functions.Tests.Service;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;
using HttpFunction = Compliance.Functions.Tests.Access.HttpFunction;

namespace Compliance.Functions.Tests.Http;

/// <summary>What a function is described with is what it takes, and nothing else.</summary>
public sealed class QueryParameterTests(SharedService shared) : IClassFixture<SharedService>
{
    private const string Private = "jane.roe.77";

    private static IEnumerable<HttpFunction> Asking => HttpFunction.All.Where(function => !RouteRoles.Of(function.Name).IsAnonymous);

    [SkippableFact]
    public async Task Every_function_refuses_a_parameter_that_it_is_not_described_with_and_says_which_it_takes()
    {
        var service = await FilledAsync();
        var before = (await shared.Folder.TrailAsync(HttpFunction.Vendor)).Count;
        foreach (var function in Asking)
        {
            var reply = await service.SendAsync(function.Method, $"{function.Path}?severty={Private}");
            reply.AssertProblem(400, "unknown-parameter");
            var detail = reply.Text("detail");
            Assert.StartsWith($"{function.Name} takes no parameter", detail, StringComparison.Ordinal);
            Assert.All(Operations.Of(function.Name).Query, one => Assert.Contains($"`{one.Name}`", detail, StringComparison.Ordinal));
            Assert.Contains("`severty`", detail, StringComparison.Ordinal);
            Assert.DoesNotContain(Private, reply.Body, StringComparison.Ordinal);
        }
        // Nothing was made or changed by it.
        Assert.Empty((await service.GetAsync($"vendors/{HttpFunction.Vendor}/audits")).Json["value"]!.AsArray());
        Assert.Empty((await service.GetAsync($"vendors/{HttpFunction.Vendor}/incidents")).Json["value"]!.AsArray());
        Assert.Equal(before, (await shared.Folder.TrailAsync(HttpFunction.Vendor)).Count);
    }

    [SkippableFact]
    public async Task Every_parameter_that_a_function_is_described_with_is_looked_at()
    {
        var service = await FilledAsync();
        foreach (var (function, parameter) in Described())
        {
            var reply = await service.SendAsync(function.Method, $"{function.Path}?{WithRequired(function.Name, parameter.Name, "zq!zq")}");
            Assert.True(reply.Status == 400, $"{function.Name} {parameter.Name}: {reply.Status} {reply.Body}");
            reply.AssertProblem(400, "query-invalid");
            Assert.Contains($"`{parameter.Name}`", reply.Text("detail"), StringComparison.Ordinal);
            Assert.DoesNotContain("zq!zq", reply.Body, StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public async Task A_parameter_that_stands_there_twice_or_without_a_value_is_refused()
    {
        var service = await FilledAsync();
        foreach (var (function, parameter) in Described())
        {
            var name = parameter.Name;
            foreach (var query in new[] { $"{name}={Private}&{name}={Private}", $"{name}={Private}&{name.ToUpperInvariant()}=1", name, $"{name}=", $"{name}=&{name}=" })
            {
                var reply = await service.SendAsync(function.Method, $"{function.Path}?{query}");
                reply.AssertProblem(400, "query-invalid");
                Assert.StartsWith($"`{name}` ", reply.Text("detail"), StringComparison.Ordinal);
                Assert.DoesNotContain(Private, reply.Body, StringComparison.Ordinal);
            }
        }
    }

    [SkippableTheory]
    [InlineData("health/live")]
    [InlineData("health/ready")]
    [InlineData("openapi.json")]
    public async Task What_probes_and_pages_add_of_their_own_keeps_nobody_from_what_is_open_to_all(string path) =>
        Assert.Equal(200, (await (await shared.GetAsync()).GetAsync($"{path}?v=17&probe")).Status);

    [SkippableTheory]
    [InlineData("severty=high", "ListFindings takes no parameter `severty`: nearest is `severity`; it takes `maxpagesize`, `continuation`, `severity`, `rule`, ")]
    [InlineData("Stattus=open", "no parameter `Stattus`: nearest is `status`;")]
    [InlineData("page_size=5", "no parameter `page_size`: nearest is `maxpagesize`;")]
    [InlineData("api-version=2026-01-01", "no parameter `api-version`: none is like it;")]
    [InlineData("%24filter=x", "no parameter `$filter`: none is like it;")]
    [InlineData("severity=high&sevreity=low", "no parameter `sevreity`: nearest is `severity`;")]
    public async Task The_near_one_is_named(string query, string said)
    {
        var reply = await (await FilledAsync()).GetAsync($"vendors/{HttpFunction.Vendor}/findings?{query}");
        reply.AssertProblem(400, "unknown-parameter");
        Assert.Contains(said, reply.Text("detail"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_key_in_the_address_and_another_case_are_taken()
    {
        var service = await FilledAsync();
        Assert.Equal(200, (await service.GetAsync($"vendors/{HttpFunction.Vendor}?code=k&Code=k")).Status);
        Assert.Equal(200, (await service.GetAsync($"vendors/{HttpFunction.Vendor}/audits?MaxPageSize=3&code=")).Status);
    }

    [SkippableFact]
    public async Task A_rule_that_there_is_none_of_is_no_empty_list_and_one_in_another_case_is_found()
    {
        var service = await FilledAsync();
        var reply = await service.GetAsync($"vendors/{HttpFunction.Vendor}/findings?rule=unauthorised-action");
        reply.AssertProblem(400, "query-invalid");
        Assert.Contains("nearest is `unauthorized-action`", reply.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(200, (await service.GetAsync($"vendors/{HttpFunction.Vendor}/findings?rule=Unauthorized-Action")).Status);
    }

    [Theory]
    [InlineData("jane.roe@example.com")]
    [InlineData("Jane Roe")]
    [InlineData("\u202eabc")]
    [InlineData("a\u001b[31m")]
    [InlineData("")]
    [InlineData("sk_0123456789abcdef0123456789abcdef0123456789")]
    public void What_does_not_look_like_a_name_is_not_repeated(string name)
    {
        foreach (var function in new[] { nameof(ListFindings), nameof(GetVendor) })
        {
            var detail = Detail(function, name, Private)!;
            Assert.Contains("of the name that it was given", detail, StringComparison.Ordinal);
            if (name.Length > 0) Assert.DoesNotContain(name, detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Whatever_stands_there_is_answered_without_its_value() => Prop.ForAll<NonNull<string>, PositiveInt>((name, times) =>
    {
        var detail = Detail(nameof(ListFindings), name.Get, [.. Enumerable.Repeat("\u0001value\u0001", times.Get)]);
        return detail is null || !detail.Contains('\u0001', StringComparison.Ordinal) && detail.Length < 600;
    }).Check(Tried.Times());

    [Fact]
    public void What_takes_parameters_says_that_they_may_be_wrong()
    {
        var description = OpenApiDocument.Of("/api");
        foreach (var (path, methods) in description["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject())
            {
                var codes = operation!["responses"]!["400"]?["content"]!["application/problem+json"]!["schema"]!["properties"]!["code"]!["enum"]!.AsArray().Select(code => code!.GetValue<string>()).ToList() ?? [];
                var name = operation["operationId"]!.GetValue<string>();
                Assert.Equal(!RouteRoles.Of(name).IsAnonymous, codes.Contains("unknown-parameter"));
                if (Operations.Of(name).Query.Count > 0) Assert.Contains("query-invalid", codes);
            }
        }
    }

    private static IEnumerable<(HttpFunction Function, Parameter Parameter)> Described() =>
        from function in Asking
        from parameter in Operations.Of(function.Name).Query
        select (function, parameter);

    // With something in the place of all others that must be there.
    private static string WithRequired(string function, string name, string value) => string.Join('&', Operations.Of(function).Query.Where(one => one.Required && one.Name != name)
        .Select(one => $"{one.Name}={one.Schema["enum"]?[0] ?? one.Schema["minimum"]}").Append($"{name}={Uri.EscapeDataString(value)}"));

    private static string? Detail(string function, string name, params string[] values)
    {
        var http = new DefaultHttpContext();
        http.Request.Query = new QueryCollection(new Dictionary<string, StringValues> { [name] = values });
        return QueryParameters.Refusal(http.Request, function) is { } refusal ? JsonNode.Parse(Assert.IsType<ContentHttpResult>(refusal).ResponseContent!)!["detail"]!.GetValue<string>() : null;
    }

    private async Task<ServiceProcess> FilledAsync()
    {
        var service = await shared.GetAsync();
        if ((await service.GetAsync($"vendors/{HttpFunction.Vendor}")).Status == 200) return service;
        using var body = ServiceProcess.Json(new JsonObject { ["name"] = "Some vendor" });
        Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, $"vendors/{HttpFunction.Vendor}", body)).Status);
        return service;
    }
}
