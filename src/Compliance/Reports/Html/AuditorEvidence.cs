using Compliance.Evidence;

namespace Compliance.Reports.Html;

/// <summary>The index of the evidence: each source by digest, with its counts and its entry; then what could not be read.</summary>
internal static class AuditorEvidence
{
    public static void Write(AuditorReport report, HtmlWriter html)
    {
        html.Element("h2", "Evidence", ("id", "evidence"));
        var sources = report.Population.Sources;
        if (sources.Count == 0)
        {
            html.Element("p", "None.");
            return;
        }
        var places = report.Trail?.Sources;
        List<HtmlColumn<SourceSummary>> columns =
        [
            new("Source, SHA-256 of its bytes as received", WriteIdentity, "wide"),
            HtmlColumn<SourceSummary>.Of("Format", source => source.Format),
            HtmlColumn<SourceSummary>.Of("Records", source => Shown.Number(source.Records), "number"),
            HtmlColumn<SourceSummary>.Of("Rejected", source => Shown.Number(source.Rejected), "number"),
            HtmlColumn<SourceSummary>.Of("Duplicates", source => Shown.Number(source.Duplicates), "number"),
            new("From, to", (cell, source) => cell.Times(source.First, source.Last)),
            HtmlColumn<SourceSummary>.Of("Bytes", source => Shown.Number(source.Bytes), "number"),
            new("Came here", WriteArrival),
            HtmlColumn<SourceSummary>.Of("Entry", source => places?.GetValueOrDefault(source.Source) is { } place ? Shown.Number(place.Index) : "", "number"),
        ];
        if (places is null or { Count: 0 }) columns.RemoveAt(columns.Count - 1);
        HtmlTable.Write(html, "Index of the evidence", columns, sources);
        foreach (var source in sources.Where(source => source.RejectedSamples.Count > 0)) WriteRejected(source, html);
    }

    private static void WriteIdentity(HtmlWriter html, SourceSummary source)
    {
        html.Text(source.Source);
        html.Empty("br");
        html.Element("code", source.Sha256, ("class", "soft"));
    }

    private static void WriteArrival(HtmlWriter html, SourceSummary source)
    {
        html.Text($"{source.Method} ");
        if (source.CollectedAt is { } at) html.Time(at);
    }

    private static void WriteRejected(SourceSummary source, HtmlWriter html)
    {
        html.Element("h3", $"{Shown.Count(source.Rejected, "record")} rejected in {source.Source}");
        using (html.Open("ul"))
            foreach (var sample in source.RejectedSamples) html.Element("li", $"record {sample.Record}: {sample.Reason}");
        if (source.Rejected > source.RejectedSamples.Count)
            html.Element("p", $"and {Shown.Number(source.Rejected - source.RejectedSamples.Count)} more", ("class", "soft"));
    }
}
