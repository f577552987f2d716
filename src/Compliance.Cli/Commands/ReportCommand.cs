using System.CommandLine;
using System.CommandLine.Parsing;
using Compliance.Findings;
using Compliance.Frameworks;
using Compliance.Reports;
using NodaTime;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance report</c>: an audit of a vendor folder, told by the clauses of one framework. It is not recorded.</summary>
internal static class ReportCommand
{
    private static readonly Option<string> FrameworkId = new("--framework")
    {
        HelpName = "id",
        Description = $"whose clauses: {string.Join(", ", FrameworkCatalogue.All.Select(framework => framework.Id))}",
        Required = true,
        CustomParser = Parse,
    };

    private static readonly Option<string> Output = Words.Option("--output", ["-o"], "how to write the report", "table", "table", "json", "csv");

    public static Command Build(Terminal terminal, CancellationToken cancellation)
    {
        var command = new Command("report", "audit a vendor and say, clause by clause of a framework, what was noted and what nothing tests")
        {
            AuditCommand.Folder, FrameworkId, AuditCommand.From, AuditCommand.To, Output,
        };
        command.SetAction(parsed => Run(parsed, terminal, cancellation));
        return command;
    }

    private static string? Parse(ArgumentResult argument)
    {
        var id = argument.Tokens[0].Value;
        if (FrameworkCatalogue.Find(id) is not null) return id;
        argument.AddError($"--framework: `{id}` is not one of {string.Join(", ", FrameworkCatalogue.All.Select(framework => framework.Id))}");
        return null;
    }

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var request = AuditCommand.Order(parsed, Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()));
        var result = AuditCommand.Perform(request, terminal, cancellation);
        Write(FrameworkReport.Of(result, Catalogue.Frameworks.First(framework => framework.Id == parsed.GetRequiredValue(FrameworkId))), parsed.GetRequiredValue(Output), terminal);
        return ExitCode.Of(result, Severity.High);
    }

    private static void Write(FrameworkReport report, string output, Terminal terminal)
    {
        switch (output)
        {
            case "json":
                using (var json = Terminal.OpenBytes()) FrameworkReportJson.Write(report, json);
                break;
            case "csv":
                using (var csv = Terminal.OpenText()) FrameworkReportCsv.Write(report, csv);
                break;
            default:
                using (var table = Terminal.OpenText()) FrameworkReportTable.Write(report, table, terminal.Width, terminal.Colour);
                break;
        }
    }
}
