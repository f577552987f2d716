namespace Compliance.Reports;

/// <summary>A class of OCSF 1.8.0, category 2 (Findings).</summary>
/// <param name="Uid"><c>class_uid</c>.</param>
/// <param name="Name"><c>class_name</c>.</param>
public sealed record OcsfClass(int Uid, string Name)
{
    /// <summary>A configuration, a document or a duty, held against clauses.</summary>
    public static readonly OcsfClass Compliance = new(2003, "Compliance Finding");

    /// <summary>Something that somebody did.</summary>
    public static readonly OcsfClass Detection = new(2004, "Detection Finding");

    /// <summary>Access that somebody holds, or held at another time.</summary>
    public static readonly OcsfClass IamAnalysis = new(2008, "IAM Analysis Finding");

    private static readonly Dictionary<string, OcsfClass> OfRules = new(StringComparer.Ordinal)
    {
        ["unknown-account"] = Detection,
        ["unauthorized-action"] = Detection,
        ["access-after-termination"] = Detection,
        ["access-before-clearance"] = Detection,
        ["training-lapsed"] = Detection,
        ["mfa-missing"] = Detection,
        ["off-network-access"] = Detection,
        ["unlisted-egress"] = Detection,
        ["off-shift-access"] = Detection,
        ["access-without-case"] = Detection,
        ["mass-record-access"] = Detection,
        ["segregation-of-duties"] = Detection,
        ["repeated-denials"] = Detection,
        ["shared-account"] = Detection,
        ["impossible-travel"] = Detection,
        ["grant-not-in-force"] = IamAnalysis,
        ["unused-permission"] = IamAnalysis,
        ["inactive-account"] = IamAnalysis,
        ["orphaned-account"] = IamAnalysis,
        // Evidence that should be there and is not.
        ["evidence-gap"] = Compliance,
        ["evidence-unread"] = Compliance,
    };

    /// <summary>Rules on events stand in the table, one by one; every other rule or check, and a rule of another version of this
    /// program, looks at what is configured, documented or due.</summary>
    public static OcsfClass Of(string rule) => OfRules.GetValueOrDefault(rule, Compliance);

    /// <summary>The rules that the table names.</summary>
    internal static IReadOnlyCollection<string> Named => OfRules.Keys;
}
