using System.Globalization;
using System.Text.Json;
using Compliance.Resources.Json;
using Compliance.Resources.Operators;

namespace Compliance.Resources.Templates;

/// <summary>Resolves what can be known of a template's expressions before it is deployed.</summary>
/// <param name="values">How many values the template is made of.</param>
internal sealed class ExpressionResolver(int values)
{
    private const int Deepest = 32;
    private const int LongestText = 64 * 1024;

    // A few lines that multiply are stopped here; a template of no tricks resolves each of its values a few times.
    private const long LeastSteps = 200_000;
    private const int StepsPerValue = 8;
    private static readonly PropertyName Type = new("type");
    private static readonly PropertyName DefaultValue = new("defaultValue");
    private static readonly PropertyName Value = new("value");
    private long _steps;
    private int _depth;

    /// <summary>Counts work done.</summary>
    /// <exception cref="JsonException">The template multiplies beyond all bounds.</exception>
    public void Spend(long steps = 1)
    {
        _steps += steps;
        if (_steps > LeastSteps + (long)StepsPerValue * values) throw new JsonException("its expressions multiply beyond what a template may hold");
    }

    /// <summary>A value of the template with its own expression resolved, though not those inside it.</summary>
    public TemplateValue Resolve(TapeNode node, TemplateScope scope)
    {
        Spend();
        if (node.Kind != NodeKind.Text || node.Utf8.IsEmpty || node.Utf8[0] != '[') return TemplateValue.OfNode(node, scope);
        var text = node.GetText();
        if (text.StartsWith("[[", StringComparison.Ordinal)) return TemplateValue.OfText(text[1..]);
        if (!ExpressionReader.IsExpression(text)) return TemplateValue.OfText(text);
        Spend(text.Length / 64);
        return new ExpressionReader(text).Read() is { } expression ? Evaluate(expression, scope) : NotUnderstood(text[1..^1]);
    }

    private static TemplateValue NotUnderstood(string expression) => Unknown(expression, "it is resolved only when it is deployed");

    private static TemplateValue Unknown(string expression, string why)
    {
        var shown = ShownValue.IsSecret(expression) ? "an expression" : $"`[{(expression.Length > 120 ? string.Concat(expression.AsSpan(0, 120), "…") : expression)}]`";
        return TemplateValue.Unknown($"{shown} is not known: {why}", $"{{{expression}}}");
    }

    private TemplateValue Evaluate(Expression expression, TemplateScope scope)
    {
        Spend();
        if (_depth >= Deepest) return Unknown(expression.Text, "it refers to itself, or too deeply");
        _depth++;
        var value = expression switch
        {
            Literal literal => literal.Value,
            Access access => Member(access, scope),
            Call call => Invoke(call, scope),
            _ => NotUnderstood(expression.Text),
        };
        _depth--;
        return value;
    }

    private TemplateValue Member(Access access, TemplateScope scope)
    {
        var of = Evaluate(access.Of, scope);
        var member = Evaluate(access.Member, scope);
        if (of.Kind == NodeKind.Unknown) return TemplateValue.Unknown(of.Text, $"{{{access.Text}}}");
        if (!of.Node.IsMissing && member.IsScalar)
        {
            Spend(of.Node.Size / 16);
            if (of.Kind == NodeKind.Object && of.Node.TryMember(new PropertyName(member.Text), out var found)) return Resolve(found, of.Scope!);
            if (of.Kind == NodeKind.Array && int.TryParse(member.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                foreach (var element in of.Node.Inner)
                    if (index-- == 0) return Resolve(element, of.Scope!);
        }
        return Unknown(access.Text, "there is no such member");
    }

    private TemplateValue Invoke(Call call, TemplateScope scope)
    {
        var name = call.Function.ToLowerInvariant();
        if (name == "if" && call.Arguments.Count == 3)
        {
            var condition = Evaluate(call.Arguments[0], scope);
            return condition.Kind switch
            {
                NodeKind.True => Evaluate(call.Arguments[1], scope),
                NodeKind.False => Evaluate(call.Arguments[2], scope),
                _ => Unknown(call.Text, "its condition is not known"),
            };
        }
        var arguments = new List<TemplateValue>(call.Arguments.Count);
        foreach (var argument in call.Arguments) arguments.Add(Evaluate(argument, scope));
        switch (name)
        {
            case "parameters" when arguments is [{ Kind: NodeKind.Text } parameter]: return Parameter(parameter.Text, call, scope);
            case "variables" when arguments is [{ Kind: NodeKind.Text } variable]:
                return scope.TryVariable(variable.Text, out var found) ? Resolve(found, scope) : Unknown(call.Text, "there is no such variable");
            default:
                var value = TemplateFunctions.Invoke(name, arguments);
                if (value is not { } known) return Unknown(call.Text, "it is resolved only when it is deployed");
                if (known.Text.Length > LongestText) throw new JsonException($"an expression gives a text longer than {LongestText} characters");
                Spend(known.Text.Length / 64);
                return known;
        }
    }

    private TemplateValue Parameter(string name, Call call, TemplateScope scope)
    {
        if (!scope.TryParameter(name, out var declared)) return Unknown(call.Text, "there is no such parameter");
        // What is declared secure is shown to nobody, its default neither.
        if (declared.Text(Type) is { IsMissing: false } type && (type.Is("securestring") || type.Is("secureObject"))) return Unknown(call.Text, "the parameter is secure");
        if (scope.TryGiven(name, out var given))
            return given.TryMember(Value, out var value) ? Resolve(value, scope.Outer!) : Unknown(call.Text, "its value comes from elsewhere");
        return declared.TryMember(DefaultValue, out var otherwise) ? Resolve(otherwise, scope) : Unknown(call.Text, "the parameter has no default");
    }
}
