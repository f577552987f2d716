using System.Text.RegularExpressions;

namespace Compliance.Vendors;

/// <summary>Reads <c>contacts</c>: roles, and for each whom to reach, in order.</summary>
internal static partial class ContactsYaml
{
    private const int LongestLadder = 20;

    // RFC 5321, 4.5.3.1.3, less the angle brackets.
    private const int LongestAddress = 254;

    public static Dictionary<string, IReadOnlyList<string>>? Read(YamlValue value)
    {
        if (value.Named("the names of roles, such as security, each with a list of contacts") is not { } roles) return null;
        var contacts = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (role, place, list) in roles)
        {
            if (!RoleName().IsMatch(role)) place.Refuse($"{Excerpt.Of(role)} is not the name of a role: use 2 to 62 of a-z, 0-9 and -, beginning with a letter");
            else if (list.Node is not YamlScalar { IsAbsent: true } && Ladder(list) is { } ladder) contacts.Add(role, ladder);
        }
        return contacts;
    }

    /// <summary>Contacts in order, each once; one alone needs no brackets.</summary>
    public static IReadOnlyList<string>? Ladder(YamlValue value)
    {
        if (value.Node is YamlScalar) return Contact(value) is { } one ? [one] : null;
        var contacts = value.Some(Contact);
        if (contacts is { Count: > LongestLadder }) value.Refuse($"{contacts.Count} contacts: name at most {LongestLadder}, the others would be reached too late");
        return contacts is null ? null : [.. contacts.Distinct(StringComparer.Ordinal)];
    }

    public static string? Address(YamlValue value)
    {
        if (value.Text() is not { } text) return null;
        if (IsAddress(text)) return text;
        value.Refuse($"{Excerpt.Of(text)} is not a mail address: expected one such as soc@acme.example, without a name before it");
        return null;
    }

    public static bool IsAddress(string text) => text.Length <= LongestAddress && MailAddress().IsMatch(text);

    public static bool IsChannelName(string text) => ChannelName().IsMatch(text);

    private static string? Contact(YamlValue value)
    {
        if (value.Node is YamlScalar { Text: var written } && written.Contains('@', StringComparison.Ordinal)) return Address(value);
        if (value.Text() is not { } text) return null;
        if (IsChannelName(text)) return text;
        value.Refuse("this is neither a mail address nor the name of a channel: addresses of other kinds and their secrets stand under `channels` of company.yaml");
        return null;
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{1,61}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RoleName();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]{0,61}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ChannelName();

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex MailAddress();
}
