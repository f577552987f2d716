using System.Globalization;
using System.Text.Json.Nodes;
using Compliance.Findings;
using Compliance.Reports;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Handling;

/// <summary>What became of a list that a vendor sent back.</summary>
/// <param name="Rows">Rows of the file that hold anything.</param>
/// <param name="Taken">Findings whose reply is new.</param>
/// <param name="Unchanged">Findings that say already what was replied.</param>
public sealed record ImportedReplies(int Rows, int Taken, int Unchanged, IReadOnlyList<RefusedReply> Refused);

/// <summary>Takes in what a vendor replied: each reply is an entry of the trail, then it stands with its finding. Cut off anywhere and done again, it goes
/// on where it was.</summary>
/// <remarks>A reply is a claim of somebody who gains by it. It stands beside what people decided (<see cref="FindingDecided"/>), takes no failure away, and is
/// only about what a vendor is asked. A file is of the time when it came in first: sent again, it says nothing new and overrules nothing that came later.</remarks>
public sealed class ReplyImporting(Store store, VendorJournal journal)
{
    private const int MaxRaces = 20;

    /// <param name="actor">Who imports them, for the company.</param>
    /// <param name="sha256">Of the file, lower-case hex.</param>
    public Task<ImportedReplies> ImportAsync(VendorId vendor, string actor, VendorReplies replies, string sha256, CancellationToken cancellationToken = default) =>
        ImportAsync(vendor, actor, replies, sha256, null, cancellationToken);

