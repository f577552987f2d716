using Compliance.Evidence;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Vendors;

public sealed class AttestationTests
{
    private const string EmptyDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly Attestations Read = VendorReader.Read(Examples.Folder()).Attestations!;

    [Fact]
    public void What_is_required_and_bought_is_read()
    {
        Assert.Equal(["soc2-type2", "iso27001", "pci-roc or pci-aoc", "penetration-test"], Read.Required!.Select(one => one.ToString()));
        Assert.Equal(["customer support", "back office"], Read.Services);
        // sha256sum of `attestations: []\n`
        Assert.Equal("e9a56c56168cf7ce6a5a96249dcb182b6f707b50357833809ebe00a9ed8fe81e", One("attestations: []\n").Sha256);
    }

    [Fact]
    public void A_soc_2_report_is_read()
    {
        var report = Read.All[0];

        Assert.Same(AttestationType.Soc2, report.Type);
        Assert.Equal((1, 4, "II", "Example Assurance LLP"), (report.Number, report.Line, report.Level, report.Issuer));
        Assert.Equal(AuditOpinion.Qualified, report.Opinion);
        Assert.Equal((2, "CC7.2: late review"), (report.Exceptions!.Count, report.Exceptions.Texts[1]));
        Assert.Equal(SubserviceMethod.CarveOut, report.Subservice!.Method);
        Assert.Equal(["hosting-soc2.pdf"], report.Subservice.Reports);
        Assert.Equal((new LocalDate(2025, 1, 1), new LocalDate(2025, 12, 31)), report.Period);
        Assert.Equal(new BridgeLetter(new LocalDate(2026, 3, 31), "bridge.pdf"), report.Bridge);
        Assert.Equal(["customer support"], report.Services!);
        Assert.Equal(["Manila", "Cebu"], report.Sites!);
        Assert.Equal(["contact", "cardholder"], report.DataClasses!);
        Assert.Equal(("attestations/soc2.pdf", EmptyDigest, null), (report.Document, report.Sha256, report.Copy));
    }

    [Fact]
    public void The_day_it_speaks_of_is_the_end_of_its_period_before_the_day_it_was_issued()
    {
        Assert.Equal(new LocalDate(2025, 12, 31), Read.All[0].Dated);
        Assert.Equal(new LocalDate(2026, 2, 1), One("attestations: [{ type: soc2, level: I, issuer: a, issued: 2026-02-01 }]\n").All[0].Dated);
    }

    [Fact]
    public void A_certificate_is_read()
    {
        var certificate = Read.All[1];

        Assert.Equal(new StatementOfApplicability("soa.pdf", "4"), certificate.StatementOfApplicability);
        Assert.Equal(new LocalDate(2025, 3, 1), certificate.Surveillance);
        Assert.Null(certificate.Level);
    }

    [Fact]
    public void A_pci_dss_attestation_and_a_penetration_test_are_read()
    {
        Assert.Equal(("SAQ-D", 2, 2, "matrix.xlsx", 1L), (Read.All[2].Level, Read.All[2].MerchantLevel, Read.All[2].ServiceProviderLevel, Read.All[2].ResponsibilityMatrix, Read.All[2].Exceptions!.Count));
        Assert.Equal(new TestFindings(0, 2, 1), Read.All[3].Findings);
    }

    [Fact]
    public void What_is_not_given_is_not_known()
    {
        var policy = Read.All[^1];

        Assert.Equal((null, null, null, null, null), (policy.Issuer, policy.Exceptions, policy.Sites, policy.Document, policy.Sha256));
        Assert.Null(VendorReader.Read(MemoryFolder.With()).Attestations);
        Assert.Null(One("services: [a]\n").Required);
        Assert.Empty(One("required: []\n").Required!);
    }

    [Theory]
    [InlineData(0, "2026-12-31")] // `expires`
    [InlineData(1, "2027-02-28")] // three years after 29 February 2024
    [InlineData(2, "2027-01-15")]
    [InlineData(3, "2027-01-20")]
    [InlineData(4, "2027-01-10")]
    [InlineData(5, "2026-11-05")]
    [InlineData(6, "2026-06-01")]
    public void The_last_day_is_the_one_given_or_that_of_its_type(int index, string day) =>
        Assert.Equal(day, NodaTime.Text.LocalDatePattern.Iso.Format(Read.All[index].LastDay));

    [Fact]
    public void A_date_at_the_end_of_the_calendar_has_no_later_one() =>
        Assert.Equal(LocalDate.MaxIsoValue, One("attestations: [{ type: incident-exercise, performed: 9999-12-31 }]\n").All[0].LastDay);

    [Fact]
    public void The_digest_of_a_document_in_the_folder_is_taken()
    {
        var folder = Examples.Folder().Add("attestations/soc2.pdf", "").Add("iso.pdf", "abc");
        var all = VendorReader.Read(folder).Attestations!.All;

        Assert.Equal(EmptyDigest, all[0].Copy!.Sha256);
        // FIPS 180-4, the example of one block
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", all[1].Copy!.Sha256);
        Assert.Null(all[2].Copy);
    }

    [Fact]
    public void The_digest_of_a_document_too_large_is_not_taken()
    {
        var documents = new AttestationDocuments(MemoryFolder.With(), [new VendorFile("iso.pdf", (256L << 20) + 1, null)]);

        Assert.Equal(new DocumentCopy(null), documents.Find(Read).All[1].Copy);
    }

    [Fact]
    public void Every_type_needs_a_date_that_it_may_have() =>
        Assert.All(AttestationType.All, type => Assert.All(type.Dates, date => Assert.True(type.Has(date))));

    private static Attestations One(string yaml) => VendorReader.Read(MemoryFolder.With().Add("attestations.yaml", yaml)).Attestations!;
}
