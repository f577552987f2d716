using System.CommandLine;
using Compliance.Regimes;
using Compliance.Reports;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance deadline</c>: by when a rule, or each rule of a regime, wants somebody told.</summary>
internal static class DeadlineCommand
{
    private static readonly Option<string> Regime = new("--regime")
    {
        HelpName = "id",
        Description = "a rule, `eu-gdpr.art33-1`, or a regime, `eu-gdpr`; `compliance regimes` lists all",
        Required = true,
    };

    private static readonly DeadlineOptions Options = new("whose days and hours count, in place of the rule's own: the zone of the Member State");
    private static readonly Option<string> Output = Words.Option("--output", ["-o"], "how to write it", "table", "table", "json");

    public static Command Build(Terminal terminal)
    {
        var command = new Command("deadline", $"compute by when somebody must be told ({DeadlineWording.Disclaimer})") { Regime };
        Options.AddTo(command);
        command.Add(Output);
        command.SetAction(parsed => Run(parsed, terminal));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal)
    {
        var id = parsed.GetRequiredValue(Regime);
        var question = Options.Read(parsed);
        var rule = RegimeCatalogue.Find(id);
        RegimeRule[] rules = rule is null ? [.. RegimeCatalogue.OfRegime(id)] : [rule];
        DeadlineOptions.Warn(question, rules);
        var json = parsed.GetRequiredValue(Output) == "json";
        if (rule is null && rules.Length > 0) WriteAll([.. rules.Select(one => DeadlineAnswer.Of(one, question))], json, terminal);
        else WriteOne(rule is null ? DeadlineAnswer.None(id) : DeadlineAnswer.Of(rule, question), json, terminal);
        if (json) Terminal.Complain(DeadlineWording.Disclaimer);
        return ExitCode.Clean;
    }

    private static void WriteOne(DeadlineAnswer answer, bool json, Terminal terminal)
    {
        if (json)
        {
            using var output = Terminal.OpenBytes();
            DeadlineJson.Write(answer, output);
        }
        else
        {
            using var output = Terminal.OpenText();
            DeadlineTable.Write(answer, output, terminal.Width, terminal.Colour);
        }
    }

    private static void WriteAll(DeadlineAnswer[] answers, bool json, Terminal terminal)
    {
        if (json)
        {
            using var output = Terminal.OpenBytes();
            DeadlineJson.Write(answers, output);
        }
        else
        {
            using var output = Terminal.OpenText();
            DeadlineTable.Write(answers, output, terminal.Width, terminal.Colour);
        }
    }
}