    /// <inheritdoc cref="ImportAsync(VendorId, string, VendorReplies, string, CancellationToken)"/>
    /// <param name="shown">Where the vendor itself sends them: whether it sees a finding. Of others it learns nothing, nor when people of the company decided.</param>
    public async Task<ImportedReplies> ImportAsync(
        VendorId vendor, string actor, VendorReplies replies, string sha256, Func<Finding, bool>? shown, CancellationToken cancellationToken = default)
    {
        var received = new JsonObject { ["sha256"] = sha256, ["rows"] = replies.Rows, ["replies"] = replies.Replies.Count };
        var receivedAt = await journal.RecordAsync(vendor, actor, "replies received", _ => received, "", cancellationToken);
        var refused = new List<RefusedReply>(replies.Refused);
        var (taken, unchanged) = (0, 0);
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var reply in replies.Replies)
        {
            var (changed, why) = VendorFinding.FingerprintOf(reply.Id) is not { } digits ? (false, "`id` is not one of the list, such as F-3f0c9a41d2b7: leave that column as it was")
                : !lines.TryAdd(digits, reply.Line) ? (false, string.Create(CultureInfo.InvariantCulture, $"line {lines[digits]} answers the same finding: leave one of them out"))
                : await TakeAsync(new(vendor, actor, reply, receivedAt, shown), digits, cancellationToken);
            if (why is not null) refused.Add(new(reply.Line, reply.Id, why));
            else if (changed) taken++;
            else unchanged++;
        }
        return new(replies.Rows, taken, unchanged, [.. refused.OrderBy(row => row.Line)]);
    }

    private async Task<(bool Changed, string? Why)> TakeAsync(Given given, string digits, CancellationToken cancellationToken)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            var found = (await store.Findings.FindAsync(given.Vendor, digits, cancellationToken)).Where(given.Sees).ToList();
            if (found.Count != 1) return (false, found.Count == 0 ? "the vendor has no such finding" : "more than one finding has this id: answer it by its fingerprint instead");
            if (found[0].Finding.State is FindingState.Resolved) return (false, "an audit no longer finds it: there is nothing left to answer");
            if (!VendorFindings.IsAsked(found[0].Finding)) return (false, "the vendor is not asked about it: it does not fail, or is about nobody");
            if (given.Answered(found[0], Instant.MaxValue) is null) return (false, null);
            if (given.Overtaken(found[0]) is { } why) return (false, why);
            if (await WriteAsync(given, found[0], cancellationToken)) return (true, null);
        }
        return (false, "it is being changed by others all the time: import the file again");
    }

    private async Task<bool> WriteAsync(Given given, FindingRecord record, CancellationToken cancellationToken)
    {
        var (vendor, actor, reply) = (given.Vendor, given.Actor, given.Reply);
        var fingerprint = record.Finding.Fingerprint;
        // Not the version of the row, which audits change too: the same reply to the same decision is the same act.
        var before = record.OwnVersion;
        var at = await journal.RecordAsync(vendor, actor, "finding replied", Said, before, cancellationToken);
        var work = given.Answered(record, at)!;
        if (await store.Findings.DecideAsync(vendor, fingerprint, work, record.OwnExemption, record.ETag, cancellationToken) is ChangeOutcome.Changed) return true;
        var current = await store.Findings.FindOwnAsync(vendor, fingerprint, cancellationToken);
        // The same, taken in twice at once, stands.
        if (current is not null && (current.Finding.Work, current.Finding.Exemption) == (work, record.OwnExemption)) return true;
        // An audit has written it: what was said is still to be written. A person has decided: what was said did not take effect.
        if (current is not null && (current.Finding.Work, current.Finding.Exemption) != (record.OwnWork, record.OwnExemption))
            await journal.RecordAsync(vendor, actor, "change refused", Said, before, cancellationToken);
        return false;

        JsonObject Said(VendorJournal.Speaker speaker) => ResultJson.Present(
            ("finding", speaker.Finding(fingerprint)), ("rule", record.Finding.Rule),
            ("claim", reply.Claim is VendorClaim.None ? null : reply.Claim.ToString().ToLowerInvariant()), ("status", Wording.Of(StatusAfter(record.Finding, reply))),
            ("reply", reply.Text is null ? null : StoredText.Digest(reply.Text)), ("evidence", reply.Evidence is null ? null : StoredText.Digest(reply.Evidence)));
    }

    private static FindingStatus StatusAfter(Finding finding, VendorReply reply) =>
        FindingDecided.Excuses(finding) ? FindingDecided.StatusOf(finding) : StatusOf(reply.Claim) ?? FindingDecided.StatusOf(finding);

    private static FindingStatus? StatusOf(VendorClaim claim) => claim switch
    {
        VendorClaim.Fixed => FindingStatus.Fixed,
        VendorClaim.Disputed => FindingStatus.VendorDisputed,
        _ => null,
    };

    /// <param name="Received">When the file came in first.</param>
    /// <param name="Shown">Which findings whoever replies sees; null: all, and what was decided about them.</param>
    private sealed record Given(VendorId Vendor, string Actor, VendorReply Reply, Instant Received, Func<Finding, bool>? Shown)
    {
        private Instant Of => Reply.Made is { } made && made < Received ? made : Received;

        public bool Sees(FindingRecord record) => Shown is null || Shown(record.Finding);

        /// <returns>What stands with the finding after the reply; null: that stands there already.</returns>
        public FindingWork? Answered(FindingRecord record, Instant at)
        {
            var own = record.OwnWork;
            // This file has been taken in before, or a later one.
            if (own?.Replied >= Received) return null;
            var (text, evidence) = (Reply.Text ?? own?.Reply, Reply.Evidence ?? own?.ReplyEvidence);
            var same = (text, evidence) == (own?.Reply, own?.ReplyEvidence);
            var claim = NewClaim(own?.Claim, same, at);
            if (same && claim is null) return null;
            return (own ?? new() { Status = FindingStatus.Open, By = Actor, At = at }) with { Reply = text, ReplyEvidence = evidence, Replied = at, Claim = claim ?? own?.Claim };
        }

        /// <summary>Why its claim comes too late; null: it does not.</summary>
        public string? Overtaken(FindingRecord record)
        {
            if (NewClaim(record.OwnWork?.Claim, same: false, Instant.MaxValue) is null) return null;
            var decided = new[] { record.OwnWork, record.Finding.Work }.Where(work => work is { Decides: true } && work.At != work.Claim?.At).Max(work => work?.At);
            if (!(decided > Of)) return null;
            return Shown is null ? $"a person decided about it on {Wording.ToSecond(decided.Value)}, after the list was made: answer on a new list" : "it is no longer as it was when the list was made: answer on a new list";
        }

        // The same claim is a new one where the list that it comes in is later: it was found again since, or decided otherwise.
        private FindingClaim? NewClaim(FindingClaim? claimed, bool same, Instant at) =>
            StatusOf(Reply.Claim) is not { } status || (claimed?.Status == status && (claimed.At >= Of || (same && Reply.Made is null))) ? null : new(status, Actor, at);
    }
}
