using System.Text.Encodings.Web;
using System.Text.Json;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Findings;

/// <summary>What a person wants to be decided about a finding, or about many.</summary>
public sealed record DecisionOrder
{
    /// <summary>Characters of a person's name.</summary>
    public const int MaxName = 256;

    /// <summary>Characters of a reason, and of what is done instead.</summary>
    public const int MaxText = 4000;

    /// <summary>How long a false positive stands that says nothing about it, and at most.</summary>
    public static readonly Duration FalsePositiveTime = Duration.FromDays(366);

    /// <summary>How far ahead a risk is accepted, and a time set, at most.</summary>
    public static readonly Duration FarthestAhead = Duration.FromDays(731);

    /// <summary>Bytes of UTF-8 that the texts of a decision have where they are kept: a property of a row takes 64 KiB, and the reason stands there twice.</summary>
    private const int MaxKept = 48_000;

    public required FindingStatus Status { get; init; }
    public string? Owner { get; init => field = value?.Trim(); }
    public Instant? Due { get; init; }
    public string? Reason { get; init => field = value?.Trim(); }

    /// <summary>Of <see cref="FindingStatus.RiskAccepted"/>: who asks for it, who approves it, and what is done instead.</summary>
    public string? RequestedBy { get; init => field = value?.Trim(); }
    public string? ApprovedBy { get; init => field = value?.Trim(); }
    public string? Control { get; init => field = value?.Trim(); }
    public Instant? Expires { get; init; }

    /// <summary>What the directory calls who decides; null: not known.</summary>
    public string? ById { get; init; }

    /// <summary>Why it cannot be decided so; null: it can.</summary>
    public DecisionRefusal? Refusal(Instant now)
    {
        if (Lengths() is { } length) return new(DecisionRefusal.Invalid, length);
        if (Due > now + FarthestAhead) return new(DecisionRefusal.Invalid, "`due` is at most two years ahead");
        return Status switch
        {
            FindingStatus.Open when Reason is null => Needs("reason", "open again by decision"),
            FindingStatus.Assigned when Owner is null => Needs("owner", "assigned"),
            FindingStatus.FalsePositive => FalsePositive(now),
            FindingStatus.RiskAccepted => RiskAccepted(now),
            FindingStatus.RiskRequested => RiskRequested(now),
            _ => Unexpected(),
        };
    }

    /// <summary>Why it cannot be decided about all that a selector matches; null: it can.</summary>
    public DecisionRefusal? Refusal(FindingSelector selector)
    {
        if (new[] { selector.Rule, selector.Role, selector.Action }.Any(name => name is not null && string.IsNullOrWhiteSpace(name)))
            return new("selector-invalid", "`rule`, `role` and `action` say something, or are left out");
        if (selector.Rule is { } rule && Catalogue.Find(rule, StringComparison.OrdinalIgnoreCase) is null)
            return new("selector-invalid", $"there is no rule {Excerpt.Of(rule)}: {Catalogue.NearTo(rule)}; name it in `rule` as findings have it");
        return selector.Narrowness == 0 && Status is FindingStatus.FalsePositive or FindingStatus.RiskAccepted or FindingStatus.RiskRequested
            ? new("selector-invalid", "failures are not taken away from every finding at once: name a `rule`, a `role` or an `action`") : null;
    }

    /// <summary>The decision, once it can be made.</summary>
    /// <param name="by">Who decides.</param>
    /// <param name="upto">How bad the finding is; of many, the worst.</param>
    /// <param name="count">How many events it has; null: it is about many.</param>
    public (FindingWork Work, Exemption? Exemption) At(string by, Instant at, Severity? upto, long? count = null)
    {
        var work = new FindingWork { Status = Status, Owner = Owner, Due = Due, Reason = Reason, By = by, At = at, Expires = Expires };
        return Status switch
        {
            FindingStatus.RiskAccepted => (work, new Exemption(Owner!, RequestedBy!, ApprovedBy!, Reason!, Expires!.Value) { CompensatingControl = Control }),
            FindingStatus.RiskRequested => (work with { Control = Control, ById = ById }, null),
            FindingStatus.FalsePositive => (work with { Expires = Expires ?? at + FalsePositiveTime, Upto = upto, UptoCount = count }, null),
            _ => (work, null),
        };
    }

