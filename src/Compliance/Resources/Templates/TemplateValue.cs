using System.Globalization;
using Compliance.Resources.Json;

namespace Compliance.Resources.Templates;

/// <summary>What an expression of a template gives: a value of the template, a new scalar, or something that is known only when it
/// is deployed.</summary>
internal readonly record struct TemplateValue
{
    private TemplateValue(NodeKind kind, string text) => (Kind, Text) = (kind, text);

    public NodeKind Kind { get; private init; }

    /// <summary>Of a text, a number or <c>true</c>; for an unknown, why it is unknown.</summary>
    public string Text { get; private init; }

    /// <summary>The value of the template, which may hold expressions itself; missing for a new scalar.</summary>
    public TapeNode Node { get; private init; }

    /// <summary>Where the expressions in <see cref="Node"/> are resolved.</summary>
    public TemplateScope? Scope { get; private init; }

    /// <summary>What stands in a name for an unknown part of it: <c>{parameters('site')}</c>.</summary>
    public string? Symbol { get; private init; }

    public static TemplateValue OfText(string text) => new(NodeKind.Text, text);

    public static TemplateValue OfBoolean(bool value) => new(value ? NodeKind.True : NodeKind.False, value ? "true" : "false");

    public static TemplateValue OfNumber(decimal number) => new(NodeKind.Number, number.ToString(CultureInfo.InvariantCulture));

    public static TemplateValue Null { get; } = new(NodeKind.Null, "null");

    public static TemplateValue OfNode(TapeNode node, TemplateScope scope) => new(node.Kind, node.GetText()) { Node = node, Scope = scope };

    public static TemplateValue Unknown(string why, string symbol) => new(NodeKind.Unknown, why) { Symbol = symbol };

    /// <summary>As part of a name.</summary>
    public string InName => Kind == NodeKind.Unknown ? Symbol! : Text;

    public bool IsScalar => Kind is not (NodeKind.Object or NodeKind.Array or NodeKind.Unknown);
}
