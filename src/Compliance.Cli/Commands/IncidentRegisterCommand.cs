using System.CommandLine;
using Compliance.Incidents;
using Compliance.Reports;
using Compliance.Storage;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance incident register</c>: every case of a vendor, those that nobody was told of included.</summary>
internal static class IncidentRegisterCommand
{
    private const int AtOnce = 100;
    private static readonly Option<string> Output = Words.Option("--output", ["-o"], "how to write it", "table", "table", "json", "csv");

    public static Command Build(Terminal terminal, CancellationToken cancellation)
    {
        var command = new Command("register", "list every case of a vendor") { IncidentCommand.Vendor, Output };
        foreach (var option in IncidentCommand.Everywhere) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            using var session = IncidentCommand.Open(parsed);
            var rows = RowsAsync(session, parsed.GetRequiredValue(IncidentCommand.Vendor), cancellation).GetAwaiter().GetResult();
            Write(rows, parsed.GetRequiredValue(Output), terminal);
            return ExitCode.Clean;
        });
        return command;
    }

    private static async Task<List<RegisterRow>> RowsAsync(IncidentSession session, Vendors.VendorId vendor, CancellationToken cancellation)
    {
        var rows = new List<RegisterRow>();
        string? continuation = null;
        do
        {
            var page = await session.Journal.ListAsync(vendor, AtOnce, continuation, cancellation);
            foreach (var head in page.Items) rows.Add(await RowAsync(session, head, cancellation));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return rows;
    }

    private static async Task<RegisterRow> RowAsync(IncidentSession session, IncidentHead head, CancellationToken cancellation)
    {
        var stored = await session.FindAsync(head.Vendor, head.Id, cancellation);
        var (at, _) = await session.CaseAsync(stored, cancellation);
        return RegisterRow.Of(stored.Incident, at?.Rules ?? [], session.Now);
    }

    private static void Write(List<RegisterRow> rows, string output, Terminal terminal)
    {
        switch (output)
        {
            case "json":
                using (var json = Terminal.OpenBytes()) RegisterJson.Write(rows, json);
                break;
            case "csv":
                using (var csv = Terminal.OpenText()) RegisterCsv.Write(rows, csv);
                break;
            default:
                using (var table = Terminal.OpenText()) RegisterTable.Write(rows, table, terminal.Width, terminal.Colour);
                break;
        }
    }
}
