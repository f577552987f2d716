using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Compliance.Resources.Json;

namespace Compliance.Resources.Operators;

/// <summary>A value as results show it: short, and never a secret.</summary>
internal static partial class ShownValue
{
    public const string InlineSecret = "inline secret";
    private const int LongestText = 200;
    private const int LongestJson = 400;

    // Each alternative of Credential that has no `@` needs one of these, and a private key the last.
    private static readonly SearchValues<string> SecretWords = SearchValues.Create(
        ["password", "pwd", "accountkey", "accesskey", "secret", "sharedaccess", "apikey", "api_key", "token", "sig", "eyJ", "-----BEGIN"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> SecretNames = SearchValues.Create(
        ["password", "secretvalue", "privatekey", "accountkey", "connectionstring"], StringComparison.OrdinalIgnoreCase);

    // Written in JSON as they are.
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 _-.,:;/=()[]{}*@#$%!?~^|");

    /// <summary>For a message.</summary>
    public static string Of(TapeNode value) => value.Kind switch
    {
        NodeKind.Text when IsSecret(value.GetText()) => $"an {InlineSecret}",
        NodeKind.Text => $"`{Shorten(Printable(value.GetText()), 60)}`",
        NodeKind.Number or NodeKind.True or NodeKind.False or NodeKind.Null => $"`{Shorten(value.GetText(), 60)}`",
        _ => value.Described,
    };

    /// <summary>As JSON: scalars as they are, a long text cut, an object or array only when it is short.</summary>
    public static string Json(TapeNode value) => value.Kind switch
    {
        NodeKind.Text => JsonOf(IsSecret(value.GetText()) ? InlineSecret : Shorten(value.GetText(), LongestText)),
        NodeKind.Object or NodeKind.Array => Whole(value),
        NodeKind.Number when value.Utf8.Length > LongestText => "null",
        NodeKind.Unknown => "null",
        _ => value.GetText(),
    };

    /// <summary>Whether a text carries a credential: a password or key of a connection string, a user and password in a URL, a private key.</summary>
    public static bool IsSecret(string text) =>
        // What no expression below could match is most of what is shown.
        (text.AsSpan().ContainsAny('=', ':') || text.Contains("BEGIN", StringComparison.Ordinal) || text.Contains("eyJ", StringComparison.Ordinal))
        && MayBeSecret(text) && (text.Contains("-----BEGIN", StringComparison.Ordinal) || Credential().IsMatch(text) || KeyMaterial().IsMatch(text));

    /// <summary>False for most of the rest: addresses, instants. Only of ASCII, where ignoring case has no surprises.</summary>
    private static bool MayBeSecret(ReadOnlySpan<char> text) =>
        !Ascii.IsValid(text) || text.ContainsAny(SecretWords) || text.Contains('@') || text.TrimEnd('\n').EndsWith('=');

    private static string Whole(TapeNode value)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) value.WriteTo(json);
        var text = Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
        if (IsSecret(text)) return JsonOf(InlineSecret);
        if (HasSecretName(value)) return JsonOf($"{value.Described}, not shown");
        return text.Length <= LongestJson ? text : JsonOf($"{value.Described}, {text.Length} characters");
    }

    private static bool HasSecretName(TapeNode value)
    {
        foreach (var inner in value.Inner)
            if (IsSecretName(inner) || inner.Is("SecureString") || HasSecretName(inner)) return true;
        return false;
    }

    private static bool IsSecretName(TapeNode value)
    {
        var name = value.GetName();
        return Ascii.IsValid(name) ? name.AsSpan().ContainsAny(SecretNames) : SecretName().IsMatch(name);
    }

    private static string JsonOf(string text) => text.AsSpan().ContainsAnyExcept(Plain) ? JsonSerializer.Serialize(text) : $"\"{text}\"";

    private static string Shorten(string text, int longest) =>
        text.Length <= longest ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest), "…");

    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c));

    [GeneratedRegex(@"(password|pwd|accountkey|accesskey|secret|sharedaccess(key|signature)|apikey|api_key|token|[?&;]sig)\s*[=:]\s*[^;\s""]|[a-z0-9]://[^/\s:@]+:[^/\s@]+@|\beyJ[A-Za-z0-9_-]{10,}\.eyJ", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Credential();

    // 32 bytes and more in Base64, as account keys are written.
    [GeneratedRegex(@"^[A-Za-z0-9+/]{42,}={1,2}$", RegexOptions.NonBacktracking)]
    private static partial Regex KeyMaterial();

    [GeneratedRegex(@"(password|secretvalue|privatekey|accountkey|connectionstring)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SecretName();
}
