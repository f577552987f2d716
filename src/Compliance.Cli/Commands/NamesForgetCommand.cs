using System.CommandLine;
using System.Globalization;
using Compliance.Handling;
using Compliance.Reports;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance names forget</c>: takes the names of a person out, and says where they still stand.</summary>
internal static class NamesForgetCommand
{
    private static readonly Option<string[]> Person = new("--person") { HelpName = "name", Description = "the person, and each account of the person; repeatable", Required = true };
    private static readonly Option<string?> Reason = new("--reason") { HelpName = "text", Description = "why; the trail has its digest" };

    public static Command Build(CancellationToken cancellation) =>
        NamesCommand.On("forget", "forget what the pseudonyms of a person stand for", [Person, NamesCommand.By, Reason], async (parsed, store, keys, vendor) =>
        {
            var forgetting = new Forgetting(store, keys, TimeProvider.System);
            await using var text = Terminal.OpenText();
            foreach (var person in parsed.GetRequiredValue(Person).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                var forgotten = await forgetting.ForgetAsync(vendor, person, parsed.GetRequiredValue(NamesCommand.By), parsed.GetValue(Reason), cancellation);
                foreach (var line in Lines(person, forgotten)) await text.WriteLineAsync(line);
            }
            await text.WriteLineAsync("Evidence as received was not looked through: `compliance evidence prune` lists and deletes what has outlived `retain` of vendor.yaml. Exports and messages are with whoever has them.");
        });

    private static IEnumerable<string> Lines(string person, ForgottenName forgotten)
    {
        yield return $"{TerminalText.Visible(person)}  {forgotten.Pseudonym}  {Outcome(forgotten)}";
        if (!forgotten.Searched) yield return "  too short or too long to be looked for: findings and names of resources that hold it do so still";
        if (forgotten.Left is not { } left || left == new NamesLeft(0, 0, 0)) yield break;
        yield return string.Create(CultureInfo.InvariantCulture,
            $"  still named in {left.Findings} findings that are not resolved, the results of {left.Runs} audits, {left.Incidents} incidents. Repeat this when the findings are resolved");
    }

    private static string Outcome(ForgottenName forgotten) => forgotten.Outcome switch
    {
        ForgettingOutcome.Forgotten => string.Create(CultureInfo.InvariantCulture, $"forgotten; its pseudonym took its place in {forgotten.Findings} resolved findings"),
        ForgettingOutcome.ForgottenBefore => $"was forgotten on {Wording.ToSecond(forgotten.At!.Value)}; there is nothing new to forget",
        _ => "is not known here: nothing was done; check the spelling in people.csv and accounts.csv",
    };
}
