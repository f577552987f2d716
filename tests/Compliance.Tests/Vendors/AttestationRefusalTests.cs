namespace Compliance.Tests.Vendors;

public sealed class AttestationRefusalTests
{
    [Theory]
    [InlineData("", "1:1: the file is empty")]
    [InlineData("- a\n", "1:1: expected a mapping: attestations.yaml has required, services, attestations")]
    [InlineData("attestation: []\n", "1:1: unknown key `attestation`: attestations.yaml has required, services, attestations")]
    [InlineData("required: soc2\n", "1:11: expected a list")]
    [InlineData("required: [soc3]\n", "1:12: `soc3` is not known here: expected soc2 or iso27001 or pci-aoc")]
    [InlineData("required: [[]]\n", "1:12: the list is empty")]
    [InlineData("required: [[soc2, soc3]]\n", "1:19: `soc3` is not known here")]
    [InlineData("services: calls\n", "1:11: expected a list")]
    [InlineData("attestations: {}\n", "1:15: expected a list")]
    [InlineData("attestations: [soc2]\n", "1:16: expected a mapping: an attestation has type, and the keys of its type")]
    public void In_the_file(string text, string problem) => AssertRefused(text, problem);

    [Theory]
    [InlineData("{ document: a }", "0: an attestation needs the key `type`, with a value: soc2 or iso27001 or pci-aoc or penetration-test or device-hardening or incident-exercise or background-policy")]
    [InlineData("{ type: '', document: a }", "0: an attestation needs the key `type`")]
    [InlineData("{ type: soc3 }", "8: `soc3` is not known here: expected soc2 or iso27001")]
    [InlineData("{ type: [soc2] }", "8: expected text, found a list")]
    [InlineData("{ type: incident-exercise, performed: 2026-01-01, opinion: qualified }", "50: unknown key `opinion`: an attestation of type incident-exercise has type, document, sha256, expires, issuer, services, sites, performed")]
    [InlineData("{ type: pci-aoc, level: ROC, issued: 2026-01-01, dataClasses: [cardholder] }", "49: unknown key `dataClasses`: an attestation of type pci-aoc has")]
    [InlineData("{ type: iso27001, issuer: a, issued: 2026-01-01, level: II }", "49: unknown key `level`")]
    [InlineData("{ type: soc2, issuer: a, issued: 2026-01-01 }", "0: an attestation of type soc2 needs the key `level`")]
    [InlineData("{ type: soc2, level: I, issued: 2026-01-01 }", "0: an attestation of type soc2 needs the key `issuer`")]
    [InlineData("{ type: soc2, level: 2, issuer: a, issued: 2026-01-01 }", "21: `2` is not known here: expected I or II")]
    [InlineData("{ type: soc2, level: I, issuer: a }", "0: an attestation of type soc2 needs `period` or `issued`: add the day it speaks of")]
    [InlineData("{ type: soc2, level: II, issuer: a, issued: 2026-01-01 }", "0: a SOC 2 report of Type II needs `period`")]
    [InlineData("{ type: soc2, level: II, issuer: a, period: 2025 }", "44: expected a mapping: period has from, to")]
    [InlineData("{ type: soc2, level: II, issuer: a, period: { from: 2025-01-01 } }", "44: period needs the key `to`")]
    [InlineData("{ type: soc2, level: II, issuer: a, period: { to: 2025-01-01 } }", "44: period needs the key `from`")]
    [InlineData("{ type: soc2, level: II, issuer: a, period: { from: 2025-01-02, to: 2025-01-01 } }", "68: `to` is before `from`")]
    [InlineData("{ type: soc2, level: II, issuer: a, period: { from: 2025-02-29, to: 2026-01-01 } }", "52: `2025-02-29` is not a date")]
    [InlineData("{ type: incident-exercise, performed: 2026-01-01T00:00:00Z }", "38: `2026-01-01T00:00:00Z` is not a date: expected one such as 2026-01-31")]
    [InlineData("{ type: incident-exercise, issued: 2026-01-01, performed: 2026-01-01 }", "27: unknown key `issued`")]
    [InlineData("{ type: incident-exercise, performed: 2026-01-02, expires: 2026-01-01 }", "59: `expires` is before the day it speaks of")]
    [InlineData("{ type: incident-exercise, performed: 2026-01-02, sha256: abc, document: a }", "58: `abc` is not a SHA-256: expected 64 hexadecimal digits")]
    [InlineData("{ type: incident-exercise, performed: 2026-01-02, sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 }", "58: `sha256` without `document`")]
    [InlineData("{ type: incident-exercise, performed: 2026-01-02, sites: [] }", "57: the list is empty")]
    [InlineData("{ type: incident-exercise, performed: 2026-01-02, services: [{ a: b }] }", "61: expected text, found a mapping")]
    [InlineData("{ type: soc2, level: I, issuer: a, issued: 2026-01-01, opinion: clean }", "64: `clean` is not known here: expected unqualified or qualified or adverse or disclaimer")]
    [InlineData("{ type: soc2, level: I, issuer: a, issued: 2026-01-01, exceptions: few }", "67: `few` is not a number")]
    [InlineData("{ type: soc2, level: I, issuer: a, issued: 2026-01-01, exceptions: [{}] }", "68: expected text, found a mapping")]
    [InlineData("{ type: soc2, level: I, issuer: a, issued: 2026-01-01, subservice: excluded }", "67: `excluded` is not known here: expected none or inclusive or carve-out")]
    [InlineData("{ type: soc2, level: I, issuer: a, issued: 2026-01-01, subservice: { reports: [a] } }", "67: subservice needs the key `method`")]
    [InlineData("{ type: soc2, level: I, issuer: a, issued: 2026-01-01, subservice: { method: carve-out, reports: [] } }", "97: the list is empty")]
    [InlineData("{ type: soc2, level: I, issuer: a, issued: 2026-01-01, bridge: { until: 2026-02-01 } }", "63: bridge needs the key `document`")]
    [InlineData("{ type: soc2, level: I, issuer: a, issued: 2026-01-01, bridge: { document: a } }", "63: bridge needs the key `until`")]
    [InlineData("{ type: soc2, level: II, issuer: a, period: { from: 2025-01-01, to: 2025-12-31 }, bridge: { until: 2025-12-31, document: a } }", "90: the bridge letter ends before `period` does")]
    [InlineData("{ type: iso27001, issuer: a, issued: 2026-01-01, statementOfApplicability: { version: a } }", "75: statementOfApplicability needs the key `document`")]
    [InlineData("{ type: iso27001, issuer: a, issued: 2026-01-01, surveillance: yearly }", "63: `yearly` is not a date")]
    [InlineData("{ type: pci-aoc, level: SAQ-E, issued: 2026-01-01 }", "24: `SAQ-E` is not known here: expected ROC or SAQ-A")]
    [InlineData("{ type: pci-aoc, level: ROC, issued: 2026-01-01, merchantLevel: 5 }", "64: `5` is not known here: expected 1 or 2 or 3 or 4")]
    [InlineData("{ type: pci-aoc, level: ROC, issued: 2026-01-01, serviceProviderLevel: 3 }", "71: `3` is not known here: expected 1 or 2")]
    [InlineData("{ type: pci-aoc, level: ROC, issued: 2026-01-01, responsibilityMatrix: [a] }", "71: expected text, found a list")]
    [InlineData("{ type: penetration-test, issuer: a, performed: 2026-01-01, findings: { low: 1 } }", "72: unknown key `low`: findings has critical, high, open")]
    [InlineData("{ type: penetration-test, issuer: a, performed: 2026-01-01, findings: { open: -1 } }", "78: `-1` is not a number")]
    public void In_an_attestation(string attestation, string problem)
    {
        const string Before = "- ";
        var (column, message) = (int.Parse(problem.Split(':')[0], System.Globalization.CultureInfo.InvariantCulture), problem.Split(':', 2)[1]);

        AssertRefused($"attestations:\n{Before}{attestation}\n", $"2:{Before.Length + column + 1}:{message}");
    }

    [Fact]
    public void Several_of_one_type_that_nothing_tells_apart()
    {
        AssertRefused(
            "attestations:\n- { type: incident-exercise, performed: 2026-01-01, document: a }\n- { type: incident-exercise, performed: 2026-01-01 }\n",
            "3:3: several of type incident-exercise, and this one has no `document`: name it, it tells them apart");
        AssertRefused(
            "attestations:\n- { type: incident-exercise, performed: 2026-01-01, document: a }\n- { type: incident-exercise, performed: 2025-01-01, document: A }\n",
            "3:3: the incident response exercise `A` is already on line 2: remove one");
    }

    [Fact]
    public void More_than_200() =>
        AssertRefused(
            "attestations:\n" + string.Concat(Enumerable.Range(1, 201).Select(n => $"- {{ type: incident-exercise, performed: 2026-01-01, document: d{n} }}\n")),
            "2:1: 201 attestations: at most 200");

    private static void AssertRefused(string text, string problem) =>
        RefusalTests.AssertRefused(MemoryFolder.With().Add("attestations.yaml", text), "attestations.yaml:" + problem);
}
