using Compliance.Resources.Json;
using Compliance.Resources.Paths;
using NodaTime;

namespace Compliance.Resources.Operators;

/// <summary>An operator of a check with the value it expects.</summary>
/// <param name="Name">As written.</param>
/// <param name="Test">What it asks of one value.</param>
/// <param name="Any">Whether one value that satisfies is enough; otherwise all must.</param>
/// <param name="WhenAbsent">For operators that ask whether something is there: whether its absence satisfies; else null.</param>
internal sealed record Operator(string Name, ValueTest Test, bool Any, bool? WhenAbsent)
{
    /// <summary>What it says of one place of a path; of an absent or null one, nothing.</summary>
    public TestAnswer Ask(in PathMatch match, Instant? at) => match.State switch
    {
        MatchState.Value => Test.Of(match.Node, at),
        MatchState.Broken => TestAnswer.Unclear(match.Why!),
        _ => TestAnswer.Unclear("absent"),
    };

    /// <exception cref="FormatException">There is no such operator, or it cannot expect this value.</exception>
    public static Operator Parse(string name, TapeNode expected)
    {
        var plain = name.EndsWith("-ci", StringComparison.Ordinal) ? name[..^3] : name;
        if (OperatorTable.Find(plain, expected) is { } test) return new Operator(name, test, Any: false, Presence(plain, expected, negated: false));
        foreach (var (prefix, any, negated) in (ReadOnlySpan<(string, bool, bool)>)[("any-", true, false), ("all-", false, false), ("none-", false, true), ("not-", false, true)])
        {
            if (!plain.StartsWith(prefix, StringComparison.Ordinal)) continue;
            var rest = plain[prefix.Length..];
            if (OperatorTable.Find(rest, expected) is not { } inner) continue;
            return new Operator(name, negated ? new NegatedTest(inner) : inner, any, Presence(rest, expected, negated));
        }
        throw new FormatException($"`{name}` is no operator; expected one of {string.Join(", ", OperatorTable.Names)}, or one of them behind any-, all-, none- or not-");
    }

    private static bool? Presence(string name, TapeNode expected, bool negated) =>
        name != "exists" ? null : negated == (expected.IsMissing || expected.Kind != NodeKind.False);
}
