using System.Globalization;
using System.Text.RegularExpressions;

namespace Compliance.Functions.Tests.Host;

public sealed partial class TimerTests : IDisposable
{
    private const string EverySecond = "* * * * * *";
    private const string EveryHour = "0 0 * * * *";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task A_timer_ticks_and_its_schedule_is_not_remembered_below_a_minute()
    {
        await using var host = await HostProcess.StartAsync(_folder, ("TickSchedule", EverySecond));
        await host.SaysAsync("@ tick begins pastDue=False last= next=", times: 3);
    }

    [SkippableFact]
    public async Task Runs_of_one_timer_do_not_overlap()
    {
        await using var host = await HostProcess.StartAsync(_folder, ("TickSchedule", EverySecond), ("TickMilliseconds", "1500"));
        await host.SaysAsync("@ tick ends", times: 3);
        AssertAlternating(host.Output.Where(line => line.StartsWith("@ tick", StringComparison.Ordinal)));
    }

    [SkippableFact]
    public async Task Two_hosts_on_one_file_share_a_timer_without_running_a_tick_twice()
    {
        await using var one = await HostProcess.StartAsync(_folder, ("TickSchedule", EverySecond));
        await using var other = await HostProcess.StartAsync(_folder, ("TickSchedule", EverySecond));
        await HostProcess.UntilAsync(() => one.Count("@ tick begins") + other.Count("@ tick begins") >= 8);
        var fired = one.Errors.Concat(other.Errors)
            .Select(line => FiredAt().Match(line))
            .Where(match => match.Success)
            .Select(match => DateTimeOffset.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))
            .Select(moment => moment.AddMilliseconds(50).ToUnixTimeSeconds())
            .ToList();
        Assert.NotEmpty(fired);
        Assert.Equal(fired.Count, fired.Distinct().Count());
    }

    [SkippableFact]
    public async Task Ticks_missed_while_no_host_ran_become_one_past_due_run_that_knows_its_due_time()
    {
        await RememberAsync(EveryHour);

        await using var later = await HostProcess.StartAsync(_folder, ("TickSchedule", EveryHour), ("ClockAhead", "05:00:00"));
        var line = await later.SaysAsync("@ tick begins pastDue=True last=0001-01-01 00:00:00Z next=");
        var due = DateTimeOffset.Parse(line.Split("next=")[1], CultureInfo.InvariantCulture);
        Assert.Equal(0, due.Minute);
        await later.SaysAsync("@ tick ends");
        Assert.Equal(0, await later.InterruptAsync());
        Assert.Equal(1, later.Count("@ tick begins"));

        await using var again = await HostProcess.StartAsync(_folder, ("TickSchedule", EveryHour), ("ClockAhead", "05:00:00"), ("RunAtStart", "Tick"));
        await again.SaysAsync("@ tick ends");
        Assert.Equal(0, again.Count("pastDue=True"));
    }

    [SkippableFact]
    public async Task A_changed_schedule_is_followed_from_now_on_without_a_past_due_run()
    {
        await RememberAsync(EveryHour);
        await using var later = await HostProcess.StartAsync(_folder, ("TickSchedule", "0 30 * * * *"), ("ClockAhead", "05:00:00"), ("RunAtStart", "Tick"));
        await later.SaysAsync("@ tick ends");
        Assert.Equal(0, later.Count("pastDue=True"));
    }

    [SkippableFact]
    public async Task A_run_that_was_killed_is_done_again_as_past_due()
    {
        await RememberAsync(EveryHour);

        await using (var killed = await HostProcess.StartAsync(_folder, ("TickSchedule", EveryHour), ("ClockAhead", "05:00:00"), ("TickMilliseconds", "60000")))
        {
            await killed.SaysAsync("@ tick begins pastDue=True");
            await killed.KillAsync();
        }

        await using var next = await HostProcess.StartAsync(_folder, ("TickSchedule", EveryHour), ("ClockAhead", "05:00:00"));
        await next.SaysAsync("@ tick begins pastDue=True");
        await next.SaysAsync("@ tick ends");
    }

    [SkippableFact]
    public async Task Run_on_startup_runs_at_each_start_unless_a_past_due_run_does()
    {
        await using (var first = await HostProcess.StartAsync(_folder, ("StartupSchedule", EveryHour)))
        {
            await first.SaysAsync("@ startup pastDue=False");
            await first.InterruptAsync();
        }

        await using var later = await HostProcess.StartAsync(_folder, ("StartupSchedule", EveryHour), ("ClockAhead", "05:00:00"), ("RunAtStart", "Tick"));
        await later.SaysAsync("@ startup pastDue=True");
        await later.SaysAsync("@ tick ends");
        Assert.Equal(1, later.Count("@ startup"));
    }

    /// <summary>A first start writes down when the timer is due; nothing has been missed yet.</summary>
    private async Task RememberAsync(string schedule)
    {
        await using var first = await HostProcess.StartAsync(_folder, ("TickSchedule", schedule));
        Assert.Equal(0, await first.InterruptAsync());
    }

    private static void AssertAlternating(IEnumerable<string> lines)
    {
        var begun = false;
        foreach (var line in lines)
        {
            Assert.NotEqual(begun, line.StartsWith("@ tick begins", StringComparison.Ordinal));
            begun = !begun;
        }
    }

    [GeneratedRegex(@"Executing 'Functions\.Tick' \(Reason='Timer fired at ([^']+)'")]
    private static partial Regex FiredAt();
}
