using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Incidents;

/// <summary>How a case begins. A person may open it at a stage; a machine opens a suspicion, or a draft, and records that it detected
/// something: never that anybody knows.</summary>
public sealed partial record Opening
{
    private const int MostPrincipals = 50;
    private const int MostFindings = 100;
    private static readonly Duration OldEvents = Duration.FromDays(30);
    private static readonly InstantPattern Day = InstantPattern.CreateWithInvariantCulture("uuuuMMdd");

    public required string Title { get; init; }

    /// <summary>The rule whose finding it is; null: none.</summary>
    public string? Rule { get; init; }
    public IReadOnlyList<string> Findings { get; init; } = [];
    public string? Playbook { get; init; }
    public IReadOnlyList<string> Principals { get; init; } = [];
    public Instant? From { get; init; }
    public Instant? To { get; init; }

    /// <summary>The id of what a machine detects: one for each rule and UTC day.</summary>
    public static string IdOf(string rule, Instant detected)
    {
        var slug = NotOfId().Replace(rule.ToLowerInvariant(), "-").Trim('-');
        return $"{Day.Format(detected)}-{slug[..Math.Min(slug.Length, 53)]}".TrimEnd('-');
    }

    public static bool IsId(string? id) => id is not null && IdShape().IsMatch(id);

    /// <exception cref="InputException">The id is not of its form.</exception>
    public static string RequireId(string? id) =>
        IsId(id) ? id! : throw new InputException($"`{id}` is not an incident's id: 2 to 62 of a-z, 0-9 and -, not beginning with -");

    /// <summary>The record that opens a case at the stage a person says.</summary>
    /// <exception cref="InputException">Something is missing, too long, or not of a person.</exception>
    public IReadOnlyList<IncidentRecord> ByPerson(Stage stage, NamedPerson by, Instant now) =>
        stage is Stage.Breach or Stage.Closed
            ? throw new InputException("`stage` of a new case is draft, suspicion or incident: open it, then change its stage with a reason")
            : [Checked(stage, ActChecks.Person(by, "opening a case"), now)];

    /// <summary>The records that open a case for a machine: a suspicion, or a draft when the newest event is over 30 days old.</summary>
    /// <param name="newestEvent">Null: not known; the case is then no draft.</param>
    /// <param name="by"><c>system:&lt;part&gt;</c>.</param>
    /// <exception cref="InputException">Something is missing or too long.</exception>
    public IReadOnlyList<IncidentRecord> ByMachine(Instant? newestEvent, string by, Instant now, IReadOnlyList<string>? evidence = null)
    {
        var stage = newestEvent is { } newest && now - newest > OldEvents ? Stage.Draft : Stage.Suspicion;
        return
        [
            Checked(stage, new(ActChecks.Machine(by)), now),
            new FactRecorded
            {
                At = now,
                By = by,
                Fact = new Fact { Name = FactNames.Detection, At = now.WithOffset(Offset.Zero), Evidence = ActChecks.Evidence(evidence) },
            },
        ];
    }

    private Opened Checked(Stage stage, NamedPerson by, Instant now) => From > To
        ? throw new InputException("`from` lies after `to`: give the window's beginning first")
        : new Opened
        {
            At = now,
            By = by.Name,
            ById = by.Id,
            Stage = stage,
            Title = ActChecks.Text(Title, "title", ActChecks.ShortText),
            Rule = ActChecks.OptionalText(Rule, "rule", ActChecks.ShortText),
            Findings = ActChecks.Texts(Findings, "findings", MostFindings, ActChecks.ShortText),
            Playbook = ActChecks.OptionalText(Playbook, "playbook", ActChecks.ShortText),
            Principals = ActChecks.Texts(Principals, "principals", MostPrincipals, ActChecks.ShortText),
            From = From,
            To = To,
        };

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotOfId();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{1,61}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdShape();
}
