namespace Compliance.Local.EmbeddedTables.Filters;

/// <summary>A word, a quoted literal with its prefix (<c>datetime'…'</c>), or a parenthesis.</summary>
internal readonly record struct FilterToken(string Text, string? Quoted, int Position)
{
    /// <exception cref="TableException">A quote is not closed, or a character has no meaning in a filter.</exception>
    public static List<FilterToken> Split(string filter)
    {
        var tokens = new List<FilterToken>();
        for (var at = 0; at < filter.Length;)
        {
            if (filter[at] == ' ')
                at++;
            else if (filter[at] is '(' or ')')
                tokens.Add(new(filter[at].ToString(), null, at++));
            else
                tokens.Add(Next(filter, ref at));
        }
        return tokens;
    }

    private static FilterToken Next(string filter, ref int at)
    {
        var start = at;
        while (at < filter.Length && filter[at] is not (' ' or '(' or ')' or '\''))
            at++;
        var word = filter[start..at];
        return at < filter.Length && filter[at] == '\'' ? new(word, Quote(filter, ref at), start) : new(word, null, start);
    }

    private static string Quote(string filter, ref int at)
    {
        var start = ++at;
        while (true)
        {
            var end = filter.IndexOf('\'', at);
            if (end < 0)
                throw TableException.InvalidInput($"the quote at character {start} of the filter is not closed");
            at = end + 1;
            // A doubled quote is a quote inside the text.
            if (at == filter.Length || filter[at] != '\'')
                return filter[start..end].Replace("''", "'", StringComparison.Ordinal);
            at++;
        }
    }
}
