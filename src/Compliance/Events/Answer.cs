namespace Compliance.Events;

/// <summary>A yes or no that a source may leave unsaid.</summary>
public enum Answer : byte
{
    Unknown,
    No,
    Yes,
}
