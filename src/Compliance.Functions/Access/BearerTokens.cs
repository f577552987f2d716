using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Compliance.Functions.Access;

/// <summary>Reads bearer tokens (RFC 6750; RFC 7519): who signed them, for whom, from when until when, and who it says that calls.</summary>
/// <remarks>Only signatures that need the authority's private key: with <c>none</c> anybody makes a token, and by HMAC anybody who knows
/// the public key. Nothing of a token is in what this says of it.</remarks>
public sealed class BearerTokens(SignInOptions options, AuthorityKeys? keys, TimeProvider clock) : IDisposable
{
    private const int MostCharacters = 32 << 10;

    /// <summary>How far the authority's clock may be from ours.</summary>
    internal static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MostCharacters };

    public async Task<TokenReading> ReadAsync(string token, CancellationToken cancellationToken)
    {
        if (keys is null) return TokenReading.Refused("no token is taken here: the setting `TokenAuthority` is not set");
        if (Parsed(token) is not { } read) return TokenReading.Refused("it is no JSON web token");
        if (!Algorithms.Contains(read.Alg, StringComparer.Ordinal)) return TokenReading.Refused("it is not signed by RSA or ECDSA");
        // RFC 7515, section 4.1.11: what has to be understood and is not.
        if (read.TryGetHeaderValue<object>("crit", out _)) return TokenReading.Refused("its header has `crit`");
        if (string.IsNullOrEmpty(read.Kid)) return TokenReading.Refused("its header names no key (`kid`)");
        if (await keys.FindAsync(read.Kid, cancellationToken) is not { } authority) return TokenReading.Unavailable;
        if (authority.Keys.Count == 0) return TokenReading.Refused("it is signed with a key that the authority does not have");
        var result = await _handler.ValidateTokenAsync(token, Parameters(authority));
        if (!result.IsValid) return TokenReading.Refused(Why(result.Exception));
        if (!IsForAccess(read)) return TokenReading.Refused("it says who somebody is, and is none to call with: ask the authority for an access token");
        return SignedIn.Of(NameOf(read), Texts(read, "roles"), SignInKind.Token) is { } caller ? new(caller with { IsProgram = IsProgram(read), Id = Texts(read, "oid").FirstOrDefault() }, null) : TokenReading.Refused("it does not say who calls");
    }

    public void Dispose() => keys?.Dispose();

    private JsonWebToken? Parsed(string token)
    {
        if (token.Length > MostCharacters || !_handler.CanReadToken(token)) return null;
        try
        {
            return _handler.ReadJsonWebToken(token);
        }
        catch (Exception malformed) when (malformed is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    private TokenValidationParameters Parameters(AuthorityAnswer authority) => new()
    {
        ValidAlgorithms = Algorithms,
        IssuerSigningKeys = authority.Keys,
        TryAllIssuerSigningKeys = false,
        ValidateIssuerSigningKey = true,
        RequireSignedTokens = true,
        ValidIssuer = authority.Issuer,
        ValidAudience = options.TokenAudience,
        RequireExpirationTime = true,
        LifetimeValidator = (from, until, _, _) => IsTime(from, until),
    };

    private bool IsTime(DateTime? from, DateTime? until)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return until > now - ClockSkew && (from is null || from <= now + ClockSkew);
    }

    // An ID token is signed by the same key for the same audience, and lies in every browser that somebody signed in with. Of a person an access
    // token says what the application may do in his name; of an application, which it is.
    private static bool IsForAccess(JsonWebToken token) =>
        Has(token, "scp") || (!Has(token, "nonce") && (Texts(token, "idtyp").Contains("app", StringComparer.Ordinal) || ((Has(token, "azp") || Has(token, "appid")) && Has(token, "roles"))));

    private static bool IsProgram(JsonWebToken token) => !Has(token, "scp") || Texts(token, "idtyp").Contains("app", StringComparer.Ordinal);

    private static bool Has(JsonWebToken token, string type) => Texts(token, type).Any();

    // Of a person the user name; of a program, which has none and no scopes, its application.
    private static string? NameOf(JsonWebToken token)
    {
        string[] order = Has(token, "scp") ? ["preferred_username", "upn", "oid", "sub"] : ["preferred_username", "upn", "azp", "appid", "oid", "sub"];
        return order.Select(type => Texts(token, type).FirstOrDefault()).FirstOrDefault(name => name is not null);
    }

    private static IEnumerable<string> Texts(JsonWebToken token, string type) =>
        token.Claims.Where(claim => claim.Type == type && claim.ValueType == ClaimValueTypes.String && claim.Value.Length > 0).Select(claim => claim.Value);

    private static string Why(Exception? failure) => failure switch
    {
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNotYetValidException or SecurityTokenNoExpirationException => "it has expired, is not valid yet, or does not say until when it is",
        SecurityTokenInvalidIssuerException => "another authority made it out",
        SecurityTokenInvalidAudienceException => "it is made out for another service",
        _ => "its signature does not hold",
    };
}

/// <summary>What a token says, or why it says nothing.</summary>
/// <param name="Problem">Why it does not count, without a word of it; null with a caller.</param>
public sealed record TokenReading(SignedIn? Caller, string? Problem)
{
    /// <summary>Whether it counts cannot be told now.</summary>
    public static TokenReading Unavailable { get; } = new(null, null);

    public static TokenReading Refused(string why) => new(null, why);
}
