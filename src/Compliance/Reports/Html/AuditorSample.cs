using System.Globalization;

namespace Compliance.Reports.Html;

/// <summary>The records to look at by hand, and how anybody chooses the same ones.</summary>
internal static class AuditorSample
{
    public static void Write(RecordSample sample, HtmlWriter html)
    {
        html.Element("h2", "Sample", ("id", "sample"));
        html.Element("p", $"{Shown.Number(sample.Records.Count)} of {Shown.Count(sample.Population, "record")} of the logs, chosen with the seed {sample.Seed}. Every record has the same chance, "
            + "also one that was rejected, is a duplicate, or lies out of scope or out of the window.");
        html.Element("p", "Chosen are the records whose SHA-256 over seed, source and record, with a line feed between, is smallest. The first one by hand, in a POSIX shell:");
        if (sample.Records is [var first, ..])
            html.Element("pre", string.Create(CultureInfo.InvariantCulture, $"printf '%s\\n%s\\n%s' {sample.Seed} {Quoted(first.Reference.Source)} {first.Reference.Record} | sha256sum"));
        HtmlTable.Write(html, "Records of the sample, as the audit read them",
        [
            new("Record, SHA-256 of its bytes", WriteIdentity, "wide"),
            new("When", WriteTime),
            HtmlColumn<SampledRecord>.Of("Account", record => record.Account ?? "", "named"),
            HtmlColumn<SampledRecord>.Of("Action", record => record.Events > 1 ? $"{record.Action}, first of {record.Events} events" : record.Action ?? "", "named"),
            HtmlColumn<SampledRecord>.Of("Resource", record => record.Resource ?? "", "named"),
            HtmlColumn<SampledRecord>.Of("Outcome", record => record.Outcome ?? ""),
            HtmlColumn<SampledRecord>.Of("In findings", record => record.CitedBy.Count == 0 ? "" : Shown.Number(record.CitedBy.Count), "number"),
            HtmlColumn<SampledRecord>.Of("Chosen by", record => $"{record.Digest[..16]}…", "mono"),
        ], sample.Records);
        using (html.Open("p"))
        {
            html.Text("The record itself, once its log is held to its digest: ");
            html.Element("code", "compliance evidence show <source>#<record>");
            html.Text(".");
        }
    }

    private static void WriteIdentity(HtmlWriter html, SampledRecord record)
    {
        html.Text($"{record.Reference.Source}#{record.Reference.Record}");
        if (record.Sha256 is not { } digest) return;
        html.Empty("br");
        html.Element("code", digest, ("class", "soft"));
    }

    private static void WriteTime(HtmlWriter html, SampledRecord record)
    {
        if (record.Unread is { } why) html.Element("span", why, ("class", "notEvaluable"));
        else html.Time(record.Time);
    }

    // A path may hold an apostrophe.
    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
