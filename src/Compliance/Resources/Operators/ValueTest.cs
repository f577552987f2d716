using Compliance.Resources.Json;
using NodaTime;

namespace Compliance.Resources.Operators;

/// <summary>What an operator and its expected value ask of one value.</summary>
internal abstract class ValueTest
{
    /// <param name="value">What was found; never unknown.</param>
    /// <param name="at">When the snapshot was taken; null: not known.</param>
    public TestAnswer Of(TapeNode value, Instant? at) => value.Kind switch
    {
        NodeKind.Null => false,
        NodeKind.Unknown => TestAnswer.Unclear(value.GetText()),
        _ => Ask(value, at),
    };

    protected abstract TestAnswer Ask(TapeNode value, Instant? at);

    /// <summary>The answer for a value of a kind that the operator does not know what to do with.</summary>
    protected static TestAnswer Unexpected(TapeNode value, string expected) =>
        TestAnswer.Unclear($"expected {expected}, found {ShownValue.Of(value)}");
}

/// <summary>The opposite of a test.</summary>
internal sealed class NegatedTest(ValueTest test) : ValueTest
{
    protected override TestAnswer Ask(TapeNode value, Instant? at) => test.Of(value, at) is { Holds: { } holds } ? !holds : test.Of(value, at);
}

/// <summary><c>exists</c>: what is there, is.</summary>
internal sealed class ExistsTest(bool expected) : ValueTest
{
    protected override TestAnswer Ask(TapeNode value, Instant? at) => expected;
}

/// <summary><c>non-empty</c>: a text that is not blank, an object or array that holds something.</summary>
internal sealed class NonEmptyTest : ValueTest
{
    protected override TestAnswer Ask(TapeNode value, Instant? at) => value.Kind switch
    {
        NodeKind.Text => value.Utf8.IndexOfAnyExcept((byte)' ', (byte)'\t') >= 0,
        NodeKind.Object or NodeKind.Array => !value.IsEmpty,
        _ => Unexpected(value, "a text, an object or an array"),
    };
}

/// <summary><c>not-disabled</c>: only an explicit no fails.</summary>
internal sealed class NotDisabledTest : ValueTest
{
    protected override TestAnswer Ask(TapeNode value, Instant? at) => value.Kind switch
    {
        NodeKind.True => true,
        NodeKind.False => false,
        NodeKind.Text => !(value.Is("false") || value.Is("Disabled")),
        _ => Unexpected(value, "true or false"),
    };
}
