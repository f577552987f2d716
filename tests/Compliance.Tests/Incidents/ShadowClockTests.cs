using Compliance.Incidents;
using NodaTime;

namespace Compliance.Tests.Incidents;

public sealed class ShadowClockTests
{
    private static readonly ApplicabilityCase Suspicion = (new ApplicabilityCase
    {
        Company = ApplicabilityCase.Of("zone: Europe/Berlin\nsectors: []\nentityClasses: []\nlisted: [US]\nestablishments: [DE]\n"),
        Stage = Stage.Suspicion,
    }).Living("DE").Working(("Berlin", "DE")).Handling("contact").Fact("detection", "2026-11-20T10:00:00Z", "system:detector");

    [Fact]
    public void The_limits_are_those_of_an_awareness_at_detection()
    {
        var shadow = Of(Suspicion);

        Assert.Equal(ApplicabilityCase.At("2026-11-23T10:00:00Z"), shadow["eu-gdpr.art33-1"].WouldBeDue.ToInstant());
        Assert.Equal(new LocalDateTime(2026, 11, 27, 17, 30), shadow["us-sec.8k-105"].WouldBeDue.LocalDateTime);
        Assert.Equal(Applies.Yes, shadow["eu-gdpr.art33-1"].Applies);
    }

    [Fact]
    public void They_are_no_duty() =>
        Assert.All(Suspicion.Rules.Where(rule => rule.Rule is not null), rule => Assert.False(rule.Deadline.Counts, rule.Deadline.Regime));

    [Fact]
    public void Rules_that_do_not_apply_and_reports_that_follow_others_have_none()
    {
        var shadow = Of(Suspicion);

        Assert.DoesNotContain("eu-dora.initial", shadow.Keys);
        Assert.DoesNotContain("eu-nis2.final", shadow.Keys);
        Assert.DoesNotContain("us-circia.incident", shadow.Keys);
    }

    [Fact]
    public void What_cannot_be_told_is_shown_as_that() =>
        Assert.Equal(Applies.CannotTell, Of(Suspicion with { Company = null })["eu-dora.initial"].Applies);

    [Fact]
    public void The_soonest_comes_first()
    {
        var times = ShadowClock.Of(Suspicion.Incident, Suspicion.Vendor, null, ApplicabilityCase.Now).Select(one => one.WouldBeDue.ToInstant()).ToList();

        Assert.Equal(times.Order(), times);
        Assert.NotEmpty(times);
    }

    [Fact]
    public void An_incident_and_a_suspicion_without_detection_have_none()
    {
        Assert.Empty(Of(Suspicion with { Stage = Stage.Incident }));
        Assert.Empty(Of(Suspicion with { Records = [] }));
    }

    private static Dictionary<string, ShadowDeadline> Of(ApplicabilityCase one) =>
        ShadowClock.Of(one.Incident, one.Vendor, one.Company, ApplicabilityCase.Now).ToDictionary(shadow => shadow.Rule.Id);
}
