using Compliance.Resources.Json;
using NodaTime;

namespace Compliance.Resources.Operators;

/// <summary>The tokens of a value: elements of a list, or of a text separated by <c>;</c>, <c>,</c> or blanks.</summary>
internal abstract class TokenTest : ValueTest
{
    protected static readonly char[] Separators = [';', ',', ' ', '\t'];

    protected override TestAnswer Ask(TapeNode value, Instant? at)
    {
        if (value.Kind == NodeKind.Text) return Ask(Split(value.GetText()), value);
        if (value.Kind != NodeKind.Array) return Unexpected(value, "a list or a text of tokens");
        var tokens = new List<string>();
        foreach (var element in value.Inner)
        {
            if (element.Kind == NodeKind.Unknown) return TestAnswer.Unclear(element.GetText());
            if (element.Kind is NodeKind.Object or NodeKind.Array) return Unexpected(element, "a token");
            tokens.Add(element.GetText());
        }
        return Ask(tokens, value);
    }

    protected static IReadOnlyList<string> Split(string text) =>
        text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    protected abstract TestAnswer Ask(IReadOnlyList<string> tokens, TapeNode value);
}

/// <summary><c>all-tokens-in</c>, <c>subset-of</c>: no token but the expected ones.</summary>
internal sealed class AllTokensTest(IReadOnlyList<string> expected) : TokenTest
{
    private readonly HashSet<string> _expected = new(expected, StringComparer.OrdinalIgnoreCase);

    // No token at all names no algorithm or version: what holds then is not said.
    protected override TestAnswer Ask(IReadOnlyList<string> tokens, TapeNode value) =>
        tokens.Count == 0 ? Unexpected(value, "one token at least") : tokens.All(_expected.Contains);
}

/// <summary><c>no-token-in</c>: none of the tokens listed.</summary>
internal sealed class NoTokenTest(IReadOnlyList<string> refused) : TokenTest
{
    private readonly HashSet<string> _refused = new(refused, StringComparer.OrdinalIgnoreCase);

    protected override TestAnswer Ask(IReadOnlyList<string> tokens, TapeNode value) =>
        tokens.Count == 0 ? Unexpected(value, "one token at least") : !tokens.Any(_refused.Contains);
}

/// <summary><c>equals-set</c>: exactly the tokens expected, in any order.</summary>
internal sealed class EqualSetTest(IReadOnlyList<string> expected) : TokenTest
{
    private readonly HashSet<string> _expected = new(expected.SelectMany(Split), StringComparer.OrdinalIgnoreCase);

    protected override TestAnswer Ask(IReadOnlyList<string> tokens, TapeNode value) => _expected.SetEquals(tokens);
}
