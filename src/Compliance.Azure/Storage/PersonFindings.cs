using Azure.Data.Tables;
using Compliance.Findings;
using Compliance.Vendors;

namespace Compliance.Storage;

/// <summary>The findings that name a person, for whoever takes the name out of those that are resolved.</summary>
internal sealed class PersonFindings(Store store, VendorId vendor, NameInText name, string pseudonym)
{
    private const int MaxRaces = 20;

    private readonly StoreTable _table = store.Table("findings");

    /// <summary>How many rows name the person: resolved ones, and others.</summary>
    public async Task<(int Resolved, int Others)> CountAsync(CancellationToken cancellationToken)
    {
        var (resolved, others) = (0, 0);
        await foreach (var row in _table.RowsAsync($"PartitionKey eq {vendor.Value}", cancellationToken: cancellationToken))
        {
            if (!IsNamedIn(row)) continue;
            if (await IsResolvedAsync(row, cancellationToken)) resolved++;
            else others++;
        }
        return (resolved, others);
    }

    /// <summary>Puts the pseudonym in place of the name in each resolved finding. Repeatable.</summary>
    public async Task RewriteAsync(CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        await foreach (var row in _table.RowsAsync($"PartitionKey eq {vendor.Value}", cancellationToken: cancellationToken))
            if (IsNamedIn(row)) keys.Add(row.RowKey);
        foreach (var key in keys) await RewriteAsync(key, cancellationToken);
    }

    // Whom the finding is about has a name of their own, also when the names table does not know it any more.
    private bool IsNamedIn(TableEntity row) => name.IsIn(row) && name.Beside(FindingRow.Read(row).Written.Finding.Principal).IsIn(row);

    private async Task RewriteAsync(string fingerprint, CancellationToken cancellationToken)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            if (await _table.FindAsync(vendor.Value, fingerprint, cancellationToken) is not { } row || !await IsResolvedAsync(row, cancellationToken)) return;
            if (await _table.MergeAsync(Without(row), row.ETag, cancellationToken) is not null) return;
        }
    }

    // Only what its audit has made count: what stood there before that audit then counts no more.
    private async Task<bool> IsResolvedAsync(TableEntity row, CancellationToken cancellationToken)
    {
        var written = FindingRow.Read(row).Written;
        return written.Finding.State is FindingState.Resolved
            && await store.Audits.FindAsync(vendor, written.Audit, cancellationToken) is { State: RunState.Succeeded };
    }

    private TableEntity Without(TableEntity row)
    {
        var found = FindingRow.Read(row);
        var person = name.Beside(found.Written.Finding.Principal);
        var change = FindingRow.Write(vendor.Value, found.Written with { Finding = Without(person, found.Written.Finding) }, before: null);
        var decided = FindingRow.WriteDecision(
            vendor.Value, found.Written.Finding.Fingerprint, found.Work is { } work ? Without(person, work) : null, found.Exemption is { } exemption ? Without(person, exemption) : null);
        (change["E"], change["W"]) = (decided["E"], decided["W"]);
        return change;
    }

    private Finding Without(NameInText person, Finding finding) => finding with
    {
        Principal = Without(person, finding.Principal),
        Role = Without(person, finding.Role),
        Action = Without(person, finding.Action),
        Resource = Without(person, finding.Resource),
        Message = Without(person, finding.Message)!,
        Fix = Without(person, finding.Fix)!,
        Evidence = [.. finding.Evidence.Select(reference => reference with { Source = Without(person, reference.Source)! })],
        Exemption = finding.Exemption is { } exemption ? Without(person, exemption) : null,
    };

    private Exemption Without(NameInText person, Exemption exemption) => new(
        Without(person, exemption.Owner)!, Without(person, exemption.RequestedBy)!, Without(person, exemption.ApprovedBy)!, Without(person, exemption.Reason)!, exemption.Expires)
    {
        CompensatingControl = Without(person, exemption.CompensatingControl),
    };

    private FindingWork Without(NameInText person, FindingWork work) => work with
    {
        Owner = Without(person, work.Owner),
        Reason = Without(person, work.Reason),
        Reply = Without(person, work.Reply),
        ReplyEvidence = Without(person, work.ReplyEvidence),
        Claim = work.Claim is { } claim ? claim with { By = Without(person, claim.By)! } : null,
        Control = Without(person, work.Control),
        ById = Without(person, work.By) == work.By ? work.ById : null,
        By = Without(person, work.By)!,
    };

    private string? Without(NameInText person, string? text) => text is null ? null : person.Replace(text, pseudonym);
}
