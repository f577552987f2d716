using System.Globalization;
using Compliance.Local.EmbeddedTables.Entities;

namespace Compliance.Local.EmbeddedTables.Filters;

/// <summary>
/// Reads a <c>$filter</c> (OData 3, 10.2.3.1): <c>not</c> binds closer than <c>and</c>, that closer than <c>or</c>.
/// </summary>
internal sealed class FilterParser
{
    private const int DeepestNesting = 100;

    private readonly List<FilterToken> _tokens;
    private int _at;
    private int _depth;

    private FilterParser(string filter) => _tokens = FilterToken.Split(filter);

    /// <exception cref="TableException">400 InvalidInput, naming the place.</exception>
    public static Filter Parse(string filter)
    {
        var parser = new FilterParser(filter);
        var parsed = parser.Or();
        return parser._at == parser._tokens.Count ? parsed : throw parser.Unexpected("the end");
    }

    private Filter Or()
    {
        var left = And();
        while (Take("or"))
            left = new Filter.Or(left, And());
        return left;
    }

    private Filter And()
    {
        var left = Not();
        while (Take("and"))
            left = new Filter.And(left, Not());
        return left;
    }

    private Filter Not()
    {
        if (++_depth > DeepestNesting)
            throw TableException.InvalidInput($"the filter is nested deeper than {DeepestNesting}");
        Filter filter;
        if (Take("not"))
            filter = new Filter.Not(Not());
        else if (Take("("))
        {
            filter = Or();
            if (!Take(")"))
                throw Unexpected("`)`");
        }
        else
            filter = Comparison();
        _depth--;
        return filter;
    }

    private Filter Comparison()
    {
        var left = Operand();
        if (_at == _tokens.Count || _tokens[_at] is not { Quoted: null, Text: "eq" or "ne" or "gt" or "ge" or "lt" or "le" } comparison)
            return new Filter.Truth(left);
        _at++;
        return new Filter.Comparison(left, comparison.Text, Operand());
    }

    private Filter.Operand Operand()
    {
        if (_at == _tokens.Count || _tokens[_at].Text is "(" or ")")
            throw Unexpected("a property or a literal");
        var token = _tokens[_at++];
        return token.Quoted is null ? Unquoted(token) : new(null, Quoted(token, token.Quoted));
    }

    private static Filter.Operand Unquoted(FilterToken token)
    {
        var text = token.Text;
        if (text is "true" or "false")
            return new(null, new EdmValue(EdmType.Boolean, text == "true"));
        if (char.IsAsciiLetter(text[0]) || text[0] == '_')
            return new(text, null);
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var small))
            return new(null, new EdmValue(EdmType.Int32, small));
        if (long.TryParse(text.TrimEnd('L', 'l'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large))
            return new(null, new EdmValue(EdmType.Int64, large));
        return double.TryParse(text.TrimEnd('d', 'D'), NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
            ? new(null, new EdmValue(EdmType.Double, real))
            : throw Malformed(token);
    }

    private static EdmValue Quoted(FilterToken token, string text)
    {
        switch (token.Text)
        {
            case "":
                return EdmValue.Of(text);
            case "guid" when Guid.TryParse(text, out var id):
                return new(EdmType.Guid, id);
            case "datetime" when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant):
                return new(EdmType.DateTime, instant.UtcDateTime);
            case "X" or "binary" when text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit):
                return new(EdmType.Binary, Convert.FromHexString(text));
            default:
                throw Malformed(token);
        }
    }

    private bool Take(string text)
    {
        var taken = _at < _tokens.Count && _tokens[_at] is { Quoted: null } token && token.Text == text;
        _at += taken ? 1 : 0;
        return taken;
    }

    private static TableException Malformed(FilterToken token) =>
        TableException.InvalidInput($"the literal `{token.Text}` at character {token.Position + 1} of the filter cannot be read");

    private TableException Unexpected(string expected) => TableException.InvalidInput(
        _at < _tokens.Count
            ? $"`{_tokens[_at].Text}` at character {_tokens[_at].Position + 1} of the filter, expected {expected}"
            : $"the filter ends, expected {expected}");
}
