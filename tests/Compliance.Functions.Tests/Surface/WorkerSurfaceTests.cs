using System.Reflection;
using Compliance.Surface;

namespace Compliance.Functions.Tests.Surface;

public sealed class WorkerSurfaceTests
{
    private static readonly OfficialSurface Official = OfficialSurface.Parse(Read("official-surface.txt"));

    [SkippableFact]
    public void The_stand_in_shows_nothing_that_the_official_worker_does_not()
    {
        Assert.Empty(Official.Missing(StandIn()));
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

    [Fact]
    public void A_type_that_is_not_official_is_named() =>
        Assert.Contains(Official.Missing(typeof(WorkerSurfaceTests).Assembly), line => line.Contains(nameof(WorkerSurfaceTests), StringComparison.Ordinal));

    [SkippableFact]
    public void A_member_that_is_not_official_is_named()
    {
        var missing = OfficialSurface.Parse("T Microsoft.Azure.Functions.Worker.TimerInfo : System.Object\n  Property Boolean IsPastDue").Missing(StandIn());
        Assert.Contains(missing, line => line.Contains("TimerInfo: Property Microsoft.Azure.Functions.Worker.ScheduleStatus", StringComparison.Ordinal));
        Assert.DoesNotContain(missing, line => line.Contains("TimerInfo: Property Boolean IsPastDue", StringComparison.Ordinal));
    }

    private static string Read(string resource)
    {
        using var text = new StreamReader(typeof(WorkerSurfaceTests).Assembly.GetManifestResourceStream(resource)!);
        return text.ReadToEnd();
    }

    private static Assembly StandIn()
    {
        var hosting = typeof(WorkerSurfaceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "Hosting").Value;
        Skip.If(hosting == "Azure", "with Hosting=Azure there is no stand-in");
        return Assembly.Load("Compliance.Local.FunctionsWorker");
    }
}
