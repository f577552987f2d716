namespace Compliance.Transit.Wire;

/// <summary>An alert (RFC 8446, section 6).</summary>
internal readonly record struct Alert(byte Level, byte Description)
{
    public const byte HandshakeFailure = 40;
    public const byte ProtocolVersion = 70;
    public const byte InsufficientSecurity = 71;
    public const byte InternalError = 80;
    public const byte InappropriateFallback = 86;
    public const byte UnrecognizedName = 112;

    private const byte Warning = 1;

    /// <summary>After a warning the server goes on; what is neither level is taken for the end.</summary>
    public bool IsWarning => Level == Warning && Description != 0;

    /// <summary>
    /// Whether it refuses what was offered: the three that RFC 8446, sections 4.1.1 and 4.2.1, and RFC 5246, section 7.2.2, name for that.
    /// Any other may speak of the name, of the form of the hello or of a trouble of the server's own.
    /// </summary>
    public bool IsRefusal => Description is HandshakeFailure or ProtocolVersion or InsufficientSecurity;

    public override string ToString() => Description switch
    {
        0 => "close_notify",
        10 => "unexpected_message",
        HandshakeFailure => "handshake_failure",
        47 => "illegal_parameter",
        49 => "access_denied",
        50 => "decode_error",
        ProtocolVersion => "protocol_version",
        InsufficientSecurity => "insufficient_security",
        InternalError => "internal_error",
        InappropriateFallback => "inappropriate_fallback",
        109 => "missing_extension",
        UnrecognizedName => "unrecognized_name",
        _ => $"alert {Description}",
    };
}
