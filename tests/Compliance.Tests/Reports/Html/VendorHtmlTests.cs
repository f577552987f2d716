using Compliance.Reports;

namespace Compliance.Tests.Reports.Html;

public sealed class VendorHtmlTests
{
    [Fact]
    public void Each_failing_finding_stands_under_what_is_asked_with_the_id_to_answer_by()
    {
        var page = Page.Of(Reported.Audit, ReportAudience.Vendor, record: Reported.Record);

        var row = Assert.Single(page.Rows("unknown-account"));
        Assert.Equal((VendorFinding.ShortId(Reported.Late.Fingerprint), "high", "ghost"), (row[0], row[1], row[2]));
        Assert.Contains("2026-03-09 09:00:00Z, overdue", row);
        Assert.Equal("2 findings about your people, 1 overdue.", page.Main.Elements("p").First().Value);
        Assert.Equal("agent2 was told to; ask k.voss@acme-bpo.example", Assert.Single(page.Rows("unauthorized-action"))[^1]);
    }

    [Fact]
    public void What_is_accepted_or_resolved_is_not_asked_for()
    {
        var page = Page.Of(Reported.Of(HandMade.Of([Reported.Accepted, HandMade.Gone])), ReportAudience.Vendor, record: Reported.Record);

        Assert.Equal("There is nothing to answer.", page.Main.Value.Trim());
    }

    [Fact]
    public void Without_the_vendors_files_nobody_is_called_its_own()
    {
        var refused = Assert.Throws<InputException>(() => Page.Write(Reported.Audit, ReportAudience.Vendor, ReportForm.Csv));

        Assert.Contains("not at hand", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_json_form_says_the_same()
    {
        var json = System.Text.Json.JsonElement.Parse(Page.Write(Reported.Audit, ReportAudience.Vendor, ReportForm.Json, record: Reported.Record));

        Assert.Equal("vendor", json.GetProperty("for").GetString());
        var first = json.GetProperty("findings")[0];
        Assert.Equal(VendorFinding.ShortId(Reported.Late.Fingerprint), first.GetProperty("id").GetString());
        Assert.True(first.GetProperty("overdue").GetBoolean());
        Assert.Equal("vendor-disputed", json.GetProperty("findings")[1].GetProperty("status").GetString());
    }
}
