using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Compliance.Functions.Tests.Host;

public sealed class AdminTests(SharedHost shared) : IClassFixture<SharedHost>
{
    [SkippableFact]
    public async Task A_timer_function_is_fired_by_hand()
    {
        var host = await shared.GetAsync();
        var response = await FireAsync(host, "Tick", "");
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        await host.SaysAsync("@ tick begins pastDue=False last= next=");
    }

    [SkippableFact]
    public async Task A_queue_function_is_fired_by_hand_with_its_message()
    {
        var host = await shared.GetAsync();
        Assert.Equal(HttpStatusCode.Accepted, (await FireAsync(host, "runobject", """{"id":"by-hand","quantity":3}""")).StatusCode);
        await host.SaysAsync("@ object by-hand 3");
    }

    [SkippableFact]
    public async Task What_cannot_be_fired_is_refused()
    {
        var host = await shared.GetAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await FireAsync(host, "Nothing", "")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await FireAsync(host, "Throw", "")).StatusCode);
        var malformed = await host.Client.PostAsync("admin/functions/Tick", new StringContent("{", null, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, malformed.StatusCode);
    }

    [SkippableFact]
    public async Task A_form_of_another_site_fires_nothing()
    {
        var host = await shared.GetAsync();
        var response = await host.Client.PostAsync("admin/functions/Startup", new StringContent("""{"input":""}""", null, "text/plain"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [SkippableFact]
    public async Task The_functions_are_listed_with_their_bindings()
    {
        var host = await shared.GetAsync();
        var functions = await host.Client.GetFromJsonAsync<JsonElement[]>("admin/functions");
        var tick = functions!.Single(function => function.GetProperty("name").GetString() == "Tick");
        var binding = tick.GetProperty("config").GetProperty("bindings")[0];
        Assert.Equal("timerTrigger", binding.GetProperty("type").GetString());
        Assert.Equal("0 0 0 1 1 *", binding.GetProperty("schedule").GetString());
        var order = await host.Client.GetFromJsonAsync<JsonElement>("admin/functions/SendOrders");
        Assert.EndsWith("/api/orders", order.GetProperty("invoke_url_template").GetString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_status_says_that_the_host_runs()
    {
        var host = await shared.GetAsync();
        var status = await host.Client.GetFromJsonAsync<JsonElement>("admin/host/status");
        Assert.Equal("Running", status.GetProperty("state").GetString());
        Assert.Equal("Compliance.Functions.Tests.App", status.GetProperty("id").GetString());
    }

    internal static Task<HttpResponseMessage> FireAsync(HostProcess host, string function, string input) =>
        host.Client.PostAsJsonAsync($"admin/functions/{function}", new { input });
}
