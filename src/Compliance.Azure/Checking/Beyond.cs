using Compliance.Trail.Verification;

namespace Compliance.Checking;

/// <summary>What was seen beyond the head that was read first: of a log that grew meanwhile, or that was cut or added to.</summary>
internal sealed class Beyond
{
    private readonly List<(long Needs, TrailProblem Problem)> _seen = [];

    public bool Any => _seen.Count > 0;

    /// <param name="needs">The size that a log which has this must have.</param>
    /// <param name="problem">What it is called if the log has not.</param>
    public void Add(long needs, TrailProblem problem)
    {
        if (_seen.Count < TrailCheck.MostProblems) _seen.Add((needs, problem));
    }

    /// <summary>What is beyond the log still, when its size was read afterwards.</summary>
    public void Conclude(long size, ProblemLog problems)
    {
        var left = _seen.Where(one => one.Needs > size).Select(one => one.Problem).ToList();
        // Whoever plants a row leaves no trace of an append; a head that is put back does.
        var rolledBack = left.Any(problem => problem.Kind is TrailProblemKind.Rollback);
        foreach (var problem in left) problems.Add(rolledBack ? problem with { Kind = TrailProblemKind.Rollback } : problem);
    }
}
