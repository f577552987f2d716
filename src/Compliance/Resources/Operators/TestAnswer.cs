namespace Compliance.Resources.Operators;

/// <summary>Whether a value is as expected; null when that cannot be told, and why.</summary>
internal readonly record struct TestAnswer(bool? Holds, string? Why = null)
{
    public static TestAnswer Unclear(string why) => new(null, why);

    public static implicit operator TestAnswer(bool holds) => new(holds);
}
