using Compliance.Incidents;
using NodaTime;

namespace Compliance.Playbooks;

/// <summary>What is to be done about a case now.</summary>
/// <param name="Records">To be appended, in order. None of them is due again once it is there.</param>
/// <param name="Work">To be done by the host; each ends with a record, and is asked for until that is there.</param>
/// <param name="Next">The earliest later instant at which time alone makes something due; null: nothing does.</param>
public sealed record Advance(IReadOnlyList<IncidentRecord> Records, IReadOnlyList<PlaybookWork> Work, Instant? Next)
{
    public static Advance Nothing { get; } = new([], [], null);
}

/// <summary>Work that is not for persons.</summary>
/// <param name="Step">Id of the step that it is for.</param>
public abstract record PlaybookWork(string Step);

/// <summary>Who was touched is to be computed; ends with <see cref="TouchedComputed"/>, or <see cref="StepFailed"/> when it never can be.</summary>
public sealed record ComputeTouched(string Step) : PlaybookWork(Step);

/// <summary>Notices are to be drafted by what is known now; each ends with <see cref="NoticeDrafted"/> of its next version, also when the
/// text came out the same.</summary>
/// <param name="Rules">Ids of the rules, in order.</param>
public sealed record DraftNotices(string Step, IReadOnlyList<string> Rules) : PlaybookWork(Step)
{
    public bool Equals(DraftNotices? other) => other is not null && Step == other.Step && Rules.SequenceEqual(other.Rules, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Step, Rules.Count);
}
