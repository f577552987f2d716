using System.Text;
using System.Text.Json;
using Compliance.Regimes;
using Compliance.Reports;
using Compliance.Tests.Regimes;

namespace Compliance.Tests.Reports;

public sealed class DeadlineReportsTests
{
    private static readonly DeadlineQuestion Question = new() { Facts = [Law.Fact("awareness", "2026-11-20T16:30:00.25Z")], Zone = Law.Zone("UTC"), Now = Law.Now };

    [Fact]
    public void Times_carry_an_offset_that_is_a_number_also_in_UTC_and_a_fraction_only_when_there_is_one()
    {
        var json = Json(DeadlineAnswer.Of(Law.Of("eu-gdpr.art33-1"), Question));

        Assert.Equal("2026-11-23T16:30:00.25+00:00", json.GetProperty("due_at").GetString());
        Assert.Equal("2026-11-23T17:00:00+00:00", json.GetProperty("latest_arguable_at").GetString());
    }

    [Fact]
    public void What_is_absent_is_null_and_its_key_is_there()
    {
        var json = Json(DeadlineAnswer.None("zz"));

        Assert.Equal(["duty", "recipient", "due_at", "latest_arguable_at", "latest_arguable_why", "latest_arguable_source", "anchor", "anchor_at", "confidence", "source", "jurisdiction", "law", "article", "stage"],
            json.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Null).Select(member => member.Name));
        Assert.Equal(["zz", "no_rule", "none"], new[] { "regime", "status", "rule" }.Select(key => json.GetProperty(key).GetString()));
    }

    [Fact]
    public void Every_status_and_duty_has_a_word_of_its_own()
    {
        var statuses = Enum.GetValues<DeadlineStatus>().Select(DeadlineWording.Of).ToList();
        Assert.Equal(["due", "soft_standard", "disabled", "not_yet_effective", "pending_anchor", "not_triggered", "calendar_missing", "unconfirmed", "no_rule"], statuses);
        Assert.Equal(["customer", "vendor", "both", "third_party"], Enum.GetValues<Duty>().Select(DeadlineWording.Of));
    }

    [Fact]
    public void Csv_has_a_row_a_rule_and_quotes_what_has_commas()
    {
        using var output = new StringWriter();
        DeadlineCsv.Write([DeadlineAnswer.Of(Law.Of("eu-gdpr.art33-1"), Question), DeadlineAnswer.None("=zz")], output);

        var rows = output.ToString().Split("\r\n");
        Assert.Equal(4, rows.Length);
        Assert.StartsWith("eu-gdpr.art33-1,EU/EEA,GDPR Regulation (EU) 2016/679,\"Art. 33(1),(3)-(5)\",authority notification,customer,", rows[1], StringComparison.Ordinal);
        Assert.StartsWith("'=zz,,", rows[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_shows_what_can_be_argued_for_beside_what_is_due()
    {
        using var output = new StringWriter();
        DeadlineTable.Write(DeadlineAnswer.Of(Law.Of("us-hipaa.ba"), Question with { Facts = [Law.Fact("discovery", "2026-11-20T16:30:00Z")] }), output);

        Assert.Contains("  vendor    vendor acting as AGENT", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("  tells     business associate (vendor) to covered entity: processor to controller", output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(DeadlineWording.Disclaimer + "\n", output.ToString(), StringComparison.Ordinal);
    }

    private static JsonElement Json(DeadlineAnswer answer)
    {
        using var output = new MemoryStream();
        DeadlineJson.Write(answer, output);
        return JsonElement.Parse(Encoding.UTF8.GetString(output.ToArray()));
    }
}
