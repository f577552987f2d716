using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;
using Compliance.Regimes;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Cli;

/// <summary>What is known when rules are asked, as options of a command.</summary>
internal sealed partial class DeadlineOptions
{
    /// <summary>Of the names of facts that rules look at, when one is not among them.</summary>
    private const int NamesShown = 12;

    private readonly Option<AnchorFact[]> _facts = new("--fact")
    {
        HelpName = "name=instant",
        Description = "something that happened, with its offset: awareness=2026-11-20T16:30:00+01:00; an earlier notice: eu-dora.initial:submitted_at=…",
        AllowMultipleArgumentsPerToken = true,
        CustomParser = Facts,
    };

    private readonly Option<long?> _count = new("--count") { HelpName = "n", Description = "persons affected, of those the rule counts", CustomParser = Number };
    private readonly Option<DateTimeZone?> _zone;
    private readonly Option<string?> _entityClass = new("--entity-class")
    {
        HelpName = "class",
        Description = "what decides reliefs: credit_institution, central_counterparty, trading_venue, nis2_essential, nis2_important, other_not_nis2; several with commas",
    };

    private readonly Option<LocalDate[]> _holidays = new("--holiday")
    {
        HelpName = "date",
        Description = "a day off to add to the holiday calendar",
        AllowMultipleArgumentsPerToken = true,
        CustomParser = Dates,
    };

    /// <param name="zone">What the zone is for, in the help.</param>
    public DeadlineOptions(string zone) => _zone = ZoneOption.Of("--zone", zone);

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_facts, _count, _zone, _entityClass, _holidays]) command.Add(option);
    }

    public DeadlineQuestion Read(ParseResult parsed) => new()
    {
        Facts = parsed.GetValue(_facts) ?? [],
        Count = parsed.GetValue(_count),
        Zone = parsed.GetValue(_zone),
        EntityClass = parsed.GetValue(_entityClass),
        Holidays = parsed.GetValue(_holidays) ?? [],
        Now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()),
    };

    /// <summary>Says what of a question no rule looks at: a slip in a name would otherwise pass for a fact that is not known.</summary>
    public static void Warn(DeadlineQuestion question, IReadOnlyCollection<RegimeRule> rules)
    {
        if (rules.Count == 0) return;
        var used = rules.SelectMany(rule => rule.Facts).ToHashSet(StringComparer.Ordinal);
        var names = used.Order(StringComparer.Ordinal).ToList();
        var known = $"{string.Join(", ", names.Take(NamesShown))}{(names.Count > NamesShown ? " …" : "")}";
        foreach (var name in question.Facts.Select(fact => fact.Name).Distinct().Where(name => !used.Contains(name)))
            Terminal.Complain($"--fact {name}: {(rules.Count == 1 ? $"`{rules.First().Id}` does" : "these rules do")} not look at it, only at {known}");
        if (question.EntityClass is not { } classes) return;
        var excluded = rules.SelectMany(rule => rule.Relief?.NotFor ?? []).Distinct().ToList();
        if (excluded.Count > 0 && rules.All(rule => rule.Relief?.IsFor(classes) is not false) && !classes.StartsWith("other", StringComparison.OrdinalIgnoreCase))
            Terminal.Complain($"--entity-class {classes}: none of {string.Join(", ", excluded)}, so taken as one that has the relief for weekends and bank holidays");
    }

    private static AnchorFact[]? Facts(ArgumentResult argument) => All(argument, Fact);

    private static AnchorFact? Fact(string text, ArgumentResult argument)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0) return Refuse<AnchorFact>(argument, $"--fact: `{text}` is not name=instant: expected one such as awareness=2026-01-31T08:00:00+01:00");
        var name = text[..equals];
        if (!FactName().IsMatch(name)) return Refuse<AnchorFact>(argument, $"--fact: `{name}` is not a name: small letters, digits and `_ . : -`");
        var parsed = OffsetDateTimePattern.ExtendedIso.Parse(text[(equals + 1)..]);
        if (parsed.Success) return new AnchorFact(name, parsed.Value.ToInstant());
        var local = LocalDateTimePattern.ExtendedIso.Parse(text[(equals + 1)..]).Success || LocalDatePattern.Iso.Parse(text[(equals + 1)..]).Success;
        return Refuse<AnchorFact>(argument, local
            ? $"--fact {name}: `{text[(equals + 1)..]}` has no offset: write an instant such as 2026-01-31T08:00:00Z or 2026-01-31T16:00:00+08:00"
            : $"--fact {name}: `{text[(equals + 1)..]}` is not an instant: expected one such as 2026-01-31T08:00:00Z or 2026-01-31T16:00:00+08:00");
    }

    private static LocalDate[]? Dates(ArgumentResult argument) => All<LocalDate>(argument, (text, result) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var date } ? date : Refuse<LocalDate>(result, $"--holiday: `{text}` is not a date: expected one such as 2026-12-25"));

    private static long? Number(ArgumentResult argument) =>
        long.TryParse(argument.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
            : Refuse<long>(argument, $"--count: `{argument.Tokens[0].Value}` is not a number of persons: expected digits, such as 500");

    private static T[]? All<T>(ArgumentResult argument, Func<string, ArgumentResult, T?> read)
        where T : struct
    {
        var values = argument.Tokens.Select(token => read(token.Value, argument)).ToList();
        return values.Contains(null) ? null : [.. values.Select(value => value!.Value)];
    }

    private static T? Refuse<T>(ArgumentResult argument, string problem)
        where T : struct
    {
        argument.AddError(problem);
        return null;
    }

    [GeneratedRegex(@"\A[a-z0-9_.:-]+\z")]
    private static partial Regex FactName();
}
