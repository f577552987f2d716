using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Functions.Telemetry;
using Compliance.Identity;
using Compliance.Trail;
using Compliance.Vendors;
using Microsoft.AspNetCore.Http;

namespace Compliance.Functions.Access;

/// <summary>Decides whether a call is let in, by <see cref="RouteRoles"/> and nothing else; refused and privileged calls are entries of the vendor's trail.
/// Nothing of the vendor is read before it is decided.</summary>
public sealed class Gate(Caller callers, RefusedCalls refusedCalls, KnownVendors vendors, CallJournal journal)
{
    // Seconds; the authority is asked again by then.
    private const string SignInRetry = "60";

    /// <summary>Whether a request may call a function. From then on <see cref="SignedIn.By"/> says who calls.</summary>
    /// <param name="vendor">The vendor of the route; null: it has none.</param>
    /// <returns>Why not; null: it may.</returns>
    public async Task<IResult?> RefusalAsync(HttpRequest request, string function, string? vendor)
    {
        var route = RouteRoles.Of(function);
        var identified = await callers.OfAsync(request, request.HttpContext.RequestAborted);
        if (identified.Caller is { } caller)
        {
            request.HttpContext.Features.Set(caller);
            return await RefusalAsync(request, caller, route, vendor);
        }
        if (identified.Challenge is { } challenge) request.HttpContext.Response.Headers.WWWAuthenticate = challenge;
        if (identified.Reason is { } reason)
        {
            Refusals.Mark(request.HttpContext, reason);
            refusedCalls.Take(vendor, null, route, reason);
        }
        // The authority could not be asked.
        else
        {
            request.HttpContext.Response.Headers.RetryAfter = SignInRetry;
        }
        return identified.Problem;
    }

    /// <summary>Whether a call that was let in may do a part of it that is for fewer.</summary>
    /// <inheritdoc cref="RefusalAsync(HttpRequest, string, string)"/>
    public Task<IResult?> PartRefusalAsync(HttpRequest request, string function, string part, string vendor) =>
        RefusalAsync(request, SignedIn.By(request), RouteRoles.Of(function, part), vendor);

    /// <summary>Records the privileged call that made the vendor: before there was no trail that it could stand in. Nothing, where it was recorded or needs not be.</summary>
    public async Task RecordMadeAsync(HttpRequest request, string vendor)
    {
        if (request.HttpContext.Features.Get<Unrecorded>() is { } made) await RecordPrivilegedAsync(request, SignedIn.By(request), made.Route, vendor);
    }

    private async Task<IResult?> RefusalAsync(HttpRequest request, SignedIn caller, RouteRole route, string? vendor)
    {
        if (Refusal(caller, route, vendor) is var (reason, problem))
        {
            Refusals.Mark(request.HttpContext, reason);
            refusedCalls.Take(vendor, caller.IsNamed ? caller.Name : null, route, reason);
            return problem;
        }
        if (route.Privileged && caller.IsNamed) await RecordPrivilegedAsync(request, caller, route, vendor);
        return null;
    }

    private static (string Reason, IResult Problem)? Refusal(SignedIn caller, RouteRole route, string? vendor)
    {
        // As of one that does not exist: who is whose vendor is not for vendors to know.
        if (caller.IsVendorAlone && vendor is not null && !caller.Vendors.Contains(vendor)) return ("other-vendor", Problem.UnknownVendor(vendor));
        if (route.Allows(caller, vendor)) return null;
        if (caller.Kind is SignInKind.Key && route.Writes)
            return ("sign-in-required", Problem.Of(403, "sign-in-required", "a function key does not say who calls, and what this does is recorded with a name: sign in, or send a bearer token"));
        return ("role-required", Problem.Of(403, "role-required", Needed(route, caller)));
    }

    private static string Needed(RouteRole route, SignedIn caller)
    {
        var what = route.Part is { } part ? $"{route.Function} with `{part}`" : route.Function;
        if (route.NeedsPerson && caller.IsProgram) return $"{what} is for persons, and a program is signed in: have somebody sign in who has the role {string.Join(", ", route.Roles)}";
        return $"{what} is for {(route.Roles.Count == 1 ? "the role" : "the roles")} {string.Join(", ", route.Roles)}, which your sign-in does not have: ask for it, or ask somebody who has it";
    }

    private async Task RecordPrivilegedAsync(HttpRequest request, SignedIn caller, RouteRole route, string? vendor)
    {
        var gone = request.HttpContext.RequestAborted;
        if (vendor is null) return;
        if (await vendors.FindAsync(vendor, gone) is not { } known)
        {
            request.HttpContext.Features.Set(new Unrecorded(route));
            return;
        }
        try
        {
            await journal.PrivilegedAsync(known.Id, caller.Name, new(route.Function, route.Part, route.Roles), RequestOf(request), gone);
        }
        // A halted trail takes no entry but this one's own, which says who decided.
        catch (TrailHaltedException) when (route.Function == nameof(ResumeTrail))
        {
        }
    }

    // Where a repetition is told from a second request by its key, it is not carried out twice, and is not two entries. Elsewhere it is carried out each time.
    private static string? RequestOf(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && IdempotencyHeader.TryRead(request, out var key, out _) && key.Length > 0 ? $"{request.Path}\n{key}" : null;

    private sealed record Unrecorded(RouteRole Route);
}
