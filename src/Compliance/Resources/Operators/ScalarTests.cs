using System.Text;
using Compliance.Resources.Json;
using NodaTime;

namespace Compliance.Resources.Operators;

/// <summary><c>equals</c>: text ignoring case, <c>"true"</c> as true, numbers as text.</summary>
internal sealed class EqualsTest(TapeNode expected) : ValueTest
{
    protected override TestAnswer Ask(TapeNode value, Instant? at) => Compare(value, expected);

    public static TestAnswer Compare(TapeNode value, TapeNode expected)
    {
        if (value.Kind is NodeKind.Object or NodeKind.Array) return Unexpected(value, "a single value");
        switch (expected.Kind)
        {
            case NodeKind.True or NodeKind.False:
                return Boolean(value) is { } boolean ? boolean == (expected.Kind == NodeKind.True) : Unexpected(value, "true or false");
            case NodeKind.Number:
                return value.TryNumber(out var number) && expected.TryNumber(out var wanted) ? number == wanted : Unexpected(value, "a number");
            default:
                return Text(value, expected);
        }
    }

    private static TestAnswer Text(TapeNode value, TapeNode expected)
    {
        switch (value.Kind)
        {
            case NodeKind.Text: return SameText(value.Utf8, expected.Utf8);
            case NodeKind.Number: return value.TryNumber(out var number) && expected.TryNumber(out var wanted) ? number == wanted : Unexpected(value, "a text");
            default: return Boolean(expected) is { } wantedBoolean ? Boolean(value) == wantedBoolean : Unexpected(value, "a text");
        }
    }

    private static bool? Boolean(TapeNode value) => value.Kind switch
    {
        NodeKind.True => true,
        NodeKind.False => false,
        NodeKind.Text when Ascii.EqualsIgnoreCase(value.Utf8, "true"u8) => true,
        NodeKind.Text when Ascii.EqualsIgnoreCase(value.Utf8, "false"u8) => false,
        _ => null,
    };

    private static bool SameText(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => Ascii.EqualsIgnoreCase(a, b) || a.SequenceEqual(b);
}

/// <summary><c>in</c>: equal to one of a list.</summary>
internal sealed class InTest(IReadOnlyList<TapeNode> expected) : ValueTest
{
    private readonly TapeNode[] _expected = [.. expected];

    protected override TestAnswer Ask(TapeNode value, Instant? at)
    {
        TestAnswer? unclear = null;
        foreach (var one in _expected)
        {
            var answer = EqualsTest.Compare(value, one);
            if (answer.Holds == true) return true;
            if (answer.Holds is null) unclear ??= answer;
        }
        return unclear ?? false;
    }
}

/// <summary><c>starts-with</c>, <c>ends-with</c>, <c>contains</c> (of a list: has the element), ignoring case.</summary>
internal sealed class PartTest(string expected, TextPart part) : ValueTest
{
    protected override TestAnswer Ask(TapeNode value, Instant? at)
    {
        if (value.Kind == NodeKind.Array && part == TextPart.Any) return Elements.Any(value, element => element.Is(expected));
        if (value.Kind != NodeKind.Text) return Unexpected(value, part == TextPart.Any ? "a text or a list" : "a text");
        var text = value.GetText();
        return part switch
        {
            TextPart.Start => text.StartsWith(expected, StringComparison.OrdinalIgnoreCase),
            TextPart.End => text.EndsWith(expected, StringComparison.OrdinalIgnoreCase),
            _ => text.Contains(expected, StringComparison.OrdinalIgnoreCase),
        };
    }
}

/// <summary>Where in a text something is looked for.</summary>
internal enum TextPart : byte
{
    Start,
    End,
    Any,
}

/// <summary><c>gte</c>, <c>lte</c>, <c>between</c>: a number, or a text that is one, within bounds that belong to it.</summary>
internal sealed class RangeTest(decimal least, decimal most) : ValueTest
{
    protected override TestAnswer Ask(TapeNode value, Instant? at) =>
        value.TryNumber(out var number) ? number >= least && number <= most : Unexpected(value, "a number");
}
