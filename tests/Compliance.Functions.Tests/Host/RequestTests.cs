using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Compliance.Functions.Tests.Host;

public sealed class RequestTests(SharedHost shared) : IClassFixture<SharedHost>
{
    [SkippableFact]
    public async Task Route_values_reach_the_function_by_name_and_its_action_result_is_the_answer()
    {
        var host = await shared.GetAsync();
        var answer = await host.Client.GetFromJsonAsync<JsonElement>("api/things/bolt/a/b%20c?x=1");
        Assert.Equal("bolt", answer.GetProperty("thing").GetString());
        Assert.Equal("a/b c", answer.GetProperty("path").GetString());
        Assert.Equal("?x=1", answer.GetProperty("query").GetString());
    }

    [SkippableFact]
    public async Task Two_functions_on_one_route_are_told_apart_by_their_methods()
    {
        var host = await shared.GetAsync();
        var response = await host.Client.PutAsync("api/things/bolt", new ByteArrayContent(new byte[1000]));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("""{"length":1000}""", await response.Content.ReadAsStringAsync());
    }

    [SkippableTheory]
    [InlineData("GET", "api/nothing")]
    [InlineData("GET", "things/bolt")]
    [InlineData("DELETE", "api/things/bolt")]
    [InlineData("HEAD", "api/things/bolt")]
    public async Task What_no_function_answers_is_not_found(string method, string path)
    {
        var host = await shared.GetAsync();
        var response = await host.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [SkippableFact]
    public async Task The_context_describes_the_function_and_shares_the_scope_of_its_instance()
    {
        var host = await shared.GetAsync();
        var answer = await host.Client.GetFromJsonAsync<JsonElement>("api/context/left");
        Assert.Equal("GetContext", answer.GetProperty("name").GetString());
        Assert.Equal("Compliance.Functions.Tests.App.RequestFunctions.GetContext", answer.GetProperty("entryPoint").GetString());
        Assert.Equal("left", answer.GetProperty("part").GetString());
        Assert.Equal("httpTrigger", answer.GetProperty("trigger").GetString());
        Assert.True(answer.GetProperty("sameHttp").GetBoolean());
        Assert.True(answer.GetProperty("sameScope").GetBoolean());
    }

    [SkippableFact]
    public async Task Middleware_runs_around_the_function_in_the_order_it_was_added()
    {
        var host = await shared.GetAsync();
        var response = await host.Client.GetAsync("api/function-key");
        Assert.Equal("FunctionKey", Assert.Single(response.Headers.GetValues("x-function")));
        await host.SaysAsync("@ FunctionKey went outer inner");
    }

    [SkippableFact]
    public async Task An_unhandled_exception_is_an_empty_200_as_the_official_worker_answers_and_a_failed_invocation_in_the_log()
    {
        var host = await shared.GetAsync();
        var response = await host.Client.GetAsync("api/throw");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.False(response.Headers.Contains("x-half-way"));
        Assert.Contains("broken on purpose", await host.LogsAsync("Executed 'Functions.Throw' (Failed"), StringComparison.Ordinal);
        Assert.Equal(0, host.Count("@ Throw went"));
    }

    [SkippableTheory]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1.evil.example:7071", HttpStatusCode.BadRequest)]
    [InlineData("10.0.0.1", HttpStatusCode.BadRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("localhost:1234", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("[::1]:7071", HttpStatusCode.OK)]
    public async Task Only_names_of_this_machine_are_accepted_as_host(string name, HttpStatusCode expected)
    {
        var host = await shared.GetAsync();
        foreach (var path in (string[])["api/things/bolt", "admin/host/status"])
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = name;
            var response = await host.Client.SendAsync(request);
            Assert.Equal(expected, response.StatusCode);
        }
    }

    [SkippableFact]
    public async Task The_listing_shows_methods_and_address_of_each_function()
    {
        var host = await shared.GetAsync();
        var port = host.Client.BaseAddress!.Port;
        Assert.Equal($"\tSendOrders: [POST] http://localhost:{port}/api/orders", await host.SaysAsync("\tSendOrders:"));
        Assert.Equal("\tTick: timerTrigger", await host.SaysAsync("\tTick:"));
        Assert.Equal("\tRunOrder: queueTrigger", await host.SaysAsync("\tRunOrder:"));
    }
}
