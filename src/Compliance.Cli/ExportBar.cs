using System.Globalization;
using Compliance.Trail.Export;
using Spectre.Console;

namespace Compliance.Cli;

/// <summary>The bar of a long export, on stderr.</summary>
internal static class ExportBar
{
    /// <summary>Runs the work under a bar, or without one where nobody watches.</summary>
    public static T Run<T>(IAnsiConsole? console, Func<IProgress<ExportProgress>?, T> work)
    {
        if (console is null) return work(null);
        return console.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(new Watcher(context.AddTask("exporting"))));
    }

    /// <summary>Takes each report at once: a report that comes later than the end would move a bar that is gone.</summary>
    private sealed class Watcher(ProgressTask task) : IProgress<ExportProgress>
    {
        public void Report(ExportProgress value)
        {
            task.MaxValue = Math.Max(value.Total, 1);
            task.Value = value.Done;
            task.Description = string.Create(CultureInfo.InvariantCulture, $"exporting {value.Total:N0} entries");
        }
    }
}
