using System.Buffers.Text;
using System.Text.Json;

namespace Compliance.Functions.Access;

/// <summary>What <c>X-MS-CLIENT-PRINCIPAL</c> says, the base64 of what App Service's sign-in knows of the caller:
/// <c>{"auth_typ", "claims": [{"typ", "val"}], "name_typ", "role_typ"}</c>.</summary>
/// <param name="Name">By the claim that the sign-in calls the name, else by a usual one; null: it has none.</param>
/// <param name="Roles">Values of its roles, whatever they say.</param>
public sealed record PlatformPrincipal(string? Name, IReadOnlySet<string> Roles)
{
    /// <summary>Whether a program signed in, by itself: its token is an application's, and no person has let it do anything (<c>scp</c>).</summary>
    public bool IsProgram { get; private init; }

    /// <summary>What the directory calls the caller for good; null: the sign-in does not say it.</summary>
    public string? Id { get; private init; }

    // Claims of a token and a few dozen groups; the host takes no longer header.
    internal const int MostCharacters = 64 << 10;

    // The names of Entra's claims, and those which .NET gives them; a provider may say others in role_typ and name_typ.
    private static readonly string[] RoleTypes = ["roles", "http://schemas.microsoft.com/ws/2008/06/identity/claims/role"];
    private static readonly string[] IdTypes = ["oid", "http://schemas.microsoft.com/identity/claims/objectidentifier"];
    private static readonly string[] ScopeTypes = ["scp", "http://schemas.microsoft.com/identity/claims/scope"];
    private static readonly string[] ApplicationTypes = ["azp", "azpacr", "appid", "appidacr"];
    private static readonly string[] NameTypes = ["preferred_username", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn", "azp", "appid"];

    /// <returns>Null: it is not of its form, and whoever sent it is nobody.</returns>
    public static PlatformPrincipal? Read(string header)
    {
        if (header.Length is 0 or > MostCharacters || !Base64.IsValid(header)) return null;
        try
        {
            using var principal = JsonDocument.Parse(Convert.FromBase64String(header));
            return Read(principal.RootElement);
        }
        // The second: a string whose escapes are no text.
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static PlatformPrincipal? Read(JsonElement principal)
    {
        if (principal.ValueKind is not JsonValueKind.Object || !principal.TryGetProperty("claims", out var list) || list.ValueKind is not JsonValueKind.Array) return null;
        var claims = new List<(string Type, string Value)>();
        foreach (var claim in list.EnumerateArray())
            if (claim.ValueKind is JsonValueKind.Object && claim.Text("typ") is { Length: > 0 } type && claim.Text("val") is { Length: > 0 } value) claims.Add((type, value));
        var (roleType, nameType) = (principal.Text("role_typ"), principal.Text("name_typ"));
        var name = NameTypes.Prepend(nameType).Select(type => claims.Find(claim => claim.Type == type).Value).FirstOrDefault(value => value is not null);
        return new(name, claims.Where(claim => claim.Type == roleType || RoleTypes.Contains(claim.Type, StringComparer.Ordinal)).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal))
        {
            Id = IdTypes.Select(type => claims.Find(claim => claim.Type == type).Value).FirstOrDefault(value => value is not null),
            IsProgram = claims.Contains(("idtyp", "app"))
                || (claims.Exists(claim => ApplicationTypes.Contains(claim.Type, StringComparer.Ordinal)) && !claims.Exists(claim => ScopeTypes.Contains(claim.Type, StringComparer.Ordinal))),
        };
    }
}
