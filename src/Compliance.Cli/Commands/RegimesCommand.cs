using System.CommandLine;
using Compliance.Regimes;
using Compliance.Reports;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance regimes</c>: every rule of the data set, and what each says about what is known.</summary>
internal static class RegimesCommand
{
    private static readonly Option<string?> Regime = new("--regime") { HelpName = "id", Description = "only this rule, or the rules of this regime" };
    private static readonly Option<string?> Jurisdiction = new("--jurisdiction")
    {
        HelpName = "iso",
        Description = "only rules that cover this place, those of the whole world included: DE, US-CA, JP",
    };

    private static readonly DeadlineOptions Options = new("whose days and hours count for rules that leave it to the Member State or hold everywhere; other rules keep their own");
    private static readonly Option<string> Output = Words.Option("--output", ["-o"], "how to write it", "table", "table", "json", "csv");

    public static Command Build(Terminal terminal)
    {
        var command = new Command("regimes", $"list the rules on whom to tell of a breach, and by when ({DeadlineWording.Disclaimer})") { Regime, Jurisdiction };
        Options.AddTo(command);
        command.Add(Output);
        command.SetAction(parsed => Run(parsed, terminal));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal)
    {
        var rules = RegimeCatalogue.All.ToList();
        var missing = new List<DeadlineAnswer>();
        if (parsed.GetValue(Regime) is { } regime)
        {
            rules.RemoveAll(rule => rule.Id != regime && rule.Regime != regime);
            if (rules.Count == 0) missing.Add(DeadlineAnswer.None(regime));
        }
        if (parsed.GetValue(Jurisdiction) is { } place)
        {
            var covering = RegimeCatalogue.JurisdictionsOf(place);
            rules.RemoveAll(rule => !covering.Contains(rule.Jurisdiction));
            if (!RegimeCatalogue.KnowsJurisdiction(place)) missing.Add(DeadlineAnswer.NoneOf(place));
        }
        var question = Options.Read(parsed);
        DeadlineOptions.Warn(question, rules);
        var elsewhere = question with { Zone = null };
        Write([.. missing, .. rules.Select(rule => DeadlineAnswer.Of(rule, rule.ZoneIsOpen ? question : elsewhere))], parsed.GetRequiredValue(Output), terminal);
        return ExitCode.Clean;
    }

    private static void Write(DeadlineAnswer[] answers, string output, Terminal terminal)
    {
        if (output == "json")
        {
            using var json = Terminal.OpenBytes();
            DeadlineJson.Write(answers, json);
        }
        else
        {
            using var text = Terminal.OpenText();
            if (output == "csv") DeadlineCsv.Write(answers, text);
            else DeadlineTable.Write(answers, text, terminal.Width, terminal.Colour);
        }
        if (output != "table") Terminal.Complain(DeadlineWording.Disclaimer);
    }
}
