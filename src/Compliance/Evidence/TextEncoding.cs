namespace Compliance.Evidence;

/// <summary>How the letters of a log are written as bytes.</summary>
public enum TextEncoding : byte
{
    /// <summary>UTF-8; what has no byte order mark and of which nobody says otherwise.</summary>
    Utf8,

    /// <summary>UTF-16, which only a byte order mark tells.</summary>
    Utf16,

    /// <summary>Code page 1252 of Windows, one byte a letter, of Western Europe.</summary>
    Windows1252,
}

/// <summary>Words about encodings.</summary>
internal static class TextEncodings
{
    /// <summary>What is wrong with bytes that are no text in an encoding, behind the name of what they are of; and what to do.</summary>
    public static string Problem(TextEncoding encoding) => encoding switch
    {
        TextEncoding.Utf16 => "is not valid UTF-16",
        TextEncoding.Windows1252 => "has a byte that Windows-1252 does not know",
        _ => "is not valid UTF-8; if its source writes Windows-1252, say `encoding: windows-1252` for this log, else export it as UTF-8",
    };
}
