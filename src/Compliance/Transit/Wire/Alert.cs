namespace Compliance.Transit.Wire;

/// <summary>An alert (RFC 8446, section 6).</summary>
internal readonly record struct Alert(byte Level, byte Description)
{
    public const byte HandshakeFailure = 40;
    public const byte IllegalParameter = 47;
    public const byte ProtocolVersion = 70;
    public const byte InsufficientSecurity = 71;
    public const byte InappropriateFallback = 86;
    public const byte UnrecognizedName = 112;

    private const byte Warning = 1;

    /// <summary>After a warning the server goes on; what is neither level is taken for the end.</summary>
    public bool IsWarning => Level == Warning && Description != 0;

    /// <summary>Whether it says that what was offered does not fit; any other may speak of a trouble of the server's own.</summary>
    public bool IsAboutTheOffer => Description is HandshakeFailure or IllegalParameter or ProtocolVersion or InsufficientSecurity or InappropriateFallback;

    public override string ToString() => Description switch
    {
        0 => "close_notify",
        10 => "unexpected_message",
        HandshakeFailure => "handshake_failure",
        IllegalParameter => "illegal_parameter",
        50 => "decode_error",
        ProtocolVersion => "protocol_version",
        InsufficientSecurity => "insufficient_security",
        80 => "internal_error",
        InappropriateFallback => "inappropriate_fallback",
        109 => "missing_extension",
        UnrecognizedName => "unrecognized_name",
        _ => $"alert {Description}",
    };
}
