namespace Compliance.Events;

/// <summary>What became of an attempted access.</summary>
/// <remarks>Where a source records only what was done, absence means <see cref="Success"/>. <see cref="Unknown"/> is
/// judged as success and counted in the source's summary.</remarks>
public enum Outcome : byte
{
    Unknown,
    Success,

    /// <summary>Refused for lack of permission: never use of a permission, but counted as a denial.</summary>
    Denied,

    /// <summary>Failed for another reason: neither use of a permission nor a denial.</summary>
    Failure,
}
