using Compliance.Trail.Verification;

namespace Compliance.Reports;

/// <summary>Words of a verification, the same in every output.</summary>
internal static class TrailVerificationWording
{
    public static string Of(TrailVerdict verdict) => verdict switch
    {
        TrailVerdict.Verified => "verified",
        TrailVerdict.Tampered => "tampered",
        _ => "incomplete",
    };

    public static string Of(KeySource source) => source switch
    {
        KeySource.Given => "given",
        KeySource.State => "state",
        _ => "export",
    };

    public static string Of(TrailSubject subject) => subject switch
    {
        TrailSubject.Inclusion => "inclusion",
        TrailSubject.Consistency => "consistency",
        _ => "export",
    };

    public static string Of(TrailProblemKind kind) => kind switch
    {
        TrailProblemKind.Modified => "modified",
        TrailProblemKind.Gap => "gap",
        TrailProblemKind.Duplicate => "duplicate",
        TrailProblemKind.Reordered => "reordered",
        TrailProblemKind.Truncated => "truncated",
        TrailProblemKind.Rollback => "rollback",
        TrailProblemKind.Column => "column",
        TrailProblemKind.BadSignature => "bad signature",
        TrailProblemKind.UnknownKey => "unknown key",
        TrailProblemKind.Planted => "planted",
        _ => "incomplete",
    };
}
