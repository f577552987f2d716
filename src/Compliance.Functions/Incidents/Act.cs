using Compliance.Incidents;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Compliance.Functions.Incidents;

/// <summary>What a request asks to be done with an incident, or why it cannot be understood.</summary>
public sealed record Act
{
    /// <summary>The records of the act on the incident as it is, by whom, and when. Refuses with an <see cref="InputException"/>.</summary>
    public Func<Incident, NamedPerson, Instant, IReadOnlyList<IncidentRecord>>? Decide { get; private init; }

    /// <summary>Null: it was understood.</summary>
    public IResult? Problem { get; private init; }

    public static Act Of(Func<Incident, NamedPerson, Instant, IReadOnlyList<IncidentRecord>> decide) => new() { Decide = decide };

    public static Act Refused(IResult problem) => new() { Problem = problem };
}
