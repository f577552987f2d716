using Compliance.Findings;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Rules.Transit;

/// <summary>A rule on what an endpoint was seen to do. It is pure, and gives exactly one judgement for each endpoint.</summary>
public abstract class TransitRule
{
    /// <summary>The severity is the worst that any profile gives it.</summary>
    public abstract RuleDefinition Definition { get; }

    /// <param name="now">When it is asked what has expired: as a rule <see cref="EndpointObservation.At"/>.</param>
    public Judgement Judge(EndpointObservation seen, TlsProfile profile, Instant now)
    {
        var assessment = new Assessment(seen);
        Assess(seen, profile, now, assessment);
        return assessment.Conclude(Definition, profile);
    }

    /// <summary>Says to the assessment what is asked, what fails and what is not known.</summary>
    private protected abstract void Assess(EndpointObservation seen, TlsProfile profile, Instant now, Assessment assessment);
}
