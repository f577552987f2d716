using System.Security.Cryptography;
using System.Text;
using Compliance.Trail.Notes;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Trail.Notes;

public class NoteKeyTests
{
    // C2SP signed-note's own key.
    private const string Ed25519 = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private static readonly MemorySigner Signer = new("example.com/log", "a key of the tests");
    private static readonly byte[] Text = Encoding.UTF8.GetBytes("text\n");

    [Fact]
    public void A_key_reads_back_from_its_vkey()
    {
        var key = Signer.Key;
        Assert.Equal(key, NoteKey.Parse(key.ToString()));
        Assert.Equal(("example.com/log", NoteKey.Ecdsa), (key.Name, key.Algorithm));
        Assert.StartsWith($"example.com/log+{key.KeyIdHex}+AjBZMBMGByqGSM49", key.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_id_of_an_ecdsa_key_is_that_of_its_spki()
    {
        var spki = Convert.FromBase64String(Signer.Key.PublicKeyPem().Replace("-----BEGIN PUBLIC KEY-----", "", StringComparison.Ordinal).Replace("-----END PUBLIC KEY-----", "", StringComparison.Ordinal));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(spki)[..4]), Signer.Key.KeyIdHex);
        Assert.Equal(Signer.Key, NoteKey.OfEcdsa("example.com/log", spki));
    }

    [Fact]
    public void An_ed25519_key_is_read_and_nothing_is_known_of_its_signatures()
    {
        var key = NoteKey.Parse(Ed25519);
        Assert.Equal((NoteKey.Ed25519, 0x530d903au, Ed25519), (key.Algorithm, key.KeyId, key.ToString()));
        Assert.Equal(NoteVerdict.NotSupported, key.Verify(Text, new byte[64]));
        Assert.Throws<InvalidOperationException>(key.PublicKeyPem);
    }

    [Theory]
    [InlineData("")]
    [InlineData("example.com/foo")]
    [InlineData("example.com/foo+530d903a")]
    [InlineData("example.com/foo+530d903a+")]
    [InlineData("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+0530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n")]
    [InlineData("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U0=")]
    public void What_is_no_vkey_is_refused(string vkey) => Assert.Throws<FormatException>(() => NoteKey.Parse(vkey));

    [Fact]
    public void Only_points_on_p256_are_taken_for_ecdsa_keys()
    {
        using var larger = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.Throws<FormatException>(() => NoteKey.OfEcdsa("k", larger.ExportSubjectPublicKeyInfo()));
        var spki = Convert.FromBase64String(Signer.Key.ToString().Split('+', 3)[2])[1..];
        Assert.Throws<FormatException>(() => NoteKey.OfEcdsa("k", [.. spki, 0]));
        spki[^1] ^= 1;
        Assert.Throws<FormatException>(() => NoteKey.OfEcdsa("k", spki));
        Assert.Throws<FormatException>(() => NoteKey.OfEcdsa("k", []));
    }

    [Fact]
    public async Task A_signature_is_verified_and_no_changed_one_is()
    {
        var signature = await Signer.SignAsync(Text, default);
        Assert.Equal(NoteVerdict.Verified, Signer.Key.Verify(Text, signature));
        Assert.All(Damage.Flips(signature).Concat(Damage.Cuts(signature)), changed => Assert.Equal(NoteVerdict.Invalid, Signer.Key.Verify(Text, changed)));
        Assert.All(Damage.Flips(Text).Concat(Damage.Cuts(Text)), changed => Assert.Equal(NoteVerdict.Invalid, Signer.Key.Verify(changed, signature)));
        using var other = new MemorySigner("example.com/log", "another key");
        Assert.Equal(NoteVerdict.Invalid, other.Key.Verify(Text, signature));
    }

    [Fact]
    public void Any_bytes_as_a_signature_are_invalid() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => Signer.Key.Verify(Text, bytes) == NoteVerdict.Invalid).Check(Tried.Times());

    [Fact]
    public void Any_text_is_refused_or_is_the_one_form_of_a_key()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => IsRefusedOrExact(text ?? "")).Check(Tried.Times(1_000));
        Assert.All(Damage.Flips(Encoding.UTF8.GetBytes(Signer.Key.ToString())), bytes => Assert.True(IsRefusedOrExact(Encoding.UTF8.GetString(bytes))));
    }

    private static bool IsRefusedOrExact(string text)
    {
        try
        {
            return NoteKey.Parse(text).ToString() == text;
        }
        catch (FormatException)
        {
            return true;
        }
    }
}
