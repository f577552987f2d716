using System.Text.RegularExpressions;

namespace Compliance.Functions.Telemetry;

/// <summary>Takes secrets out of a text that goes to a log: signatures and keys of addresses, tokens, passwords, private keys. A net below the rule that no
/// secret is put into a message at all: messages of the store and of others are not ours. What is very long is cut.</summary>
/// <remarks>Linear in the length of the text, whatever it says: the automaton does not go back.</remarks>
internal static class Redaction
{
    public const string Mark = "[redacted]";

    private const string Names =
        "code|sig|(?:access_|id_|refresh_|sas_?)?token|client_?secret|secret|api_?key|account_?key|shared_?access_?(?:key|signature)|password|passwd|pwd|assertion|x-functions-key|x-ms-client-principal";

    private const string Headers = "authorization|proxy-authorization|x-functions-key|x-ms-client-principal|api-key|set-cookie|cookie";

    // Group `k` stays, so that a reader knows what was there.
    private static readonly Regex Secrets = new(
        $"""
        (?<k>-----BEGIN[ ][A-Z ]*PRIVATE[ ]KEY-----)[\s\S]*?(?:-----END[ ][A-Z ]*PRIVATE[ ]KEY-----|\z)
        |(?<k>\b(?:{Headers})["']?[ ]?:[ ]?)[^\r\n]+
        |(?<k>\b(?:bearer|basic|sharedkey|sharedkeylite|sharedaccesssignature)[ ])[^\s"'`,;]+
        |(?<k>(?:{Names})(?:=|%3d|["']?[ ]?:[ ]?["']))[^\s&;,"'`<>]+
        |(?<k>"(?:{Names})"[ ]?:[ ]?)[^\s&;,"'`<>]+
        |(?<k>://)[^\s/:@`"']*:[^\s/@`"']+@
        |(?<k>\b)eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*
        |(?<k>\b)[A-Za-z0-9_-]+AzFu[A-Za-z0-9_-]+=*
        |(?<k>)[A-Za-z0-9+/]{"{86}"}==
        """,
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture);

    /// <summary>Characters that are read, and written, of a text.</summary>
    public const int Longest = 32_768;

    public static bool IsNeeded(string text) => text.Length > Longest || Secrets.IsMatch(text);

    public static string Of(string text) => Secrets.Replace(Cut(text), "${k}" + Mark);

    // At white space: half a key would not be known for one.
    private static string Cut(string text) => text.Length <= Longest ? text : text[..Math.Max(0, text.AsSpan(0, Longest - Mark.Length).LastIndexOfAny(' ', '\n'))] + Mark;
}
