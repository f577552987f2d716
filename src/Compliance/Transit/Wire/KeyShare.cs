using System.Security.Cryptography;

namespace Compliance.Transit.Wire;

/// <summary>A public value for the key exchange of TLS 1.3.</summary>
internal sealed record KeyShare(ushort Group, byte[] Value)
{
    /// <summary>
    /// A share whose private half nobody has. Any 32 bytes are a public value of X25519 (RFC 7748, section 5), and nothing behind the
    /// ServerHello is read, so no key is needed.
    /// </summary>
    public static KeyShare OfNobody() => new(NamedGroups.X25519, RandomNumberGenerator.GetBytes(32));
}
