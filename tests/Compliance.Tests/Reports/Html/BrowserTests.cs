using System.Text.RegularExpressions;
using Compliance.Findings;
using Compliance.Reports;
using Compliance.Tests.Transit.Servers;

namespace Compliance.Tests.Reports.Html;

/// <summary>A real browser opens the pages: what it makes of them is what was written, nothing of evidence runs, and they print.</summary>
public sealed partial class BrowserTests : IDisposable
{
    private const string Browser = "chromium";
    private const string Hostile = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";

    private readonly string _folder = Directory.CreateTempSubdirectory("pages-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public async Task What_the_browser_makes_of_a_page_is_what_was_written()
    {
        var page = Page.Of(Reported.Audit with { Sample = Reported.Sample }, ReportAudience.Auditor);

        var dom = await RunAsync(page, "--dump-dom");

        Assert.Equal(Counts(page.Text), Counts(dom));
        Assert.Contains("<title>Report for an auditor: acme-bpo</title>", dom, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Nothing_that_evidence_says_runs()
    {
        var page = Page.Of(Reported.Of(HandMade.Of([Reported.Late with { Principal = Hostile, Action = Hostile }])), ReportAudience.Auditor);

        var dom = await RunAsync(page, "--dump-dom");

        Assert.Contains("<title>Report for an auditor: acme-bpo</title>", dom, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", dom, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Even_markup_that_got_through_would_not_run()
    {
        var page = Page.Of(Reported.Audit, ReportAudience.Management);
        var broken = Page.Read(page.Text.Replace("</main>", "<script>document.title='taken'</script></main>", StringComparison.Ordinal));

        var dom = await RunAsync(broken, "--dump-dom");

        Assert.Contains("document.title='taken'", dom, StringComparison.Ordinal);
        Assert.Contains("<title>Report for management: acme-bpo</title>", dom, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Managements_page_prints_on_one_sheet_however_much_there_is_to_say()
    {
        var roles = Enumerable.Range(0, 40).Select(role => $"role{role}").ToList();
        Finding[] findings =
        [
            .. roles.Select(role => Reported.Late with { Role = role, Fingerprint = Fingerprint.Of("unknown-account", "acme-bpo", "ghost", role, null) }),
            .. roles.Select(role => Reported.Accepted with { Role = role, Fingerprint = Fingerprint.Of("unauthorized-action", "acme-bpo", "ghost", role, null) }),
        ];
        var reported = Reported.Of(HandMade.Of(findings) with { Checks = [.. roles.Select(role => new Check(role, Verdict.NotEvaluable, 0, string.Concat(Enumerable.Repeat("evidence is missing ", 40))))] });

        Assert.Equal(1, await PagesAsync(Page.Of(reported, ReportAudience.Management)));
    }

    [SkippableFact]
    public async Task An_auditors_page_prints_on_as_many_as_it_needs() =>
        Assert.InRange(await PagesAsync(Page.Of(Reported.Audit with { Sample = Reported.Sample }, ReportAudience.Auditor)), 2, 6);

    [SkippableFact]
    public async Task A_page_is_drawn_with_its_style()
    {
        var page = Page.Of(Reported.Audit, ReportAudience.Management);

        var drawn = await DrawAsync(page, "styled.png");
        var bare = await DrawAsync(Page.Read(Style().Replace(page.Text, "<style></style>")), "bare.png");

        // A style sheet that its own policy refused would leave both alike.
        Assert.NotEqual(bare, drawn);
    }

    private async Task<byte[]> DrawAsync(Page page, string name)
    {
        var picture = Path.Combine(_folder, name);
        await RunAsync(page, "--hide-scrollbars", "--window-size=1000,900", $"--screenshot={picture}");
        return await File.ReadAllBytesAsync(picture);
    }

    private async Task<int> PagesAsync(Page page)
    {
        var pdf = Path.Combine(_folder, "page.pdf");
        await RunAsync(page, "--no-pdf-header-footer", $"--print-to-pdf={pdf}");
        var text = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(pdf));
        return PageCounts().Matches(text).Max(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
    }

    private async Task<string> RunAsync(Page page, params string[] arguments)
    {
        Skip.If(OutsideProgram.Missing(Browser) is not null, OutsideProgram.Missing(Browser));
        var file = Path.Combine(_folder, "page.html");
        await File.WriteAllTextAsync(file, page.Text);
        return await OutsideProgram.RunAsync(Browser, _folder,
            ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", $"--user-data-dir={Path.Combine(_folder, "profile")}", .. arguments, $"file://{file}"]);
    }

    // Of the elements that carry what a report says: a browser moves or adds none of them where the page is well made.
    private static Dictionary<string, int> Counts(string html) => Element().Matches(html).CountBy(match => match.Groups[1].Value).ToDictionary();

    [GeneratedRegex("<(h1|h2|h3|table|caption|thead|tbody|tr|th|td|dl|dt|dd|p|ul|li|code|span|time|nav|a|br)[ >]", RegexOptions.CultureInvariant)]
    private static partial Regex Element();

    [GeneratedRegex(@"/Count (\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex PageCounts();

    [GeneratedRegex("<style>.*?</style>", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Style();
}
