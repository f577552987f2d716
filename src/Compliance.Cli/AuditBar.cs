using System.Globalization;
using Spectre.Console;

namespace Compliance.Cli;

/// <summary>The bar of a long audit, on stderr.</summary>
internal static class AuditBar
{
    /// <summary>Runs the work under a bar, or without one where nobody watches.</summary>
    public static T Run<T>(IAnsiConsole? console, Func<IProgress<AuditProgress>?, T> work)
    {
        if (console is null) return work(null);
        return console.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(new Watcher(context.AddTask("reading"))));
    }

    /// <summary>Takes each report at once: a report that comes later than the end would move a bar that is gone.</summary>
    private sealed class Watcher(ProgressTask task) : IProgress<AuditProgress>
    {
        public void Report(AuditProgress value)
        {
            task.MaxValue = Math.Max(value.BytesTotal, 1);
            task.Value = value.BytesRead;
            task.Description = value.BytesRead < value.BytesTotal
                ? string.Create(CultureInfo.InvariantCulture, $"{value.Events:N0} events")
                : string.Create(CultureInfo.InvariantCulture, $"judging {value.Events:N0} events");
        }
    }
}
