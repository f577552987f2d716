using System.Formats.Asn1;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Compliance.Tests.Transit.Servers;

/// <summary>Well-known primes for finite-field Diffie–Hellman: a fresh one takes minutes to find.</summary>
internal static class DhParameters
{
    // RFC 2409, section 6.2: the second Oakley group.
    private const string Oakley2 =
        "0FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
        + "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
        + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF";

    public static BigInteger Prime1024 { get; } = BigInteger.Parse(Oakley2, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Writes them as PEM (PKCS #3: prime, base).</summary>
    /// <returns>The file.</returns>
    public static string Write(string folder)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(Prime1024);
            writer.WriteInteger(2);
        }
        var file = Path.Combine(folder, "dh1024.pem");
        File.WriteAllText(file, PemEncoding.WriteString("DH PARAMETERS", writer.Encode()));
        return file;
    }
}
