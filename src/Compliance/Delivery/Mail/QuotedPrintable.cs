using System.Text;

namespace Compliance.Delivery.Mail;

/// <summary>Text in quoted-printable (RFC 2045, section 6.7): ASCII, lines of at most 76 characters.</summary>
internal static class QuotedPrintable
{
    private const int LongestLine = 76;

    /// <returns>With CR LF between lines, whatever the text had: LF, CR LF or CR.</returns>
    public static string Of(string text)
    {
        var encoded = new StringBuilder(text.Length + text.Length / 8);
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var line = 0; line < lines.Length; line++)
        {
            if (line > 0) encoded.Append("\r\n");
            Line(encoded, Encoding.UTF8.GetBytes(lines[line]));
        }
        return encoded.ToString();
    }

    private static void Line(StringBuilder encoded, byte[] bytes)
    {
        var column = 0;
        for (var index = 0; index < bytes.Length; index++)
        {
            var last = index == bytes.Length - 1;
            var letter = Letter(bytes[index], last);
            // A line that goes on ends with `=`, which takes the last place.
            if (column + letter.Length > (last ? LongestLine : LongestLine - 1))
            {
                encoded.Append("=\r\n");
                column = 0;
            }
            encoded.Append(letter);
            column += letter.Length;
        }
    }

    // Spaces at the end of a line would be lost on the way.
    private static string Letter(byte letter, bool last) => letter switch
    {
        (byte)'=' => "=3D",
        (byte)' ' or (byte)'\t' when !last => ((char)letter).ToString(),
        > (byte)' ' and <= (byte)'~' => ((char)letter).ToString(),
        _ => $"={letter:X2}",
    };
}
