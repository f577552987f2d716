namespace Compliance.Functions.Tests.Host;

public sealed class StartTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Functions_named_by_RunAtStart_are_fired_right_after_the_start()
    {
        await using var host = await HostProcess.StartAsync(_folder, ("RunAtStart", "Tick, RunPoison"));
        await host.SaysAsync("@ tick begins");
        await host.SaysAsync("@ poison ");
        Assert.Equal(1, host.Count("@ tick begins"));
    }

    [SkippableTheory]
    [InlineData("TickSchedule", "", "setting `TickSchedule` is missing: the timer schedule of function `Tick` is `%TickSchedule%`; set it in local.settings.json")]
    [InlineData("TickSchedule", "every day", "the timer schedule of function `Tick` is `every day`, expected `second minute hour day month weekday`")]
    [InlineData("TickSchedule", "0 0 0 30 2 *", "the timer schedule of function `Tick` is `0 0 0 30 2 *`, which never comes due")]
    [InlineData("RunAtStart", "Nothing", "setting `RunAtStart` names `Nothing`, expected the name of a timer or queue function")]
    [InlineData("Host__EnableAuth", "perhaps", "setting `Host:EnableAuth` is `perhaps`, expected true or false")]
    [InlineData("AzureWebJobs.Tick.Disabled", "perhaps", "setting `AzureWebJobs.Tick.Disabled` is `perhaps`, expected true or false")]
    [InlineData("EmbeddedQueueLease", "0", "setting `EmbeddedQueueLease` is `0`, expected a duration")]
    [InlineData("AzureFunctionsJobHost__extensions__queues__batchSize", "33", "setting `extensions:queues:batchSize of host.json` is `33`, expected a whole number from 1 to 32")]
    public async Task A_wrong_setting_is_named_and_ends_the_start(string name, string value, params string[] expected)
    {
        await using var host = HostProcess.Launch(_folder, ["--port", "0"], (name, value));
        Assert.Equal(1, await host.ExitAsync());
        var error = Assert.Single(host.Errors);
        Assert.All(expected, part => Assert.Contains(part, error, StringComparison.Ordinal));
        Assert.DoesNotContain(host.Output, line => line.Contains("Listening", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_port_in_use_is_named()
    {
        await using var first = await HostProcess.StartAsync(_folder);
        var port = first.Client.BaseAddress!.Port;
        await using var second = HostProcess.Launch(_folder, ["--port", $"{port}"]);
        Assert.Equal(1, await second.ExitAsync());
        Assert.Equal($"port {port} is in use; choose another with `--port N`, or 0 for any that is free", Assert.Single(second.Errors));
    }

    [SkippableFact]
    public async Task A_missing_host_json_is_named()
    {
        await using var host = HostProcess.Launch(_folder, ["--port", "0"], ("FUNCTIONS_APPLICATION_DIRECTORY", _folder.Path));
        Assert.Equal(1, await host.ExitAsync());
        Assert.StartsWith($"`{Path.Combine(_folder.Path, "host.json")}` is missing", Assert.Single(host.Errors), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Local_settings_become_settings_and_the_real_environment_wins()
    {
        await WriteApplicationDirectoryAsync("""
            {
              "IsEncrypted": false,
              "Values": { "TickMilliseconds": "1", "RunAtStart": "Tick", "ClockAhead": "01:00:00", }, // tolerated
              "Host": { "EnableAuth": true }
            }
            """);
        await using var host = await HostProcess.StartAsync(_folder, ("FUNCTIONS_APPLICATION_DIRECTORY", _folder.Path), ("RunAtStart", "RunPoison"));
        await host.SaysAsync("@ poison ");
        Assert.Equal(0, host.Count("@ tick"));
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await host.Client.GetAsync("api/function-key")).StatusCode);
    }

    [SkippableFact]
    public async Task Local_settings_that_are_not_json_are_named()
    {
        await WriteApplicationDirectoryAsync("{ \"Values\": [");
        await using var host = HostProcess.Launch(_folder, ["--port", "0"], ("FUNCTIONS_APPLICATION_DIRECTORY", _folder.Path));
        Assert.Equal(1, await host.ExitAsync());
        Assert.StartsWith($"`{Path.Combine(_folder.Path, "local.settings.json")}` is not JSON: ", Assert.Single(host.Errors), StringComparison.Ordinal);
    }

    private async Task WriteApplicationDirectoryAsync(string localSettings)
    {
        File.Copy(Path.Combine(Path.GetDirectoryName(HostProcess.ApplicationFile)!, "host.json"), Path.Combine(_folder.Path, "host.json"));
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "local.settings.json"), localSettings);
    }
}
