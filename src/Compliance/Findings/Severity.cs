namespace Compliance.Findings;

/// <summary>How bad a finding is, least first.</summary>
public enum Severity : byte
{
    Info,
    Low,
    Medium,
    High,
    Critical,
}
