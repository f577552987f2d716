using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Rules.Assurance;

internal sealed class AttestationGap : AttestationRule
{
    // Custom of the field: no standard sets either number.
    private const int OldestPeriodMonths = 12;
    private const int LongestBridgeMonths = 3;

    // ISO/IEC 17021-1:2015, 9.1.3.3: the first surveillance audit within 12 months of the decision, then one in every calendar year.
    private const int FirstSurveillanceMonths = 12;

    public override RuleDefinition Definition { get; } = new("attestation-gap", Severity.Medium,
        "nobody speaks for the time since a report's period, or since a certificate was last looked at",
        "ask the vendor for a bridge letter, the date of the surveillance audit, or the next report");

    protected override Answer Judge(Attestation attestation, GivenAttestations given)
    {
        if (attestation.Type == AttestationType.Iso27001) return Surveillance(attestation, given.Today);
        return attestation is { Type.Word: "soc2", Period: { } period }
            ? SincePeriod(period.To, attestation.Bridge, given.Today)
            : Answer.None("it speaks of a day, not of a period");
    }

    private static Answer SincePeriod(LocalDate end, BridgeLetter? bridge, LocalDate today)
    {
        var longest = Attestation.After(end, Period.FromMonths(LongestBridgeMonths));
        var covered = bridge is null ? end : LocalDate.Min(bridge.Until, longest);
        if (today > Attestation.After(end, Period.FromMonths(OldestPeriodMonths)))
            return Answer.Fail($"its period ended on {Days.Text(end)}, more than {OldestPeriodMonths} months before the day judged, {Days.Text(today)}");
        if (today <= covered)
            return Answer.Pass($"its period{(bridge is null ? "" : " and its bridge letter")} cover the time until {Days.Text(covered)}");
        var letter = bridge is null ? "no bridge letter is named"
            : bridge.Until > longest ? $"a bridge letter counts for {LongestBridgeMonths} months, here until {Days.Text(longest)}"
            : $"its bridge letter ends on {Days.Text(bridge.Until)}";
        return Answer.Fail($"its period ended on {Days.Text(end)}, and {letter}: nobody speaks for the {Days.Count(Days.Between(covered, today))} since");
    }

    private static Answer Surveillance(Attestation certificate, LocalDate today)
    {
        if (certificate.Surveillance > today)
            return Answer.Open($"`surveillance` is {Days.Text(certificate.Surveillance.Value)}, after the day judged: correct the date");
        if (certificate.Surveillance is not { } last || last < certificate.Dated)
            return today <= Attestation.After(certificate.Dated, Period.FromMonths(FirstSurveillanceMonths))
                ? Answer.Pass($"issued on {Days.Text(certificate.Dated)}: the first surveillance audit is not due yet")
                : Answer.Open($"`surveillance` does not give an audit after {Days.Text(certificate.Dated)}, when it was issued: one is due every year");
        return today.Year - last.Year > 1
            ? Answer.Fail($"the last surveillance audit was on {Days.Text(last)}, and a calendar year has passed without one")
            : Answer.Pass($"the last surveillance audit was on {Days.Text(last)}");
    }
}
