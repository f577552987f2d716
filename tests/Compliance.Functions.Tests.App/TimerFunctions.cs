using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Compliance.Functions.Tests.App;

public sealed class TimerFunctions(IConfiguration settings)
{
    [Function("Tick")]
    public async Task Tick([TimerTrigger("%TickSchedule%")] TimerInfo timer, CancellationToken cancel)
    {
        var status = timer.ScheduleStatus;
        Journal.Write($"tick begins pastDue={timer.IsPastDue} last={status?.Last:u} next={status?.Next:u}");
        await Task.Delay(int.Parse(settings["TickMilliseconds"] ?? "0", CultureInfo.InvariantCulture), cancel);
        Journal.Write($"tick ends");
    }

    [Function("Startup")]
    public static void Startup([TimerTrigger("%StartupSchedule%", RunOnStartup = true)] TimerInfo timer) => Journal.Write($"startup pastDue={timer.IsPastDue}");
}
