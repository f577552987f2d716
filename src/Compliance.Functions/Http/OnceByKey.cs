using System.Security.Cryptography;
using System.Text;
using Compliance.Storage;
using Compliance.Vendors;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Compliance.Functions.Http;

/// <summary>What an act came to.</summary>
/// <param name="Done">What a repetition needs for its answer, without names; null: nothing was done, and the key is free again.</param>
public sealed record OnceDone(IResult Answer, string? Done);

/// <summary>Carries out an act once for an Idempotency-Key, whichever instance is asked. For acts that are safe to repeat at once, but not after others have acted.</summary>
public sealed class OnceByKey(Store store, TimeProvider clock)
{
    private const string UnderWayRetry = "1";

    private readonly RequestKeys _keys = new(store.Table("vendors"));

    /// <param name="function">Part of what the key is for.</param>
    /// <param name="repeated">The answer to a repetition, from what the first time left.</param>
    public async Task<IResult> OfAsync(
        HttpRequest request, string function, VendorId vendor, string caller, byte[] body, Func<Task<OnceDone>> act, Func<string, Task<IResult>> repeated, CancellationToken cancellationToken)
    {
        if (!IdempotencyHeader.TryRead(request, out var given, out var problem)) return problem;
        if (given.Length == 0) return (await act()).Answer;
        var digest = Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes($"{function}\n"), .. body]));
        var claim = await _keys.ClaimAsync(vendor, new(given, caller, digest), Instant.FromDateTimeOffset(clock.GetUtcNow()), cancellationToken);
        return claim.State switch
        {
            KeyState.Claimed => await CarryOutAsync(vendor, claim, act),
            KeyState.Done => await repeated(claim.Result!),
            KeyState.Reused => IdempotencyHeader.Reused(),
            _ => UnderWay(request),
        };
    }

    // What was begun is noted down also when the caller has gone away: it is who will ask again.
    private async Task<IResult> CarryOutAsync(VendorId vendor, KeyClaim claim, Func<Task<OnceDone>> act)
    {
        string? done = null;
        try
        {
            (var answer, done) = await act();
            if (done is not null) await _keys.DoneAsync(vendor, claim, done, CancellationToken.None);
            return answer;
        }
        finally
        {
            if (done is null) await _keys.ReleaseAsync(vendor, claim, CancellationToken.None);
        }
    }

    private static IResult UnderWay(HttpRequest request)
    {
        request.HttpContext.Response.Headers.RetryAfter = UnderWayRetry;
        return Problem.Of(409, "idempotency-key-under-way", "the same request with this Idempotency-Key is being carried out: send it again in a moment");
    }
}
