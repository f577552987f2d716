using System.Text;
using System.Text.Json;
using Compliance.Entitlements.Lists;
using Compliance.Evidence.Formats;
using Compliance.Vendors;

namespace Compliance.Entitlements;

/// <summary>Roles that administer a system: <c>privileged-roles.json</c>, each list with its source.</summary>
public static class PrivilegedRoles
{
    /// <summary>Stands between a role and where it holds: <c>Owner@/subscriptions/…</c>.</summary>
    public const char Scope = '@';

    private const int ShortestGoogleId = 10;
    private const string AnySystem = "*";

    private static readonly Lazy<Dictionary<string, Listed[]>> Systems = new(Load);

    /// <summary>Whether a role administers the system. In a system that has no list of its own its name alone tells.</summary>
    public static bool Holds(string system, string role)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(role);
        var name = WithoutScope(role);
        return Of(system).Any(listed => listed.Name.Matches(name) || string.Equals(listed.Id, name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether a role is known by nothing but the system's id of it, so that nobody can say what it may do: a GUID of Entra ID or Azure, a profile
    /// (<c>00e</c>) or permission set (<c>0PS</c>) of Salesforce, a number of Google. An id that is listed is no such.</summary>
    public static bool IsUnresolved(string system, string role)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(role);
        var name = WithoutScope(role);
        if (Guid.TryParse(name, out _)) return !Holds(system, role);
        if (SalesforceUsers.Grants(system)) return (name.StartsWith("00e", StringComparison.Ordinal) || name.StartsWith("0PS", StringComparison.Ordinal)) && IsSalesforceId(name);
        return system.Equals("google", StringComparison.OrdinalIgnoreCase) && name.Length >= ShortestGoogleId && name.All(char.IsAsciiDigit);
    }

    /// <summary>The name of a role by its id, as assignments tell it: the id alone, or at the end of a path. Null: it is not listed.</summary>
    public static string? NameOf(string system, string? id) => id is null ? null
        : Of(system).FirstOrDefault(listed => listed.Id is { } known && string.Equals(known, id[(id.LastIndexOf('/') + 1)..], StringComparison.OrdinalIgnoreCase)).Name?.Text;

    /// <summary>A role without where it holds.</summary>
    public static string WithoutScope(string role) => role.IndexOf(Scope, StringComparison.Ordinal) is > 0 and var at && role.AsSpan(at + 1).StartsWith("/") ? role[..at] : role;

    private static bool IsSalesforceId(string name) => SalesforceId.Is(Encoding.UTF8.GetBytes(name));

    private static Listed[] Of(string system) => Systems.Value.GetValueOrDefault(system) ?? Systems.Value[AnySystem];

    private static Dictionary<string, Listed[]> Load()
    {
        using var stream = typeof(PrivilegedRoles).Assembly.GetManifestResourceStream("Entitlements/privileged-roles.json")
            ?? throw new InvalidOperationException("privileged-roles.json is not built into the program");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("systems").EnumerateArray().ToDictionary(
            system => system.GetProperty("system").GetString()!,
            system => system.GetProperty("roles").EnumerateArray().Select(Read).ToArray(),
            StringComparer.OrdinalIgnoreCase);
    }

    private static Listed Read(JsonElement role) =>
        new(new Pattern(role.GetProperty("name").GetString()!), role.TryGetProperty("id", out var id) ? id.GetString() : null);

    private readonly record struct Listed(Pattern Name, string? Id);
}
