using Compliance.Trail.Verification;

namespace Compliance.Checking;

/// <summary>Collects problems: counts all, keeps those with the lowest indexes.</summary>
internal sealed class ProblemLog
{
    private readonly List<TrailProblem> _first = [];

    public LastingProblems Lasting { get; } = new();

    /// <summary>How many were added.</summary>
    public long Count { get; private set; }

    /// <summary>By index; those without one come last.</summary>
    public IReadOnlyList<TrailProblem> First => _first;

    public void Add(TrailProblemKind kind, long? index, string? place, string detail) => Add(new(kind, index, place, detail));

    public void Add(TrailProblem problem)
    {
        Count++;
        Lasting.Add(problem);
        var at = _first.FindIndex(other => Order(problem) < Order(other));
        _first.Insert(at < 0 ? _first.Count : at, problem);
        if (_first.Count > TrailCheck.MostProblems) _first.RemoveAt(_first.Count - 1);
    }

    /// <summary>Whether something was said of this row.</summary>
    public bool Names(string place) => _first.Any(problem => problem.Place == place);

    private static long Order(TrailProblem problem) => problem.Index ?? long.MaxValue;
}
