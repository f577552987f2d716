using System.Text.RegularExpressions;

namespace Compliance.Playbooks;

/// <summary>A condition that can be asked here: one variable compared with one text, <c>[__stage__:value = 'breach']</c>. It is a small part
/// of STIX patterning (STIX 2.1, section 9); whatever else stands in a condition cannot be run.</summary>
/// <param name="Variable"><c>__stage__</c>.</param>
/// <param name="IsEqual">False: it holds for every other value.</param>
public sealed partial record Condition(string Variable, bool IsEqual, string Value)
{
    /// <summary>Null: the text is no such condition.</summary>
    public static Condition? Parse(string text)
    {
        var match = Comparison().Match(text);
        return match.Success ? new Condition(match.Groups["variable"].Value, match.Groups["operator"].Value == "=", match.Groups["value"].Value) : null;
    }

    public bool Holds(string value) => string.Equals(value, Value, StringComparison.Ordinal) == IsEqual;

    [GeneratedRegex(@"\A(?<open>\[)? *(?<variable>__[a-zA-Z][a-zA-Z0-9_-]{0,240}__):value *(?<operator>!?=) *'(?<value>[^'\\]{0,200})' *(?(open)\])\z")]
    private static partial Regex Comparison();
}
