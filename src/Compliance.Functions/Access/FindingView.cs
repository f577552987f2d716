using System.Text.Json.Nodes;
using Azure;
using Compliance.Findings;
using Compliance.Functions.Http;
using Compliance.Handling;
using Compliance.Reports;
using Compliance.Storage;
using Compliance.Vendors;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Compliance.Functions.Access;

/// <summary>What a caller sees of a vendor's findings: the company everything; the vendor what its report asks it about (<see cref="VendorFindings"/>), and nothing
/// of the company's people or of what they wrote or decided.</summary>
/// <param name="own">Null: for the company.</param>
public sealed class FindingView(OwnPeople? own)
{
    // INVARIANT: what is not named here a vendor does not see, also what is added later.
    private static readonly HashSet<string> ForVendor = new(
        ["fingerprint", "rule", "severity", "verdict", "state", "principal", "role", "action", "resource", "count", "first", "last", "controls", "message", "fix", "opened", "due", "overdue",
            "status", "audit", "firstSeen", "lastSeen", "self"],
        StringComparer.Ordinal);

    // What it said itself.
    private static readonly string[] Replied = ["reply", "replyEvidence", "replied"];

    /// <summary>Whether it shows a finding at all.</summary>
    public bool Shows(Finding finding) => own is null || (VendorFindings.IsShown(finding) && own.Has(finding.Principal!));

    /// <summary>A page of those that it shows. A filter looks at what is shown, so that nobody finds out by asking what is not.</summary>
    public Task<Listing<FindingRecord>> ListAsync(FindingsTable findings, VendorId vendor, FindingFilter filter, Page page, CancellationToken cancellationToken) =>
        own is null ? findings.ListAsync(vendor, page.Size, filter, page.Continuation, null, cancellationToken)
            : findings.ListAsync(
                vendor, page.Size, filter with { Status = null }, page.Continuation,
                finding => Shows(finding) && (filter.Status is null || VendorFindings.StatusOf(finding) == filter.Status), cancellationToken);

    /// <summary>A finding that it shows.</summary>
    public JsonObject Body(HttpRequest request, VendorId vendor, FindingRecord record, Instant now)
    {
        var body = FindingBody.Of(request, vendor, record, now);
        if (own is null) return body;
        var shown = new JsonObject(body.Where(member => ForVendor.Contains(member.Key)).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        shown["status"] = Wording.Of(VendorFindings.StatusOf(record.Finding));
        foreach (var name in Replied)
            if (body["work"]?[name] is { } said) shown[name] = said.DeepClone();
        return shown;
    }

    /// <summary>The version under which a caller may change a finding. Null for the vendor, who changes none: by a new one it would learn that the company has decided something.</summary>
    public ETag? VersionOf(FindingRecord record) => own is null ? record.ETag : null;
}

/// <summary>Makes the view that is for whoever calls.</summary>
public sealed class FindingViews(IContracts contracts)
{
    /// <returns>The view, or why there is none.</returns>
    public async Task<(FindingView? View, IResult? Problem)> OfAsync(HttpRequest request, VendorId vendor, CancellationToken cancellationToken)
    {
        if (!SignedIn.By(request).IsVendorAlone) return (new(null), null);
        try
        {
            return (new(new((await contracts.OfAsync(vendor, cancellationToken)).Record)), null);
        }
        // What is wrong with the company's files is not for the vendor.
        catch (InputException)
        {
            return (null, Problem.Of(409, "report-unavailable", "who is the vendor's own stands in the files of its contract, which cannot be used: ask the company to put that right"));
        }
    }
}
