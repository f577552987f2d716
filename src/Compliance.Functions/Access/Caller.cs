using Compliance.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Compliance.Functions.Access;

/// <summary>Finds out who calls: by the platform's sign-in where that is on, else by a bearer token, else by nothing but a function key.</summary>
/// <remarks>INVARIANT: what is sent to sign in with counts or is refused; it is never ignored, which would make the caller somebody else than it
/// thinks. Only where the platform has signed the caller in is its token the platform's affair, unless tokens are judged here too.</remarks>
public sealed class Caller(ServiceOptions options, BearerTokens tokens)
{
    private const string Principal = "X-MS-CLIENT-PRINCIPAL";
    private const string PrincipalName = Principal + "-NAME";
    private const string PrincipalId = Principal + "-ID";
    private const string Scheme = "Bearer ";

    private SignInOptions SignIn => options.SignIn;

    public async Task<Identified> OfAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var platform = SignIn.PlatformSignsIn ? OfPlatform(request) : null;
        if (platform is { Problem: not null }) return platform;
        if (request.Headers.Authorization.Count > 0 && (platform is null || SignIn.TokenAuthority is not null))
        {
            var token = await OfTokenAsync(request.Headers.Authorization, cancellationToken);
            if (token.Problem is not null || platform is null) return token;
        }
        if (platform is not null) return platform;
        if (options.IsInAzure) return new(SignedIn.Key);
        return SignIn.AnybodySignsIn ? Identified.Nobody("not-signed-in", "the request carries no signed-in user: sign in and repeat it") : new(SignedIn.Local);
    }

    // Null: the platform let the request in without a sign-in.
    private static Identified? OfPlatform(HttpRequest request)
    {
        var (header, name) = (request.Headers[Principal], request.Headers[PrincipalName]);
        if (header.Count == 0 && name.Count == 0) return null;
        var principal = header.Count == 1 ? PlatformPrincipal.Read(header.ToString()) : null;
        var caller = header.Count > 0 && principal is null ? null
            : SignedIn.Of(Single(name) ?? principal?.Name ?? Single(request.Headers[PrincipalId]), principal?.Roles ?? (IEnumerable<string>)[], SignInKind.Platform);
        return caller is null ? Identified.Nobody("not-signed-in", "the platform's sign-in does not say who calls, or not in the form that it has: sign in again and repeat it")
            : new(caller with { IsProgram = principal is { IsProgram: true }, Id = Single(request.Headers[PrincipalId]) ?? principal?.Id });
    }

    private async Task<Identified> OfTokenAsync(StringValues authorization, CancellationToken cancellationToken)
    {
        if (Single(authorization) is not { } header || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return Identified.Nobody("token-invalid", "`Authorization` is to be one bearer token, or to be left out", "invalid_request");
        var reading = await tokens.ReadAsync(header[Scheme.Length..].Trim(), cancellationToken);
        if (reading.Caller is { } caller) return new(caller);
        return reading.Problem is { } why
            ? Identified.Nobody("token-invalid", $"the bearer token does not count: {why}. Get another and repeat it", "invalid_token")
            : new(null, Problem.Of(503, "sign-in-unavailable", "the authority that signs tokens cannot be asked for its keys now: repeat the request in a minute"));
    }

    private static string? Single(StringValues values) => values.Count == 1 && !string.IsNullOrWhiteSpace(values[0]) ? values[0] : null;
}

/// <summary>Who calls, or why that is not known.</summary>
/// <param name="Problem">The answer then; null with a caller.</param>
/// <param name="Reason">Its code.</param>
public sealed record Identified(SignedIn? Caller, IResult? Problem = null, string? Reason = null)
{
    /// <summary>How to sign in, as an answer of 401 has to say (RFC 9110, section 15.5.2; RFC 6750, section 3).</summary>
    public string? Challenge { get; private init; }

    public static Identified Nobody(string code, string detail, string? error = null) =>
        new(null, Http.Problem.Of(401, code, detail), code) { Challenge = error is null ? "Bearer" : $"Bearer error=\"{error}\"" };
}