    private DecisionRefusal? FalsePositive(Instant now)
    {
        if (Reason is null) return Needs("reason", "a false positive");
        if (Expires is { } end && (end <= now || end > now + FalsePositiveTime))
            return new(DecisionRefusal.Invalid, "`expires` of a false positive is in the future, and at most 366 days: it is looked at again each year");
        return ApprovedBy is null && Control is null && RequestedBy is null ? null : new(DecisionRefusal.Invalid, "`approvedBy`, `requestedBy` and `control` belong to `risk-accepted`: leave them out");
    }

    private DecisionRefusal? RiskAccepted(Instant now)
    {
        if (Owner is null || RequestedBy is null || ApprovedBy is null || Reason is null || Control is null)
            return new(DecisionRefusal.Invalid, "a risk is accepted with `owner`, `requestedBy`, `approvedBy`, `reason` and `control`, what is done instead: fill in what is missing");
        return End(now) ?? (Persons.AreOne(ApprovedBy, RequestedBy)
            ? new("approver-is-requester", "`approvedBy` is the requester: a risk is accepted by another person. `requestedBy`, who asks for it, is whoever calls unless it is given") : null);
    }

    private DecisionRefusal? RiskRequested(Instant now)
    {
        if (Owner is null || Reason is null || Control is null)
            return new(DecisionRefusal.Invalid, "that a risk be accepted is asked for with `owner`, `reason` and `control`, what is to be done instead: fill in what is missing");
        return End(now) ?? (ApprovedBy is null && RequestedBy is null ? null : new(DecisionRefusal.Invalid, "`approvedBy` and `requestedBy` belong to `risk-accepted`, and whoever asks is who decides: leave them out"));
    }

    private DecisionRefusal? End(Instant now)
    {
        if (Expires is null || Expires <= now) return new(DecisionRefusal.Invalid, "`expires` is an instant that has not passed: an acceptance of risk ends");
        return Expires > now + FarthestAhead ? new(DecisionRefusal.Invalid, "`expires` is at most two years ahead: an accepted risk is looked at again") : null;
    }

    private DecisionRefusal? Unexpected() => ApprovedBy is null && Control is null && RequestedBy is null && Expires is null
        ? null : new(DecisionRefusal.Invalid, "`approvedBy`, `requestedBy`, `control` and `expires` belong to `risk-accepted`, `expires` also to `false-positive`: leave them out");

    private string? Lengths()
    {
        foreach (var (name, text) in new[] { ("owner", Owner), ("requestedBy", RequestedBy), ("approvedBy", ApprovedBy) })
            if (text is not null && (string.IsNullOrWhiteSpace(text) || text.Length > MaxName)) return $"`{name}` says something, in at most {MaxName} characters";
        foreach (var (name, text) in new[] { ("reason", Reason), ("control", Control) })
            if (text is not null && (string.IsNullOrWhiteSpace(text) || text.Length > MaxText)) return $"`{name}` says something, in at most {MaxText} characters";
        return 2 * Kept(Reason) + Kept(Control) > MaxKept ? $"`reason` and `control` together are longer than can be kept: shorten them, or leave out pictures and control characters" : null;
    }

    private static int Kept(string? text) => text is null ? 0 : JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.Length;

    private static DecisionRefusal Needs(string member, string status) => new(DecisionRefusal.Invalid, $"`{member}` is missing: a finding that is {status} has one");
}

/// <summary>Why something cannot be decided.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Message">What was expected, for a person.</param>
public sealed record DecisionRefusal(string Code, string Message)
{
    /// <summary>The code of what lacks something, or has what does not belong to it.</summary>
    public const string Invalid = "decision-invalid";
}
