using System.Globalization;
using System.Text;
using Compliance.Findings;
using Compliance.Reports.Html;
using Compliance.Vendors;

namespace Compliance.Reports;

/// <summary>For whom a report is.</summary>
public enum ReportAudience
{
    /// <summary>What the vendor is asked to answer.</summary>
    Vendor,

    /// <summary>All that an auditor works from.</summary>
    Auditor,

    /// <summary>One page.</summary>
    Management,
}

/// <summary>How a report is written.</summary>
public enum ReportForm
{
    Html,
    Json,
    Csv,
}

/// <summary>Writes a report for its audience in one of its forms; REPORTS.md describes them.</summary>
public static class AudienceReport
{
    /// <param name="record">The vendor's files: by them a person is the vendor's own. Only the vendor's list needs them.</param>
    /// <param name="names">How an auditor's report, and management's, say persons. The vendor's list has the names that the vendor's files have.</param>
    /// <exception cref="InputException">The list for a vendor is asked for and its files are not at hand.</exception>
    public static void Write(ReportedAudit reported, VendorRecord? record, ShownNames names, ReportAudience audience, ReportForm form, Stream output)
    {
        switch (audience)
        {
            case ReportAudience.Vendor:
                if (record is null) throw new InputException("who is the vendor's own stands in its files, which are not at hand: put the folder back where it was audited");
                var list = VendorFindings.Of(reported.Result, record, reported.Now);
                Write(form, output, text => VendorHtml.Write(list, text), json => VendorFindingsJson.Write(list, json), text => VendorFindingsCsv.Write(list, text));
                break;
            case ReportAudience.Auditor:
                var auditor = AuditorReport.Of(reported, names);
                Write(form, output, text => AuditorHtml.Write(auditor, text), json => AuditorReportJson.Write(auditor, json), text => AuditorReportCsv.Write(auditor, text));
                break;
            case ReportAudience.Management:
                var management = ManagementReport.Of(reported, names);
                Write(form, output, text => ManagementHtml.Write(management, text), json => ManagementReportJson.Write(management, json), text => WriteCourse(management, text));
                break;
            default: throw new ArgumentOutOfRangeException(nameof(audience), audience, "not an audience");
        }
    }

    /// <summary>The Content-Security-Policy of the HTML, for the header of whoever serves it.</summary>
    public static string Policy => ReportPage.Policy;

    /// <summary>MIME type of a form.</summary>
    public static string MediaType(ReportForm form) => form switch
    {
        ReportForm.Html => "text/html; charset=utf-8",
        ReportForm.Json => "application/json",
        _ => "text/csv; charset=utf-8; header=present",
    };

    private static void Write(ReportForm form, Stream output, Action<TextWriter> html, Action<Stream> json, Action<TextWriter> csv)
    {
        if (form is ReportForm.Json)
        {
            json(output);
            return;
        }
        using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        (form is ReportForm.Html ? html : csv)(text);
    }

    // What a spreadsheet draws a trend of.
    private static void WriteCourse(ManagementReport report, TextWriter output)
    {
        var severities = Enum.GetValues<Severity>().OrderDescending().ToList();
        output.Write(string.Join(',', (string[])["audit", "at", "verdict", .. severities.Select(Wording.Of)]) + "\r\n");
        foreach (var point in report.Course)
        {
            var counts = severities.Select(severity => point.Standing.GetValueOrDefault(severity).ToString(CultureInfo.InvariantCulture));
            output.Write(string.Join(',', (string[])[CsvCell.Of(point.Audit), Wording.Of(point.At), Wording.Of(point.Verdict), .. counts]) + "\r\n");
        }
    }
}
