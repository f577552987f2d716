using Compliance.Entitlements.Review;
using Compliance.Events;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Reports;

/// <summary>The certification sheet as CSV (RFC 4180, cells neutralised as in <see cref="CsvCell"/>): the columns of the access-review history of Microsoft
/// Entra ID, so that what reads one reads the other, then those that our decisions need. Reviewers fill in <c>Decision</c>, <c>Reviewer</c> and <c>Justification</c>.</summary>
public static class AccessReviewSheet
{
    private static readonly LocalDatePattern Day = LocalDatePattern.Iso;

    // Source: Microsoft Entra, "Create and manage downloadable access review history report".
    private static readonly string[] OfEntra =
    [
        "AccessReviewId", "AccessReviewSeriesId", "ReviewType", "ResourceDisplayName", "ResourceId", "ReviewName", "CreatedDateTime", "ReviewStartDate", "ReviewEndDate", "ReviewStatus",
        "OwnerId", "OwnerName", "OwnerUPN", "PrincipalId", "PrincipalName", "PrincipalUPN", "PrincipalType", "ReviewDate", "ReviewResult", "Justification",
        "ReviewerId", "ReviewerName", "ReviewerUPN", "ReviewerEmailAddress", "AppliedByName", "AppliedByUPN", "AppliedByEmailAddress", "AppliedDate", "AccessRecommendation", "SubmissionResult",
    ];

    private static readonly string[] Ours =
    [
        "Vendor", "System", "Decision", "Reviewer", "Due", "Reason", "Enabled", "LastLogin", "GrantedAt", "GrantedBy", "AsOf", "Entitlement",
    ];

    /// <summary>The columns, in order.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. OfEntra, .. Ours];

    /// <param name="zone">Of access.yaml: days are told in it.</param>
    public static void Write(AccessReview review, DateTimeZone zone, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(review);
        ArgumentNullException.ThrowIfNull(output);
        CsvCell.WriteRow(Columns.Select(column => (string?)column), output);
        foreach (var item in review.Items)
        {
            var cells = Cells(review, item, zone);
            CsvCell.WriteRow(Columns.Select(cells.GetValueOrDefault), output);
        }
    }

    private static Dictionary<string, string?> Cells(AccessReview review, ReviewedEntitlement item, DateTimeZone zone)
    {
        var (account, grant) = (item.Account, item.Grant);
        var created = Wording.Of(review.At);
        // The last day on which it may still be there.
        var due = review.Due is { } end ? Day.Format((end - Duration.Epsilon).InZone(zone).Date) : null;
        return new(StringComparer.Ordinal)
        {
            ["AccessReviewId"] = review.Id,
            ["ReviewType"] = "Role",
            ["ResourceDisplayName"] = grant.Role,
            ["ResourceId"] = account.System,
            ["ReviewName"] = $"{review.Vendor} {Day.Format(review.At.InZone(zone).Date)}",
            ["CreatedDateTime"] = created,
            ["ReviewStartDate"] = created,
            ["ReviewEndDate"] = due,
            ["ReviewStatus"] = "InProgress",
            ["PrincipalId"] = account.Id,
            ["PrincipalName"] = account.Principal,
            ["PrincipalUPN"] = account.Name,
            ["PrincipalType"] = account.Kind is AccountKind.Service or AccountKind.Bot ? "ServicePrincipal" : "User",
            ["ReviewResult"] = "NotReviewed",
            ["AccessRecommendation"] = item.Against.Count > 0 ? "Deny" : "NoInfo",
            ["Vendor"] = review.Vendor.Value,
            ["System"] = account.System,
            ["Due"] = due,
            ["Reason"] = string.Join("; ", item.Against),
            ["Enabled"] = account.Enabled switch { true => "true", false => "false", null => null },
            ["LastLogin"] = account.LastLogin is { } last ? Wording.Of(last) : account.NeverUsed ? "never" : null,
            ["GrantedAt"] = grant.GrantedAt is { } granted ? Wording.Of(granted) : null,
            ["GrantedBy"] = grant.GrantedBy,
            ["AsOf"] = account.AsOf is { } asOf ? Wording.Of(asOf) : null,
            ["Entitlement"] = EntitlementDigest.Of(account.System, account.Name, grant.Role),
        };
    }
}
