using System.Reflection;

namespace Compliance.Functions.Tests.Surface;

public sealed class WorkerSurfaceTests
{
    [SkippableFact]
    public void The_stand_in_shows_nothing_that_the_official_worker_does_not()
    {
        Assert.Empty(Official().Beyond(StandIn()));
    }

    [SkippableFact]
    public void The_stand_in_shows_what_applications_are_written_against()
    {
        var shown = StandIn().GetExportedTypes().Select(type => type.Name).ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                "FunctionAttribute", "HttpTriggerAttribute", "AuthorizationLevel", "HttpResultAttribute", "TimerTriggerAttribute", "TimerInfo", "ScheduleStatus",
                "QueueTriggerAttribute", "QueueOutputAttribute", "FunctionContext", "FunctionDefinition", "FunctionContextExtensions",
                "IFunctionsWorkerMiddleware", "FunctionExecutionDelegate", "FunctionsApplication", "FunctionsApplicationBuilder",
            },
            shown);
    }

    [SkippableFact]
    public void The_list_notices_a_member_that_is_not_official()
    {
        var beyond = Official().Beyond(typeof(OfficialSurface).Assembly).ToList();
        Assert.Contains($"type {typeof(WorkerSurfaceTests).FullName}", beyond);
        using var shortened = new StringReader("T Microsoft.Azure.Functions.Worker.TimerInfo : System.Object\n  Property Boolean IsPastDue");
        var missing = new OfficialSurface(shortened).Beyond(StandIn());
        Assert.Contains(missing, line => line.Contains("TimerInfo: Property Microsoft.Azure.Functions.Worker.ScheduleStatus", StringComparison.Ordinal));
        Assert.DoesNotContain(missing, line => line.Contains("TimerInfo: Property Boolean IsPastDue", StringComparison.Ordinal));
    }

    private static OfficialSurface Official()
    {
        using var text = new StreamReader(typeof(WorkerSurfaceTests).Assembly.GetManifestResourceStream("official-surface.txt")!);
        return new OfficialSurface(text);
    }

    private static Assembly StandIn()
    {
        var hosting = typeof(WorkerSurfaceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "Hosting").Value;
        Skip.If(hosting == "Azure", "with Hosting=Azure there is no stand-in");
        return Assembly.Load("Compliance.Local.FunctionsWorker");
    }
}
