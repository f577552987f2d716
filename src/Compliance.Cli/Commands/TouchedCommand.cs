using System.CommandLine;
using Compliance.Evidence;
using Compliance.Reports;
using Compliance.Touched;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance touched</c>: the records that principals accessed in a window. Numbers go to stdout; the list, which is personal data,
/// goes to the file of <c>--out</c> alone.</summary>
internal static class TouchedCommand
{
    private static readonly Argument<string> Folder = new("vendor-folder") { Description = "folder with vendor.yaml, access.yaml and logs" };
    private static readonly Option<string[]> Principals = new("--principal")
    {
        HelpName = "principal",
        Description = "whose accesses, as findings name them; may be repeated",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
    };
    private static readonly Option<Instant?> From = Required(Instants.Option("--from", "accesses from here on"));
    private static readonly Option<Instant?> To = Required(Instants.Option("--to", "accesses before this"));
    private static readonly Option<string?> Out = new("--out") { HelpName = "file", Description = "write the list, one record a line, NDJSON; it is personal data" };
    private static readonly Option<string> Output = Words.Option("--output", ["-o"], "how to write the numbers", "table", "table", "json");

    public static Command Build(CancellationToken cancellation)
    {
        var command = new Command("touched", "list the records that principals accessed, beside how many they could have reached")
        {
            Folder, Principals, From, To, Out, Output,
        };
        command.SetAction(parsed => Run(parsed, cancellation));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var question = new TouchedQuestion(parsed.GetRequiredValue(Principals), parsed.GetValue(From), parsed.GetValue(To));
        if (question.From >= question.To) throw new UsageException("--from must be before --to");
        var folder = new DiskFolder(parsed.GetRequiredValue(Folder));
        var record = VendorReader.Read(folder);
        using var list = OutputFile.Open(parsed.GetValue(Out), "--out");
        var result = TouchedRecords.Compute(record, folder, question, list?.Stream ?? Stream.Null, cancellation);
        list?.Complete();
        Write(result, parsed.GetRequiredValue(Output));
        return result.Incomplete ? ExitCode.NotEvaluable : ExitCode.Clean;
    }

    private static void Write(TouchedResult result, string output)
    {
        if (output == "json")
        {
            using var json = Terminal.OpenBytes();
            TouchedJson.Write(result, json);
            return;
        }
        using var text = Terminal.OpenText();
        foreach (var line in TouchedText.Lines(result)) text.WriteLine(TerminalText.Visible(line));
    }

    private static Option<Instant?> Required(Option<Instant?> option)
    {
        option.Required = true;
        return option;
    }
}
