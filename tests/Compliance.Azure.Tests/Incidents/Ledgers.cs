using Compliance.Incidents;
using NodaTime;

namespace Compliance.Azure.Tests.Incidents;

/// <summary>Records as people and machines make them.</summary>
internal static class Ledgers
{
    public static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 9, 0);

    public static Opened Opening(string title = "mass access by agent00017", string by = "system:suspicions") => new()
    {
        At = Now,
        By = by,
        Stage = Stage.Suspicion,
        Title = title,
        Rule = "mass-record-access",
        Playbook = "playbook--1",
        Principals = ["agent00017"],
    };

    public static FactRecorded Fact(string name, int minute = 0, string by = "d.osei", string? note = null) => new()
    {
        At = Now + Duration.FromMinutes(minute),
        By = by,
        Fact = new Fact { Name = name, At = (Now + Duration.FromMinutes(minute)).WithOffset(Offset.FromHours(1)), Note = note },
    };
}
