using System.Security.Cryptography;
using System.Text;
using Compliance.Findings;

namespace Compliance.Reports.Html;

/// <summary>The frame of every report: one file that needs no other, runs nothing, asks nobody, and prints.</summary>
/// <remarks>The policy in its head forbids scripts, forms and every resource, and permits the one style sheet by its digest: were
/// hostile evidence ever to get through as markup, a browser would still load and run nothing of it.</remarks>
internal static class ReportPage
{
    private static readonly string Style = ReadStyle();

    /// <summary>The page's Content-Security-Policy, also for the header of whoever serves it.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'";

    /// <param name="kind">Class of the body, by which the style sheet tells the reports apart.</param>
    /// <param name="body">Writes what stands in <c>main</c>; its first heading is of the second level.</param>
    public static void Write(TextWriter output, string kind, string title, string subject, Verdict? verdict, Action<HtmlWriter> body, string footer)
    {
        var html = new HtmlWriter(output);
        html.Raw("<!DOCTYPE html>\n");
        using (html.Open("html", ("lang", "en")))
        {
            using (html.Open("head")) WriteHead(html, $"{title}: {subject}");
            using (html.Open("body", ("class", kind)))
            {
                using (html.Open("header"))
                {
                    html.Element("p", title, ("class", "kind"));
                    using (html.Open("h1"))
                    {
                        html.Text(subject);
                        if (verdict is { } word) WriteVerdict(html, word);
                    }
                }
                using (html.Open("main")) body(html);
                using (html.Open("footer")) html.Element("p", footer);
            }
        }
    }

    /// <summary>A verdict: its word always, its colour besides.</summary>
    public static void WriteVerdict(HtmlWriter html, Verdict verdict) =>
        html.Element("span", Shown.Of(verdict), ("class", $"verdict {Wording.Of(verdict)}"));

    /// <inheritdoc cref="WriteVerdict"/>
    public static void WriteSeverity(HtmlWriter html, Severity severity) =>
        html.Element("span", Wording.Of(severity), ("class", $"severity {Wording.Of(severity)}"));

    private static void WriteHead(HtmlWriter html, string title)
    {
        html.Empty("meta", ("charset", "utf-8"));
        html.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
        html.Empty("meta", ("name", "referrer"), ("content", "no-referrer"));
        html.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.Element("title", title);
        html.Raw($"<style>{Style}</style>\n");
    }

    private static string ReadStyle()
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream("Reports/report.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // HTML parsers read CRLF as LF, and the digest is of what they read.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
