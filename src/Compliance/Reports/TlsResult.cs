using Compliance.Findings;
using Compliance.Frameworks;
using Compliance.Rules.Transit;
using Compliance.Transit;

namespace Compliance.Reports;

/// <summary>An endpoint as seen, and what a profile says of it.</summary>
/// <param name="Judgements">One for each rule, in the order of <see cref="TransitRules.All"/>.</param>
public sealed record TlsResult(EndpointObservation Seen, TlsProfile Profile, IReadOnlyList<Judgement> Judgements)
{
    public Verdict Verdict { get; } = TransitRules.VerdictOf(Judgements);

    /// <summary>Judges an observation, as of when it was made, and names the clauses on which each rule bears.</summary>
    public static TlsResult Of(EndpointObservation seen, TlsProfile profile) => new(seen, profile,
        [.. TransitRules.Judge(seen, profile).Select(judgement => judgement with { Controls = FrameworkCatalogue.ControlsOf(judgement.Rule) })]);

    /// <summary>What fails or is not known, the worst first: what is required, then what is advised.</summary>
    public IEnumerable<Judgement> Findings => Judgements
        .Where(judgement => judgement.Verdict is Verdict.Fail or Verdict.NotEvaluable)
        .OrderByDescending(judgement => judgement.Decides())
        .ThenByDescending(judgement => judgement.Verdict == Verdict.Fail)
        .ThenByDescending(judgement => judgement.Severity);
}
