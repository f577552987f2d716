using Compliance.Findings;
using Compliance.Rules.Assurance;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Rules.Assurance;

public sealed class DocumentTests
{
    private const string Rule = "attestation-document";
    private const string Exercise = "type: incident-exercise, performed: 2026-01-01";

    // FIPS 180-4, the example of one block: "abc".
    private const string Digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Theory]
    [InlineData("", Verdict.Fail, Severity.Medium, "no `document` is named")]
    [InlineData(", document: b.pdf", Verdict.Fail, Severity.Low, "b.pdf has no `sha256`")]
    [InlineData(", document: docs/a.pdf", Verdict.Fail, Severity.Low, "docs/a.pdf has no `sha256`")]
    [InlineData(", document: b.pdf, sha256: " + Digest, Verdict.NotEvaluable, Severity.High, "b.pdf is not in the vendor folder")]
    [InlineData(", document: a.pdf, sha256: " + Digest, Verdict.NotEvaluable, Severity.High, "a.pdf is not in the vendor folder")]
    [InlineData(", document: docs/a.pdf, sha256: " + Digest, Verdict.Pass, Severity.High, "docs/a.pdf has the digest that is written down")]
    [InlineData(", document: docs/other.pdf, sha256: " + Digest, Verdict.Fail, Severity.High, "docs/other.pdf has the digest 88d4266f")]
    public void It_is_pinned_by_the_digest_of_the_file_in_the_folder(string keys, Verdict verdict, Severity severity, string message)
    {
        var judged = (AssuranceStory.With(Exercise + keys) with { Files = [("docs/a.pdf", "abc"), ("docs/other.pdf", "abcd")] }).One(Rule);

        Assert.Equal((verdict, severity), (judged.Verdict, judged.Severity));
        Assert.StartsWith(message, judged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_too_large_to_be_read_was_not_compared()
    {
        var record = AssuranceStory.With($"{Exercise}, document: a.pdf, sha256: {Digest}").Record();
        var attestations = record.Attestations!;
        var large = record with { Attestations = attestations with { All = [attestations.All[0] with { Copy = new DocumentCopy(null) }] } };

        var judged = Assert.Single(AssuranceRules.Judge(large, Instant.FromUtc(2026, 3, 1, 12, 0)), one => one.Rule == Rule);
        Assert.Equal((Verdict.NotEvaluable, "a.pdf is too large to be read: compare its digest by hand"), (judged.Verdict, judged.Message));
    }
}
