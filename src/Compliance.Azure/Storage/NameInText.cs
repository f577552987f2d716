using System.Text;
using System.Text.Json;
using Azure.Data.Tables;

namespace Compliance.Storage;

/// <summary>A person's name as it may stand in texts: as a whole, whatever its letter case. <c>ann</c> stands in <c>helpdesk/ann</c>
/// and in <c>by ann.</c>, not in <c>joanna</c>, <c>ann.lee</c> or <c>ann@acme.example</c>, which are names of their own; nor within a
/// name of another that is known: not in <c>Ann Lee saw it</c>, where Ann Lee is one. A space alone cannot tell: <c>ann signed in</c> is about Ann.</summary>
internal sealed class NameInText
{
    // A single letter stands everywhere; a name longer than this is cut or digested where texts hold it.
    private const int Shortest = 2;
    private const int Longest = 512;

    private readonly string _name;
    private readonly IReadOnlyList<NameInText> _longer;

    private NameInText(string name, IReadOnlyList<NameInText> longer) => (_name, _longer) = (name, longer);

    /// <summary>Null: the name is too short or too long to be looked for in texts.</summary>
    public static NameInText? Of(string name) =>
        string.IsNullOrWhiteSpace(name) || name.Length is < Shortest or > Longest ? null : new(name, []);

    /// <summary>The same name, which does not stand where others do that hold it as a part of theirs. Names that do not hold it change nothing.</summary>
    public NameInText Beside(params IEnumerable<string?> others)
    {
        var longer = others.Where(other => other is not null && other.Length > _name.Length && IsIn(other)).Select(other => new NameInText(other!, [])).ToList();
        return longer.Count == 0 ? this : new(_name, [.. _longer, .. longer]);
    }

    /// <summary>Whether a row holds the name in any of its columns; JSON, in text or bytes, is looked through string by string.</summary>
    public bool IsIn(TableEntity row) => row.Any(column => column.Value switch
    {
        // The keys are pseudonyms, digests and ids.
        _ when column.Key is "PartitionKey" or "RowKey" or "odata.etag" => false,
        string text => text.StartsWith('{') ? IsInJson(Encoding.UTF8.GetBytes(text)) : IsIn(text),
        byte[] bytes => bytes is [(byte)'{' or (byte)'[', ..] && IsInJson(bytes),
        _ => false,
    });

    public bool IsIn(string text) => At(text) >= 0;

    /// <summary>Whether a string of a JSON document holds the name. What is not JSON holds nothing.</summary>
    public bool IsInJson(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && IsIn(reader.GetString()!)) return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
        return false;
    }

    /// <summary>The text with another word in place of the name.</summary>
    public string Replace(string text, string word)
    {
        var replaced = new StringBuilder();
        var from = 0;
        for (var at = At(text); at >= 0; at = At(text, from))
        {
            replaced.Append(text.AsSpan(from, at - from)).Append(word);
            from = at + _name.Length;
        }
        return from == 0 ? text : replaced.Append(text.AsSpan(from)).ToString();
    }

    /// <summary>Where the name stands next in a text; negative: nowhere.</summary>
    public int At(string text, int from = 0)
    {
        for (var at = text.IndexOf(_name, from, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(_name, at + 1, StringComparison.OrdinalIgnoreCase))
            if (!Continues(text, at - 1, -1) && !Continues(text, at + _name.Length, 1) && !_longer.Any(longer => longer.Covers(text, at, at + _name.Length))) return at;
        return -1;
    }

    private bool Covers(string text, int from, int to)
    {
        for (var at = At(text, Math.Max(0, to - _name.Length)); at >= 0 && at <= from; at = At(text, at + 1))
            if (at + _name.Length >= to) return true;
        return false;
    }

    // A letter or digit goes on with a name, and so does one behind a character that joins the parts of a name.
    private static bool Continues(string text, int at, int step)
    {
        if (at < 0 || at >= text.Length) return false;
        if (char.IsLetterOrDigit(text[at])) return true;
        var next = at + step;
        return text[at] is '.' or '-' or '_' or '@' or '+' && next >= 0 && next < text.Length && char.IsLetterOrDigit(text[next]);
    }
}
