using Compliance.Vendors;

namespace Compliance.Reports;

/// <summary>The names of persons and accounts that the texts of a report may hold, as far as they are known.</summary>
public static class ReportedNames
{
    /// <param name="record">The vendor's files; null: not at hand.</param>
    public static IEnumerable<string?> Of(ReportedAudit reported, VendorRecord? record)
    {
        yield return reported.Audit.StartedBy;
        yield return reported.Audit.Policy.ApprovedBy;
        foreach (var finding in reported.Result.Findings)
        {
            yield return finding.Principal;
            yield return finding.Exemption?.Owner;
            yield return finding.Exemption?.RequestedBy;
            yield return finding.Exemption?.ApprovedBy;
            yield return finding.Work?.Owner;
            yield return finding.Work?.By;
        }
        if (record is null) yield break;
        foreach (var person in record.People?.ByName.Keys ?? []) yield return person;
        foreach (var account in record.Accounts)
        {
            yield return account.Name;
            yield return account.Person;
            yield return account.Owner;
        }
        foreach (var assignment in record.Access.Assignments) yield return assignment.Principal;
    }
}
