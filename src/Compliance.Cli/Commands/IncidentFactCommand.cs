using System.CommandLine;
using System.CommandLine.Parsing;
using Compliance.Incidents;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance incident fact</c>: a fact for the ledger. One that was wrong is corrected by a later one.</summary>
internal static class IncidentFactCommand
{
    private static readonly OffsetDateTimePattern Pattern = OffsetDateTimePattern.ExtendedIso;
    private static readonly Argument<string> Fact = new("name=instant") { Description = "what happened and when, such as awareness=2026-11-22T10:00:00+01:00" };
    private static readonly Option<string[]> Evidence = new("--evidence") { HelpName = "evidence", Description = "digest or path of what it rests on; may be repeated" };
    private static readonly Option<string?> Note = new("--note") { HelpName = "text" };
    private static readonly Option<bool> Privileged = new("--privileged") { Description = "stays out of every export; its digest stays" };
    private static readonly Option<int?> Corrects = new("--corrects") { HelpName = "number", Description = "number of the record that it takes the place of" };
    private static readonly Option<string?> Jurisdiction = new("--jurisdiction") { HelpName = "place", Description = "of affected: whose persons, such as DE or US-CA" };
    private static readonly Option<long?> Count = new("--count") { HelpName = "number", Description = "of affected: how many persons" };
    private static readonly Option<string[]> DataClasses = new("--data-class") { HelpName = "class", Description = "of affected: kinds of data; may be repeated" };
    private static readonly Option<string?> Until = new("--until") { HelpName = "instant", Description = "of law_enforcement_hold: its end" };
    private static readonly Option<string?> Authority = new("--authority") { HelpName = "name", Description = "of law_enforcement_hold: who asked for it" };

    public static Command Build(CancellationToken cancellation)
    {
        var command = IncidentCommand.OnIncident(
            "fact", "record a fact", Fact, Evidence, Note, Privileged, Corrects, Jurisdiction, Count, DataClasses, Until, Authority);
        command.SetAction(parsed =>
        {
            var fact = Read(parsed);
            var words = string.Join('\u001f', parsed.Tokens.Where(token => token.Type is TokenType.Argument or TokenType.Option).Select(token => token.Value));
            return IncidentCommand.Act(parsed, $"fact/{words}", (incident, now) => incident.Record(fact, parsed.GetRequiredValue(IncidentCommand.By), now), cancellation);
        });
        return command;
    }

    private static Fact Read(ParseResult parsed)
    {
        var text = parsed.GetRequiredValue(Fact);
        // Names hold colons, and no equals sign.
        var at = text.IndexOf('=', StringComparison.Ordinal);
        if (at < 1) throw new UsageException($"`{text}` is not NAME=INSTANT: write a fact such as awareness=2026-11-22T10:00:00+01:00");
        return new()
        {
            Name = text[..at],
            At = Time(text[(at + 1)..]),
            Evidence = parsed.GetValue(Evidence) ?? [],
            Note = parsed.GetValue(Note),
            Privileged = parsed.GetValue(Privileged),
            Corrects = parsed.GetValue(Corrects),
            Jurisdiction = parsed.GetValue(Jurisdiction),
            Count = parsed.GetValue(Count),
            DataClasses = parsed.GetValue(DataClasses) ?? [],
            Until = parsed.GetValue(Until) is { } until ? Time(until) : null,
            Authority = parsed.GetValue(Authority),
        };
    }

    private static OffsetDateTime Time(string text)
    {
        var parsed = Pattern.Parse(text);
        return parsed.Success ? parsed.Value
            : throw new UsageException($"`{text}` is not an instant with its offset: write one such as 2026-11-22T10:00:00+01:00");
    }
}
