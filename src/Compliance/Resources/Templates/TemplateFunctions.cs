using System.Globalization;
using System.Text;
using Compliance.Resources.Json;

namespace Compliance.Resources.Templates;

/// <summary>The functions of template expressions that can be told before deployment.</summary>
internal static class TemplateFunctions
{
    // Azure's names are shorter; joined again and again, an unknown name would grow without end.
    private const int LongestSymbol = 1024;

    /// <summary>Null when the function, or what it gives for these arguments, is known only when deployed.</summary>
    public static TemplateValue? Invoke(string function, IReadOnlyList<TemplateValue> arguments) => (function, arguments) switch
    {
        ("true", []) => TemplateValue.OfBoolean(true),
        ("false", []) => TemplateValue.OfBoolean(false),
        ("null", []) => TemplateValue.Null,
        ("concat", _) => Joined([.. arguments.Select(argument => ("", argument))]),
        ("format", [{ Kind: NodeKind.Text } format, ..]) => Format(format.Text, arguments),
        ("string", [{ IsScalar: true } only]) => TemplateValue.OfText(only.Text),
        ("tolower", [{ IsScalar: true } only]) => TemplateValue.OfText(only.Text.ToLowerInvariant()),
        ("toupper", [{ IsScalar: true } only]) => TemplateValue.OfText(only.Text.ToUpperInvariant()),
        ("int", [{ IsScalar: true } only]) when decimal.TryParse(only.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => TemplateValue.OfNumber(number),
        ("bool", [{ IsScalar: true } only]) when bool.TryParse(only.Text, out var boolean) => TemplateValue.OfBoolean(boolean),
        ("not", [{ Kind: NodeKind.True or NodeKind.False } only]) => TemplateValue.OfBoolean(only.Kind == NodeKind.False),
        ("and", _) => Combine(arguments, decisive: NodeKind.False),
        ("or", _) => Combine(arguments, decisive: NodeKind.True),
        ("equals", [{ IsScalar: true } left, { IsScalar: true } right]) => TemplateValue.OfBoolean(left.Kind == right.Kind && left.Text == right.Text),
        ("empty", [{ Kind: not NodeKind.Unknown } only]) => TemplateValue.OfBoolean(IsEmpty(only)),
        ("coalesce", _) => Coalesce(arguments),
        ("resourceid" or "subscriptionresourceid" or "tenantresourceid", _) => ResourceId(arguments),
        _ => null,
    };

    // Unknown as a whole when a part is, but with a name to tell it from others by.
    private static TemplateValue? Joined(IReadOnlyList<(string Before, TemplateValue Value)> parts)
    {
        if (parts.Any(part => part.Value.Kind is NodeKind.Object or NodeKind.Array)) return null;
        var text = new StringBuilder();
        foreach (var (before, value) in parts) text.Append(before).Append(value.InName);
        var unknown = parts.Select(part => part.Value).FirstOrDefault(value => value.Kind == NodeKind.Unknown);
        if (unknown.Kind != NodeKind.Unknown) return TemplateValue.OfText(text.ToString());
        return TemplateValue.Unknown(unknown.Text, text.Length <= LongestSymbol ? text.ToString() : text.ToString(0, LongestSymbol));
    }

    private static TemplateValue? Format(string format, IReadOnlyList<TemplateValue> arguments)
    {
        var parts = new List<(string, TemplateValue)>();
        var before = new StringBuilder();
        for (var at = 0; at < format.Length; at++)
        {
            if (format[at] is '{' or '}' && at + 1 < format.Length && format[at + 1] == format[at]) before.Append(format[at++]);
            else if (format[at] == '{')
            {
                var close = format.IndexOf('}', at);
                if (close < 0 || !int.TryParse(format.AsSpan(at + 1, close - at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index + 1 >= arguments.Count) return null;
                parts.Add((before.ToString(), arguments[index + 1]));
                before.Clear();
                at = close;
            }
            else before.Append(format[at]);
        }
        parts.Add((before.ToString(), TemplateValue.OfText("")));
        return Joined(parts);
    }

    private static TemplateValue? Combine(IReadOnlyList<TemplateValue> arguments, NodeKind decisive)
    {
        if (arguments.Any(argument => argument.Kind == decisive)) return TemplateValue.OfBoolean(decisive == NodeKind.True);
        return arguments.All(argument => argument.Kind is NodeKind.True or NodeKind.False) ? TemplateValue.OfBoolean(decisive == NodeKind.False) : null;
    }

    private static bool IsEmpty(TemplateValue value) => value.Kind switch
    {
        NodeKind.Object or NodeKind.Array => value.Node.IsEmpty,
        NodeKind.Text => value.Text.Length == 0,
        _ => value.Kind == NodeKind.Null,
    };

    private static TemplateValue? Coalesce(IReadOnlyList<TemplateValue> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Kind == NodeKind.Unknown) return null;
            if (argument.Kind != NodeKind.Null) return argument;
        }
        return TemplateValue.Null;
    }

    // Which subscription and group it is in is known only when deployed; which resource it is, is not in doubt.
    private static TemplateValue? ResourceId(IReadOnlyList<TemplateValue> arguments)
    {
        var type = arguments.Index().FirstOrDefault(argument => argument.Item is { Kind: NodeKind.Text } text && text.Text.Contains('/', StringComparison.Ordinal));
        if (type.Item.Kind != NodeKind.Text || type.Item.Text is null) return null;
        var types = type.Item.Text.Split('/');
        var names = arguments.Skip(type.Index + 1).ToList();
        if (names.Count != types.Length - 1) return null;
        return Joined([($"…/providers/{types[0]}", TemplateValue.OfText("")), .. names.Select((name, index) => ($"/{types[index + 1]}/", name))]);
    }
}
