namespace Compliance.Transit;

/// <summary>Which addresses may be connected to.</summary>
public enum AddressPolicy : byte
{
    /// <summary>Those of the internet alone: what a service needs, which must not be led to the machines beside it.</summary>
    PublicOnly,

    /// <summary>Those of the internet, and private and loopback ones: what a service needs for an endpoint in its own network. Never a link-local
    /// address, at which clouds hand out credentials, nor any other that is no endpoint's.</summary>
    WithPrivate,

    /// <summary>Every one: at a terminal, where naming the host is the permission.</summary>
    Any,
}
