using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Compliance.Functions.Tests.Host;

public sealed class DisabledTests : IDisposable
{
    private const string EverySecond = "* * * * * *";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task A_disabled_timer_does_not_tick_and_can_be_fired_by_hand()
    {
        await using var host = await HostProcess.StartAsync(
            _folder, ("TickSchedule", EverySecond), ("StartupSchedule", EverySecond), ("AzureWebJobs.Tick.Disabled", "true"));
        await host.SaysAsync("@ startup", times: 4);
        Assert.Equal(0, host.Count("@ tick begins"));

        Assert.Equal(HttpStatusCode.Accepted, (await AdminTests.FireAsync(host, "Tick", "")).StatusCode);
        await host.SaysAsync("@ tick ends");
        Assert.Equal(1, host.Count("@ tick begins"));
    }

    [SkippableFact]
    public async Task Messages_for_a_disabled_function_wait_until_it_is_no_longer()
    {
        await using (var host = await HostProcess.StartAsync(_folder, ("StartupSchedule", EverySecond), ("AzureWebJobs.RunObject.Disabled", "true")))
        {
            Assert.Equal(HttpStatusCode.Accepted, (await host.Client.PostAsync("api/objects/later", null)).StatusCode);
            await host.SaysAsync("@ startup", times: 4);
            Assert.Equal(0, host.Count("@ object later"));
        }
        await using var again = await HostProcess.StartAsync(_folder);
        await again.SaysAsync("@ object later 7");
    }

    [SkippableFact]
    public async Task A_request_finds_no_disabled_function_and_those_beside_it_are_found()
    {
        await using var host = await HostProcess.StartAsync(_folder, ("AzureWebJobs__GetThing__Disabled", "true"));

        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("api/things/a")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await host.Client.PutAsync("api/things/a", new StringContent("x"))).StatusCode);
        var disabled = (await host.Client.GetFromJsonAsync<JsonElement[]>("admin/functions"))!.Where(function => function.GetProperty("isDisabled").GetBoolean());
        Assert.Equal(["GetThing"], disabled.Select(function => function.GetProperty("name").GetString()));
        Assert.Single(host.Output, line => line.EndsWith("(disabled)", StringComparison.Ordinal));
    }
}
