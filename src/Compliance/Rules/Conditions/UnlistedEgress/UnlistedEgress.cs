using Compliance.Findings;
using Compliance.Judging;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Rules.Conditions;

/// <summary>Takes over from <see cref="OffNetworkAccess"/> what many people did from one address on one day.</summary>
internal sealed class UnlistedEgress(EventPasses passes, DateTimeZone timezone) : Rule
{
    private const int FewestPeople = 5;

    /// <summary>Addresses and days kept; of more, the rest stay findings of their own.</summary>
    private const int MostDays = FindingRecorder.MostFindings;

    private readonly SpillSorter<AddressVisit> _visits = passes.Sorter<AddressVisit>();
    private readonly ZoneClock _clock = new(timezone);
    private readonly Dictionary<AddressDay, EgressRun> _runOf = [];
    private readonly List<EgressRun> _runs = [];
    private AddressVisit _last;
    private long _withoutAddress;

    public override RuleDefinition Definition { get; } = new("unlisted-egress", Severity.Medium,
        "many people worked on one day from one address that the contract does not name",
        "ask the vendor what the address is; add its network to access.yaml, or have the vendor go back to the agreed ones");

    public override string? NotApplicable(AuditFacts facts) =>
        facts.Record.Access.Roles.Any(r => r.Allow.Any(e => e.When.Networks is not null)) ? null : "access.yaml names no networks";

    public override string? MissingInput(AuditFacts facts) => _withoutAddress > 0 ? $"{_withoutAddress} events without an address that can be read" : null;

    /// <summary>Takes note of an event from outside the agreed networks, in the order of rows.</summary>
    public void Saw(in EventRow row)
    {
        if (row.Has(EventTraits.Machine)) return;
        var visit = new AddressVisit { At = AddressDay.Of(row, _clock), Principal = row.Principal };
        if (_visits.Count > 0 && visit.At == _last.At && visit.Principal == _last.Principal) return;
        _visits.Add(visit);
        _last = visit;
    }

    /// <summary>Takes note of an event whose address cannot be read: it may be another of them.</summary>
    public void SawNoAddress(in JudgedEvent e)
    {
        if (e.InWindow) _withoutAddress++;
    }

    /// <summary>Finds the addresses and days that many share; after the last event.</summary>
    public void Settle()
    {
        AddressVisit previous = default;
        var people = 0;
        var merge = _visits.Sorted();
        for (var any = false; merge.Next(); any = true)
        {
            ref readonly var visit = ref merge.Current;
            if (!any || visit.At != previous.At)
            {
                if (any) Close(previous.At, people);
                people = 1;
            }
            else if (visit.Principal != previous.Principal)
            {
                people++;
            }
            previous = visit;
        }
        if (_visits.Count > 0) Close(previous.At, people);
    }

    /// <summary>Whether an event from outside is one of those that a finding of this rule stands for.</summary>
    public bool Takes(in JudgedEvent e)
    {
        if (_runOf.Count == 0 || e.ByMachine || !_runOf.TryGetValue(AddressDay.Of(e.Row, _clock), out var run)) return false;
        Record.Listed(e);
        if (e.InWindow) run.Add(e.Row);
        return true;
    }

    public override void Conclude(AuditFacts facts)
    {
        foreach (var run in _runs.Where(run => run.Count > 0).OrderBy(run => run.First).ThenBy(run => run.FirstDay)) Record.Found(Finding(run));
    }

    // By address, then by day: a run goes on while the days do.
    private void Close(AddressDay at, int people)
    {
        if (people < FewestPeople || _runOf.Count == MostDays) return;
        var run = _runs.Count > 0 && _runs[^1] is { } last && last.FirstDay.Address == at.Address && last.LastDay + 1 == at.Day ? last : null;
        if (run is null) _runs.Add(run = new EgressRun(at));
        run.AddDay(at.Day, people);
        _runOf.Add(at, run);
    }

    private static StateFinding Finding(EgressRun run)
    {
        var address = run.FirstDay.Text();
        var (first, last) = (Day(run.FirstDay.Day), Day(run.LastDay));
        var days = first == last ? $"on {first}" : $"a day from {first} to {last}";
        // The day on which it began is of its name: the same address later is another matter.
        return new StateFinding(null, null, $"{address} {first}", run.Count, run.First, run.Last,
            $"{address} is in none of the agreed networks, and {(first == last ? "" : "up to ")}{run.People} people worked from it {days}")
        {
            Resource = address,
            References = run.References,
        };
    }

    private static string Day(int number) => LocalDatePattern.Iso.Format(new LocalDate(1970, 1, 1).PlusDays(number));
}
