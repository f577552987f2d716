using Compliance.Transit;

namespace Compliance.Tests.Transit.Profiles;

public sealed class CipherSuitesTests
{
    [Theory]
    [InlineData(0xC02F, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", SuiteKeyExchange.Ecdhe, SuiteAuthentication.Rsa, "AES_128_GCM", 128, CipherMode.Aead, "SHA256", SuiteTraits.None)]
    [InlineData(0x1303, "TLS_CHACHA20_POLY1305_SHA256", SuiteKeyExchange.Negotiated, SuiteAuthentication.Certificate, "CHACHA20_POLY1305", 256, CipherMode.Aead, "SHA256", SuiteTraits.None)]
    [InlineData(0x1305, "TLS_AES_128_CCM_8_SHA256", SuiteKeyExchange.Negotiated, SuiteAuthentication.Certificate, "AES_128_CCM_8", 128, CipherMode.Aead, "SHA256", SuiteTraits.ShortTag)]
    [InlineData(0x000A, "TLS_RSA_WITH_3DES_EDE_CBC_SHA", SuiteKeyExchange.Rsa, SuiteAuthentication.Rsa, "3DES_EDE_CBC", 112, CipherMode.Cbc, "SHA", SuiteTraits.Block64 | SuiteTraits.NoForwardSecrecy | SuiteTraits.CbcSha1)]
    [InlineData(0x0003, "TLS_RSA_EXPORT_WITH_RC4_40_MD5", SuiteKeyExchange.Rsa, SuiteAuthentication.Rsa, "RC4_40", 40, CipherMode.Stream, "MD5", SuiteTraits.Export | SuiteTraits.Rc4 | SuiteTraits.ShortKey | SuiteTraits.Md5 | SuiteTraits.NoForwardSecrecy)]
    [InlineData(0x0062, "TLS_RSA_EXPORT1024_WITH_DES_CBC_SHA", SuiteKeyExchange.Rsa, SuiteAuthentication.Rsa, "DES_CBC", 56, CipherMode.Cbc, "SHA", SuiteTraits.Export | SuiteTraits.ShortKey | SuiteTraits.Block64 | SuiteTraits.NoForwardSecrecy | SuiteTraits.CbcSha1)]
    [InlineData(0x003B, "TLS_RSA_WITH_NULL_SHA256", SuiteKeyExchange.Rsa, SuiteAuthentication.Rsa, "NULL", 0, CipherMode.None, "SHA256", SuiteTraits.NoEncryption | SuiteTraits.ShortKey | SuiteTraits.NoForwardSecrecy)]
    [InlineData(0xC0B4, "TLS_SHA256_SHA256", SuiteKeyExchange.Negotiated, SuiteAuthentication.Certificate, "NULL", 0, CipherMode.None, "SHA256", SuiteTraits.NoEncryption | SuiteTraits.ShortKey)]
    [InlineData(0x0000, "TLS_NULL_WITH_NULL_NULL", SuiteKeyExchange.None, SuiteAuthentication.Anonymous, "NULL", 0, CipherMode.None, null, SuiteTraits.NoEncryption | SuiteTraits.Anonymous | SuiteTraits.ShortKey | SuiteTraits.NoForwardSecrecy)]
    [InlineData(0x006D, "TLS_DH_anon_WITH_AES_256_CBC_SHA256", SuiteKeyExchange.Dhe, SuiteAuthentication.Anonymous, "AES_256_CBC", 256, CipherMode.Cbc, "SHA256", SuiteTraits.Anonymous)]
    [InlineData(0xC0AF, "TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8", SuiteKeyExchange.Ecdhe, SuiteAuthentication.Ecdsa, "AES_256_CCM_8", 256, CipherMode.Aead, null, SuiteTraits.ShortTag)]
    [InlineData(0xC004, "TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA", SuiteKeyExchange.StaticEcdh, SuiteAuthentication.Ecdsa, "AES_128_CBC", 128, CipherMode.Cbc, "SHA", SuiteTraits.NoForwardSecrecy | SuiteTraits.CbcSha1)]
    [InlineData(0x008C, "TLS_PSK_WITH_AES_128_CBC_SHA", SuiteKeyExchange.Psk, SuiteAuthentication.Psk, "AES_128_CBC", 128, CipherMode.Cbc, "SHA", SuiteTraits.NoForwardSecrecy | SuiteTraits.CbcSha1)]
    [InlineData(0x0007, "TLS_RSA_WITH_IDEA_CBC_SHA", SuiteKeyExchange.Rsa, SuiteAuthentication.Rsa, "IDEA_CBC", 128, CipherMode.Cbc, "SHA", SuiteTraits.Block64 | SuiteTraits.NoForwardSecrecy | SuiteTraits.CbcSha1)]
    [InlineData(0x0081, "TLS_GOSTR341001_WITH_28147_CNT_IMIT", SuiteKeyExchange.Gost, SuiteAuthentication.Gost, "28147_CNT", 256, CipherMode.Stream, "IMIT", SuiteTraits.Block64 | SuiteTraits.NoForwardSecrecy)]
    public void A_name_says_what_the_suite_does(
        int id, string name, SuiteKeyExchange exchange, SuiteAuthentication authentication, string cipher, int bits, CipherMode mode, string? mac, SuiteTraits traits) =>
        Assert.Equal(new CipherSuite((ushort)id, name, exchange, authentication, cipher, bits, mode, mac, traits), CipherSuites.Of((ushort)id));

    [Fact]
    public void Every_family_is_there()
    {
        Assert.InRange(CipherSuites.All.Count, 350, 450);
        foreach (var family in new[] { "EXPORT", "NULL", "anon", "DES_CBC", "RC4", "IDEA", "SEED", "CAMELLIA", "ARIA", "CCM", "GOST", "_PSK_", "SRP_", "KRB5", "CHACHA20", "SM4" })
            Assert.Contains(CipherSuites.All, suite => suite.Name.Contains(family, StringComparison.Ordinal));
        Assert.Equal(CipherSuites.All.Count, CipherSuites.All.Select(suite => suite.Id).Distinct().Count());
    }

    [Fact]
    public void A_number_that_is_registered_nowhere_has_no_strength()
    {
        var odd = CipherSuites.Of(0x1A2B);

        Assert.Equal("0x1A2B", odd.Name);
        Assert.Null(odd.Bits);
        Assert.False(odd.IsRegistered);
    }

    [Fact]
    public void A_name_leads_back_to_its_suite() =>
        Assert.All(CipherSuites.All, suite => Assert.Equal(suite.Name, CipherSuites.Find(suite.Name)!.Name));

    [Fact]
    public void What_has_fewer_than_112_bits_is_short_and_nothing_else() =>
        Assert.All(CipherSuites.All, suite => Assert.Equal(suite.Bits < 112, suite.Traits.HasFlag(SuiteTraits.ShortKey)));

    [Theory]
    [InlineData(0x0017, "secp256r1", GroupKind.Curve, 256)]
    [InlineData(0x001D, "x25519", GroupKind.Curve, 255)]
    [InlineData(0x001F, "brainpoolP256r1tls13", GroupKind.Curve, 256)]
    [InlineData(0x0001, "sect163k1", GroupKind.Curve, 163)]
    [InlineData(0x0100, "ffdhe2048", GroupKind.FiniteField, 2048)]
    [InlineData(0x11EC, "X25519MLKEM768", GroupKind.Hybrid, 255)]
    [InlineData(0x11EB, "SecP256r1MLKEM768", GroupKind.Hybrid, 256)]
    [InlineData(0x11ED, "SecP384r1MLKEM1024", GroupKind.Hybrid, 384)]
    [InlineData(0x7777, "0x7777", GroupKind.Unknown, null)]
    public void A_group_is_known_by_its_number(int id, string name, GroupKind kind, int? bits) =>
        Assert.Equal(new NamedGroup((ushort)id, name, kind, bits), NamedGroup.Of((ushort)id));

    [Fact]
    public void Openssl_knows_the_suites_by_the_same_names()
    {
        // Written down from `openssl ciphers -V -stdname ALL:COMPLEMENTOFALL:@SECLEVEL=0`: a sample of each family that it has.
        var known = new Dictionary<ushort, string>
        {
            [0xC09F] = "TLS_DHE_RSA_WITH_AES_256_CCM",
            [0xC0A3] = "TLS_DHE_RSA_WITH_AES_256_CCM_8",
            [0xC05D] = "TLS_ECDHE_ECDSA_WITH_ARIA_256_GCM_SHA384",
            [0xC073] = "TLS_ECDHE_ECDSA_WITH_CAMELLIA_256_CBC_SHA384",
            [0x00A7] = "TLS_DH_anon_WITH_AES_256_GCM_SHA384",
            [0x0096] = "TLS_RSA_WITH_SEED_CBC_SHA",
            [0xC021] = "TLS_SRP_SHA_RSA_WITH_AES_256_CBC_SHA",
            [0x00AC] = "TLS_RSA_PSK_WITH_AES_128_GCM_SHA256",
            [0xC03A] = "TLS_ECDHE_PSK_WITH_NULL_SHA256",
        };
        Assert.All(known, suite => Assert.Equal(suite.Value, CipherSuites.Of(suite.Key).Name));
    }
}
