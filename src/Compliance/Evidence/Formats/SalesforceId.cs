using System.Text;

namespace Compliance.Evidence.Formats;

/// <summary>Record ids of Salesforce. Those of 15 characters differ by case; the three that make them 18 say which are upper case, so that
/// comparing them ignoring case is safe. One id comes in both lengths.</summary>
internal static class SalesforceId
{
    public const int Length = 18;
    public const int Short = 15;

    private static ReadOnlySpan<byte> Suffixes => "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"u8;

    /// <summary>Whether a text has the form of an id, of either length.</summary>
    public static bool Is(ReadOnlySpan<byte> text)
    {
        if (text.Length is not (Short or Length) || !char.IsAsciiDigit((char)text[0]) && !char.IsAsciiLetter((char)text[0])) return false;
        var digits = 0;
        foreach (var unit in text)
        {
            if (char.IsAsciiDigit((char)unit)) digits++;
            else if (!char.IsAsciiLetter((char)unit)) return false;
        }
        // The prefix that tells the type and the padding of the number hold digits; a word of 15 letters is no id.
        return digits >= 4;
    }

    /// <summary>The id with 18 characters, its suffix computed from the first 15; what has not the form of an id as it is.</summary>
    public static string Full(string id)
    {
        var text = Encoding.UTF8.GetBytes(id);
        if (!Is(text)) return id;
        Span<byte> full = stackalloc byte[Length];
        Write(text, full);
        return Encoding.ASCII.GetString(full);
    }

    /// <summary>The same of text, which lives as long as the record.</summary>
    public static ReadOnlySpan<byte> Full(ReadOnlySpan<byte> id, RecordValues values)
    {
        if (!Is(id)) return id;
        Span<byte> full = stackalloc byte[Length];
        Write(id, full);
        return values.Compose(full, default);
    }

    /// <summary>Writes an id with 18 characters.</summary>
    /// <param name="id">Of the form of an id.</param>
    /// <param name="full">18 bytes.</param>
    public static void Write(ReadOnlySpan<byte> id, Span<byte> full)
    {
        id[..Short].CopyTo(full);
        for (var group = 0; group < 3; group++)
        {
            var upper = 0;
            for (var i = 0; i < 5; i++)
                if (char.IsAsciiLetterUpper((char)id[group * 5 + i])) upper |= 1 << i;
            full[Short + group] = Suffixes[upper];
        }
    }
}
