using Compliance.Trail.Verification;
using NodaTime;

namespace Compliance.Trail;

/// <summary>That a log does not verify, as it was found: it stands beside the log, not in it, until an operator decides.</summary>
/// <param name="At">When it was found.</param>
/// <param name="Problem">The first problem, by index.</param>
public sealed record TrailHalt(Instant At, TrailProblem Problem);

/// <summary>How a log goes on that did not verify.</summary>
public enum TrailDecision
{
    /// <summary>From its head as it is. Rows at or after its end are set aside, not deleted.</summary>
    Continue,

    /// <summary>With a head made anew from the rows, which must be whole and agree with the last signed checkpoint.</summary>
    Rebuild,
}
