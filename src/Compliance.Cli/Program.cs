using System.CommandLine;
using System.CommandLine.Invocation;
using System.Data.Common;
using System.Runtime.InteropServices;
using Azure;
using Azure.Identity;
using Compliance.Cli.Commands;
using Compliance.Handling;
using Compliance.Storage;
using Compliance.Trail;

namespace Compliance.Cli;

/// <summary>The command line <c>compliance</c>: parses, runs one command, and turns what stopped it into a message and an
/// exit code.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        using var cancelled = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Cancel(context, cancelled));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Cancel(context, cancelled));
        return Run(args, new Terminal(), cancelled.Token);
    }

    /// <summary>The first signal asks the work to stop; the second, for whoever cannot wait, ends the process as usual.</summary>
    private static void Cancel(PosixSignalContext context, CancellationTokenSource cancelled)
    {
        context.Cancel = !cancelled.IsCancellationRequested;
        cancelled.Cancel();
    }

    private static int Run(string[] args, Terminal terminal, CancellationToken cancellation)
    {
        var root = new RootCommand("audits a vendor's access logs against what its contract allows")
        {
            InitCommand.Build(terminal, cancellation),
            CheckCommand.Build(terminal, cancellation),
            AuditCommand.Build(terminal, cancellation),
            ReportCommand.Build(terminal, cancellation),
            EventsCommand.Build(cancellation),
            EvidenceCommand.Build(cancellation),
            TouchedCommand.Build(cancellation),
            CollectCommand.Build(cancellation),
            ResourcesCommand.Build(terminal, cancellation),
            TlsCommand.Build(terminal, cancellation),
            RulesCommand.Build(terminal),
            ExplainCommand.Build(),
            RegimesCommand.Build(terminal),
            DeadlineCommand.Build(terminal),
            IncidentCommand.Build(terminal, cancellation),
            PlaybookCommand.Build(terminal),
            TrailCommand.Build(terminal, cancellation),
            NamesCommand.Build(cancellation),
            FindingsCommand.Build(terminal, cancellation),
            AccessCommand.Build(cancellation),
        };
        // @file is no notation here: a vendor folder may begin with @.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction) return Refuse(parsed);
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.CouldNotRun;
        }
        catch (UsageException usage)
        {
            Terminal.Complain(usage.Message);
            return ExitCode.Usage;
        }
        catch (Exception broken) when (broken is TrailInconsistentException or TrailHaltedException or EvidenceDiffersException or EvidenceChangedException)
        {
            Terminal.Complain(broken.Message);
            return ExitCode.Integrity;
        }
        catch (Exception failure) when (failure is InputException or TrailUnavailableException or AuditSupersededException or IOException or UnauthorizedAccessException
            or RequestFailedException or AuthenticationFailedException or DbException || failure.InnerException is DbException)
        {
            Terminal.Complain(failure is FileNotFoundException { FileName: { } file } ? $"`{file}` is not there; expected a file" : failure.Message);
            return ExitCode.CouldNotRun;
        }
        // The edge of the process: a defect ends it as one, with a sentence instead of a stack trace.
        catch (Exception defect)
        {
            Terminal.Complain($"stopped by a defect of this program: {defect.GetType().Name}: {defect.Message}");
            return ExitCode.CouldNotRun;
        }
    }

    private static int Refuse(ParseResult parsed)
    {
        foreach (var message in parsed.Errors.Select(error => error.Message).Distinct()) Terminal.Complain(message);
        Terminal.Complain($"`{Path(parsed)} --help` says how it is used");
        return ExitCode.Usage;
    }

    private static string Path(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as System.CommandLine.Parsing.CommandResult)
            names.Push(at.Command is RootCommand ? "compliance" : at.Command.Name);
        return string.Join(' ', names);
    }
}
