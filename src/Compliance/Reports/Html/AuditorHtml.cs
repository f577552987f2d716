namespace Compliance.Reports.Html;

/// <summary>An auditor's report as one page of HTML.</summary>
public static class AuditorHtml
{
    private static readonly (string Id, string Title)[] Sections =
    [
        ("scope", "Scope"), ("population", "Population"), ("tests", "Tests"), ("exceptions", "Exceptions"), ("accepted", "Risks accepted"),
        ("evidence", "Evidence"), ("trail", "Trail"), ("sample", "Sample"), ("limits", "Limits"),
    ];

    public static void Write(AuditorReport report, TextWriter output) => ReportPage.Write(
        output, "auditor", "Report for an auditor", report.Audit.Vendor.Value, report.Audit.Verdict,
        html => WriteBody(report, html), $"Audit {report.Audit.Id}, {report.Audit.Tool}; report made {Shown.Second(report.Reported.Now)}.");

    private static void WriteBody(AuditorReport report, HtmlWriter html)
    {
        html.Element("p", AuditorReport.Statement, ("class", "statement"));
        WriteContents(report, html);
        WriteScope(report, html);
        WritePopulation(report, html);
        AuditorTests.Write(report.Tests, html);
        AuditorExceptions.Write(report, html);
        AuditorEvidence.Write(report, html);
        WriteTrail(report, html);
        if (report.Sample is { } sample) AuditorSample.Write(sample, html);
        html.Element("h2", "Limits", ("id", "limits"));
        using (html.Open("ul"))
            foreach (var limit in report.Limits) html.Element("li", limit);
    }

    private static void WriteContents(AuditorReport report, HtmlWriter html)
    {
        using var contents = html.Open("nav", ("aria-label", "Contents"));
        foreach (var (id, title) in Sections)
            if (id != "sample" || report.Sample is not null) html.Element("a", title, ("href", $"#{id}"));
    }

    private static void WriteScope(AuditorReport report, HtmlWriter html)
    {
        var (audit, reported) = (report.Audit, report.Reported);
        html.Element("h2", "Scope and period", ("id", "scope"));
        HtmlTable.WriteFacts(html,
            ("Vendor", audit.Vendor.Value),
            ("Verdict", Shown.Of(audit.Verdict)),
            ("Mode", Wording.Of(audit.Mode)),
            ("Window", Shown.Window(audit)),
            ($"Period begins (by {report.Population.Basis})", Shown.Second(report.Population.From)),
            ("Period ends", Shown.Second(report.Population.To)),
            ("Started by", report.StartedBy),
            ("Begun", reported.Started is { } started ? Shown.Second(started) : null),
            ("Ended", reported.Completed is { } completed ? Shown.Second(completed) : null),
            ("Access model approved by", report.ApprovedBy ?? "nobody"),
            ("Approved on", audit.Policy.ApprovedOn is { } on ? Wording.Of(on) : null),
            ("Contract", audit.Policy.Contract),
            ("SHA-256 of the access model", audit.Policy.Sha256),
            ("SHA-256 of the rules", audit.RulesDigest),
            ("Program", audit.Tool));
    }

    private static void WritePopulation(AuditorReport report, HtmlWriter html)
    {
        html.Element("h2", "Population", ("id", "population"));
        if (report.Reported.People is { } people)
            HtmlTable.WriteFacts(html,
                ("People", people.People is { } count ? Shown.Number(count) : "no list"),
                ("Accounts that the vendor listed", Shown.Number(people.Accounts)),
                ("Roles of the access model", Shown.Number(people.Roles)),
                ("Assignments", Shown.Number(people.Assignments)));
        HtmlTable.Write(html, "Evidence by kind",
        [
            HtmlColumn<EvidenceOfKind>.Of("Kind", kind => kind.Kind),
            HtmlColumn<EvidenceOfKind>.Of("Sources", kind => Shown.Number(kind.Sources), "number"),
            HtmlColumn<EvidenceOfKind>.Of("Records", kind => Shown.Number(kind.Records), "number"),
            HtmlColumn<EvidenceOfKind>.Of("Rejected", kind => Shown.Number(kind.Rejected), "number"),
            HtmlColumn<EvidenceOfKind>.Of("Duplicates", kind => Shown.Number(kind.Duplicates), "number"),
            HtmlColumn<EvidenceOfKind>.Of("Out of scope", kind => Shown.Number(kind.OutOfScope), "number"),
            HtmlColumn<EvidenceOfKind>.Of("Judged", kind => Shown.Number(kind.InScope), "number"),
            HtmlColumn<EvidenceOfKind>.At("First", kind => kind.First),
            HtmlColumn<EvidenceOfKind>.At("Last", kind => kind.Last),
        ], report.Population.Kinds);
    }

    private static void WriteTrail(AuditorReport report, HtmlWriter html)
    {
        html.Element("h2", "Trail", ("id", "trail"));
        if (report.Trail is not { } trail)
        {
            html.Element("p", report.Reported.IsRecorded ? "The audit's entries were not found in the vendor's trail." : "The audit is not on record: it has no entry in the vendor's trail.");
            return;
        }
        HtmlTable.WriteFacts(html,
            ("Entries of the log", Shown.Number(trail.Size)),
            ("Root at that size", trail.Root),
            ("Signed checkpoint covers", trail.SignedSize is { } size ? Shown.Count(size, "entry", "entries") : "nothing: none is signed"),
            ("Entries of this audit", $"{Shown.Number(trail.First)} to {Shown.Number(trail.Last)}"),
            ("Leaf hash of its last entry", trail.Completed),
            ("Digest of the result in that entry", trail.ResultDigest),
            ("The result reported here", trail.ResultAgrees switch
            {
                true => "has that digest",
                false => "has another digest: it was changed since, or written by another version of the program",
                null => null,
            }));
        using (html.Open("p"))
        {
            html.Text("Each exception and each source names its entry. In an export (");
            html.Element("code", "compliance trail export");
            html.Text(") line n + 1 of ");
            html.Element("code", "entries.ndjson");
            html.Text(" is entry n; its SHA-256 behind a zero byte is the leaf hash, and ");
            html.Element("code", "compliance trail verify");
            html.Text(" holds all of them to the signed root.");
        }
    }
}
