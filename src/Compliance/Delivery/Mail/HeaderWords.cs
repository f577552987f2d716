using System.Text;

namespace Compliance.Delivery.Mail;

/// <summary>Text of a header: as it is where short and plain, else in encoded words (RFC 2047), each a line of its own.</summary>
internal static class HeaderWords
{
    private const int LongestPlain = 66;

    // With `=?utf-8?B?` and `?=` around it, behind `Subject: `, a line of at most 76 characters (RFC 2047, section 2).
    private const int MostBytes = 39;

    public static string Of(string text)
    {
        if (text.Length <= LongestPlain && text.All(letter => letter is >= ' ' and <= '~') && !text.Contains("=?", StringComparison.Ordinal)) return text;
        var words = new List<string>();
        var word = new List<byte>();
        var bytes = new byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(bytes);
            // No character is divided between two words (RFC 2047, section 5).
            if (word.Count + length > MostBytes) Close();
            word.AddRange(bytes.AsSpan(0, length));
        }
        Close();
        return string.Join("\r\n ", words);

        void Close()
        {
            words.Add($"=?utf-8?B?{Convert.ToBase64String([.. word])}?=");
            word.Clear();
        }
    }
}
