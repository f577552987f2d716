using Compliance.Resources.Json;

namespace Compliance.Resources.Paths;

/// <summary>What stands where a path leads.</summary>
internal enum MatchState : byte
{
    Absent,

    /// <summary>An explicit null, there or on the way.</summary>
    Null,
    Value,

    /// <summary>Something on the way is not what the path expects.</summary>
    Broken,
}

/// <summary>One place a path leads to.</summary>
/// <param name="Node">The value; missing unless <see cref="MatchState.Value"/>.</param>
/// <param name="Why">What is broken.</param>
internal readonly record struct PathMatch(MatchState State, TapeNode Node = default, string? Why = null)
{
    public bool IsPresent => State is MatchState.Value or MatchState.Broken;
}
