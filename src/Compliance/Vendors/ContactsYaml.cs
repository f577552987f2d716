using System.Text.RegularExpressions;

namespace Compliance.Vendors;

/// <summary>Reads <c>contacts</c>: roles, and for each whom to reach, in order.</summary>
internal static partial class ContactsYaml
{
    private const int LongestLadder = 20;

    // RFC 5321, 4.5.3.1.3, less the angle brackets.
    private const int LongestAddress = 254;

    /// <summary>Contacts by role, each contact once in its list.</summary>
    public static Dictionary<string, IReadOnlyList<string>>? Read(YamlValue value)
    {
        if (Roles(value) is not { } roles) return null;
        var contacts = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (role, _, list) in roles)
            if (Ladder(list) is { } ladder) contacts.Add(role, [.. ladder.Select(contact => contact.Name)]);
        return contacts;
    }

    /// <summary>Roles with a value; those whose name is refused are left out.</summary>
    public static IReadOnlyList<(string Role, YamlValue Place, YamlValue List)>? Roles(YamlValue value)
    {
        if (value.Named("the names of roles, such as security, each with a list of contacts") is not { } roles) return null;
        foreach (var (role, place, _) in roles.Where(role => !RoleName().IsMatch(role.Key)))
            place.Refuse($"{Excerpt.Of(role)} is not the name of a role: use 2 to 62 of a-z, 0-9 and -, beginning with a letter");
        return [.. roles.Where(role => RoleName().IsMatch(role.Key) && role.Value.Node is not YamlScalar { IsAbsent: true })];
    }

    /// <summary>Contacts in order, each once; one alone needs no brackets.</summary>
    public static IReadOnlyList<(string Name, YamlValue Place)>? Ladder(YamlValue value)
    {
        if (value.Node is YamlScalar) return Contact(value) is { } one ? [(one, value)] : null;
        var places = new List<(string Name, YamlValue Place)>();
        var contacts = value.Some(item =>
        {
            if (Contact(item) is not { } name) return null;
            places.Add((name, item));
            return name;
        });
        if (places.Count > LongestLadder) value.Refuse($"{places.Count} contacts: name at most {LongestLadder}, the others would be reached too late");
        return contacts is null ? null : [.. places.DistinctBy(contact => contact.Name, StringComparer.Ordinal)];
    }

    public static string? Address(YamlValue value)
    {
        if (value.Text() is not { } text) return null;
        if (IsAddress(text)) return text;
        // Not shown: an address with a password has an @ too.
        value.Refuse("this is not a mail address: expected one such as soc@acme.example, without a name before it");
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
