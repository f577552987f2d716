namespace Compliance.Transit;

/// <summary>Which addresses may be connected to.</summary>
public enum AddressPolicy : byte
{
    /// <summary>Those of the internet alone: what a service needs, which must not be led to the machines beside it.</summary>
    PublicOnly,

    /// <summary>Every one: at a terminal, where naming the host is the permission.</summary>
    Any,
}
