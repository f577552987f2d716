using System.Text.Json.Nodes;
using Compliance.Trail;
using Compliance.Trail.Verification;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>The entry <c>trail resumed</c>: who decided how a halted log goes on, why, and what from.</summary>
public static class TrailResumed
{
    /// <summary>Characters that a reason may have.</summary>
    public const int MaxReason = 500;

    private const int MaxDetail = 1_000;

    // What of several problems a halt speaks of, its detail says in the end, with a digest of them: TrailCheckResult looks for it there.
    private const int KeptEnd = 200;

    /// <param name="actor">Pseudonym of who decided.</param>
    /// <param name="reason">Plain text, 1 to <see cref="MaxReason"/> characters, kept for good: it names nobody.</param>
    /// <param name="halt">What it was halted for.</param>
    /// <param name="head">What the log goes on from.</param>
    /// <exception cref="InputException">The reason is empty or too long.</exception>
    public static TrailEntry Entry(VendorId vendor, Instant time, string actor, TrailDecision decision, string reason, TrailHalt halt, TrailHead head)
    {
        RequireReason(reason);
        return TrailEntry.Create(vendor.Value, time, "trail resumed", actor, null, new JsonObject
        {
            ["decision"] = ResultJson.Word(decision),
            ["reason"] = StoredText.WellFormed(reason),
            ["problem"] = Problem(halt.Problem),
            ["halted"] = ResultJson.Time(halt.At),
            ["size"] = head.Size,
            ["root"] = head.Root.ToString(),
        });
    }

    internal static void RequireReason(string reason)
    {
        if (string.IsNullOrWhiteSpace(reason)) throw new InputException($"a trail is resumed for a reason: give one of at most {MaxReason} characters, which stays in the trail for good and names nobody");
        if (reason.Length > MaxReason) throw new InputException($"the reason for resuming has {reason.Length} characters: it has at most {MaxReason}, and names nobody");
    }

    private static JsonObject Problem(TrailProblem problem)
    {
        var detail = problem.Detail.Length <= MaxDetail ? problem.Detail : $"{problem.Detail[..(MaxDetail - KeptEnd)]}…{problem.Detail[^KeptEnd..]}";
        var data = new JsonObject { ["kind"] = ResultJson.Word(problem.Kind), ["detail"] = StoredText.WellFormed(detail) };
        if (problem.Index is { } index) data["index"] = index;
        if (problem.Place is { } place) data["place"] = StoredText.ForEntry(place);
        return data;
    }
}
