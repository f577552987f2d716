using System.Security.Cryptography;
using System.Text;
using Compliance.Findings;
using Compliance.Reports;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Reports.Html;

/// <summary>Whoever is logged writes the logs. Nothing that they write changes what a page is made of.</summary>
public sealed class HostilePageTests
{
    [Fact]
    public void Whatever_evidence_says_stays_text() => Prop.ForAll(HostileNames.Any, name =>
    {
        foreach (var audience in Enum.GetValues<ReportAudience>())
        {
            var (hostile, harmless) = (PageOf(audience, name), PageOf(audience, "x"));
            Assert.Equal(harmless.Skeleton(), hostile.Skeleton());
            Assert.DoesNotContain(hostile.Root.Descendants(), element => element.Name.LocalName is "script" or "img" or "iframe" or "object" or "form" or "link" or "base");
        }
    }).Check(Tried.Times());

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("</style></title></table><svg onload=alert(1)>")]
    [InlineData("&lt;b&gt; &amp; &#60;")]
    [InlineData("]]> --> <!-- <![CDATA[")]
    public void Markup_is_shown_as_it_was_written(string name)
    {
        var page = PageOf(ReportAudience.Vendor, name);

        Assert.Contains(page.Root.Descendants("td"), cell => cell.Value == name);
        Assert.Empty(page.Root.Descendants("script"));
    }

    [Fact]
    public void Characters_that_turn_the_direction_of_text_are_shown_instead_of_obeyed()
    {
        var page = PageOf(ReportAudience.Vendor, "user\u202Egnp.exe\u0000\u2028");

        Assert.Contains(page.Root.Descendants("td"), cell => cell.Value == @"user\u202egnp.exe\u0000\u2028");
        Assert.DoesNotContain('\u202E', page.Text);
    }

    [Fact]
    public void Of_a_text_without_end_a_page_shows_the_beginning()
    {
        var page = PageOf(ReportAudience.Vendor, new string('y', 70_000));

        Assert.Contains($"{new string('y', 1_000)}… (70,000 characters)", page.Main.Value, StringComparison.Ordinal);
        Assert.True(page.Text.Length < 40_000);
    }

    [Fact]
    public void The_policy_permits_the_one_style_sheet_and_nothing_else()
    {
        var page = PageOf(ReportAudience.Management, "x");

        var policy = page.Root.Descendants("meta").Single(meta => meta.Attribute("http-equiv") is not null).Attribute("content")!.Value;
        var digest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page.Root.Descendants("style").Single().Value)));
        Assert.Equal($"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'", policy);
        Assert.Equal(policy, AudienceReport.Policy);
        Assert.DoesNotContain("url(", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Root.DescendantsAndSelf(), element => element.Attribute("style") is not null || element.Attribute("src") is not null);
    }

    private static Page PageOf(ReportAudience audience, string name)
    {
        var finding = Reported.Late with { Principal = name, Role = name, Action = name + "1", Resource = name + "2", Message = name, Fix = name, Evidence = [new EvidenceReference(name, 7)], Controls = [name] };
        var accepted = Reported.Accepted with { Principal = name, Role = name, Exemption = new(name, name, name, name, Reported.Now) { CompensatingControl = name } };
        var disputed = Reported.Disputed with { Principal = name, Role = name, Work = Reported.Disputed.Work! with { By = name, Owner = name, Reply = name, ReplyEvidence = name, Reason = name } };
        var example = Reported.Audit;
        var result = example.Result with
        {
            Audit = example.Audit with { StartedBy = name, Tool = name, Policy = example.Audit.Policy with { ApprovedBy = name, Contract = name } },
            Findings = [finding, accepted, disputed],
            Checks = [.. example.Result.Checks.Select(check => check with { Reason = name })],
            Evidence = [.. example.Result.Evidence.Select(source => source with { Source = name, Format = name, RejectedSamples = [new(4, name)] })],
        };
        var sample = Reported.Sample;
        var reported = example with
        {
            Result = result,
            Sample = sample with { Records = [.. sample.Records.Select(record => record with { Reference = new EvidenceReference(name, 1), Account = name, Action = name, Resource = name })] },
        };
        return Page.Of(reported, audience, record: Reported.Record);
    }
}
