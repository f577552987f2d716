using System.Globalization;

namespace Compliance.Resources.Templates;

/// <summary>An expression of a template, as a tree.</summary>
internal abstract record Expression(string Text);

internal sealed record Literal(string Text, TemplateValue Value) : Expression(Text);

internal sealed record Call(string Text, string Function, IReadOnlyList<Expression> Arguments) : Expression(Text);

/// <summary><c>of.name</c> or <c>of[index]</c>.</summary>
internal sealed record Access(string Text, Expression Of, Expression Member) : Expression(Text);

/// <summary>Reads <c>[concat(parameters('a'), '/web')]</c>.</summary>
internal sealed class ExpressionReader(string text)
{
    private const int Deepest = 64;
    private int _at = 1;
    private int _depth;

    /// <summary>Whether a text is an expression; <c>[[</c> begins a text with one bracket.</summary>
    public static bool IsExpression(string text) => text.Length > 2 && text[0] == '[' && text[^1] == ']' && text[1] != '[';

    /// <summary>Null when it is not understood.</summary>
    public Expression? Read()
    {
        var expression = Operand();
        Space();
        return expression is not null && _at == text.Length - 1 ? expression : null;
    }

    private Expression? Operand()
    {
        if (++_depth > Deepest) return null;
        Space();
        var start = _at;
        Expression? operand = Peek() == '\'' ? Quoted() : char.IsAsciiDigit(Peek()) || Peek() == '-' ? Number() : Function();
        while (operand is not null && Peek() is '.' or '[') operand = Member(start, operand!);
        _depth--;
        return operand;
    }

    private Access? Member(int start, Expression of)
    {
        if (Take('.'))
        {
            var name = Word();
            return name.Length == 0 ? null : new Access(text[start.._at], of, new Literal(name, TemplateValue.OfText(name)));
        }
        _at++;
        var index = Operand();
        Space();
        return index is not null && Take(']') ? new Access(text[start.._at], of, index) : null;
    }

    private Literal? Quoted()
    {
        var start = _at++;
        var value = new System.Text.StringBuilder();
        while (_at < text.Length)
        {
            if (text[_at] != '\'') value.Append(text[_at++]);
            else if (_at + 1 < text.Length && text[_at + 1] == '\'')
            {
                value.Append('\'');
                _at += 2;
            }
            else
            {
                _at++;
                return new Literal(text[start.._at], TemplateValue.OfText(value.ToString()));
            }
        }
        return null;
    }

    private Literal? Number()
    {
        var start = _at++;
        while (char.IsAsciiDigit(Peek())) _at++;
        return decimal.TryParse(text[start.._at], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? new Literal(text[start.._at], TemplateValue.OfNumber(number)) : null;
    }

    private Call? Function()
    {
        var start = _at;
        var name = Word();
        Space();
        if (name.Length == 0 || !Take('(')) return null;
        var arguments = new List<Expression>();
        Space();
        if (Take(')')) return new Call(text[start.._at], name, arguments);
        while (true)
        {
            if (Operand() is not { } argument) return null;
            arguments.Add(argument);
            Space();
            if (Take(')')) return new Call(text[start.._at], name, arguments);
            if (!Take(',')) return null;
        }
    }

    private string Word()
    {
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Peek()) || Peek() is '_' or '-' or '$') _at++;
        return text[start.._at];
    }

    private void Space()
    {
        while (Peek() is ' ' or '\t' or '\r' or '\n') _at++;
    }

    private bool Take(char c)
    {
        if (Peek() != c) return false;
        _at++;
        return true;
    }

    // The last bracket closes the expression itself.
    private char Peek() => _at < text.Length - 1 ? text[_at] : '\0';
}
