using System.Text.Json.Nodes;
using Compliance.Entitlements.Review;
using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Handling;

/// <summary>What became of a sheet.</summary>
/// <param name="Rows">Entitlements on it.</param>
/// <param name="Superseded">Decisions after which another was made already: they stand in the trail and count no more.</param>
public sealed record ImportedReview(int Rows, int Kept, int Revoked, int Superseded)
{
    /// <summary>Entitlements that nobody decided about.</summary>
    public int Open => Rows - Kept - Revoked;
}

/// <summary>Takes in what reviewers decided: each decision is an entry of the trail, then it is kept. Cut off anywhere and done again, it goes on where it was;
/// the same sheet again is no second review.</summary>
public sealed class ReviewImporting(Store store, VendorJournal journal)
{
    /// <param name="actor">Who imports it.</param>
    /// <param name="sha256">Of the sheet, lower-case hex.</param>
    public async Task<ImportedReview> ImportAsync(VendorId vendor, string actor, ReviewAnswers answers, string sha256, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var revoked = answers.Decisions.Count(decision => decision.Revoke);
        var kept = answers.Decisions.Count - revoked;
        var received = new JsonObject { ["sha256"] = sha256, ["rows"] = answers.Rows, ["keep"] = kept, ["revoke"] = revoked };
        await journal.RecordAsync(vendor, actor, "access review received", _ => received, "", cancellationToken);
        var superseded = 0;
        foreach (var decision in answers.Decisions)
        {
            var decided = await journal.RecordAsync(vendor, actor, "access reviewed", speaker => Said(decision, speaker), sha256, cancellationToken);
            if (!await store.Reviews.WriteAsync(vendor, decision, decided, cancellationToken)) superseded++;
        }
        return new(answers.Rows, kept, revoked, superseded);
    }

    private static JsonObject Said(ReviewDecision decision, VendorJournal.Speaker speaker) => ResultJson.Present(
        ("review", decision.Review is { } review ? IdOf(review) : null), ("system", StoredText.ForEntry(decision.System)),
        ("entitlement", speaker.Resource($"{decision.System}:{decision.Account}:{decision.Role}")), ("principal", speaker.Person(decision.Principal)),
        ("decision", decision.Revoke ? "revoke" : "keep"), ("due", ResultJson.Time(decision.Due)), ("reviewer", speaker.Person(decision.Reviewer)),
        ("justification", decision.Justification is { } why ? StoredText.Digest(why) : null));

    // The sheet went through many hands: what is no id may be a name, or anything.
    private static string IdOf(string review) => Guid.TryParse(review, out var id) ? id.ToString("N") : StoredText.Digest(review);
}
