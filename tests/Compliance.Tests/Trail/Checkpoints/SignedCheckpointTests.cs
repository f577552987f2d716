using System.Security.Cryptography;
using System.Text;
using Compliance.Tests.Trail.Notes;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Notes;

namespace Compliance.Tests.Trail.Checkpoints;

public class SignedCheckpointTests
{
    private const string Origin = "example.com/acme-bpo";
    private const string Ed25519 = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private static readonly MemorySigner Old = new(Origin, "the key of last year");
    private static readonly MemorySigner Current = new(Origin, "the key of this year");
    private static readonly Checkpoint Some = new(Origin, 7, EntryHash.OfLeaf([1]));

    private static Task<SignedCheckpoint> SignAsync(params INoteSigner[] signers) => SignedCheckpoint.SignAsync(Some, signers, default);

    [Fact]
    public async Task What_was_signed_reads_back_and_verifies()
    {
        var read = SignedCheckpoint.Parse((await SignAsync(Current)).Bytes.Span);
        Assert.Equal(Some, read.Checkpoint);
        Assert.Equal(new(CheckpointTrust.Verified, Current.Key), read.Check([Current.Key]));
        Assert.True(read.Check([Old.Key, Current.Key]).IsVerified);
    }

    [Fact]
    public async Task While_keys_change_both_verify()
    {
        var signed = await SignAsync(Old, Current);
        Assert.Equal(Old.Key, signed.Check([Old.Key]).Key);
        Assert.Equal(Current.Key, signed.Check([Current.Key]).Key);
    }

    [Fact]
    public async Task Signatures_of_unknown_keys_count_for_nothing()
    {
        var signed = await SignAsync(Old);
        Assert.Equal(new(CheckpointTrust.UnknownKey, null), signed.Check([Current.Key]));
        Assert.Equal(CheckpointTrust.UnknownKey, signed.Check([]).Trust);
        // One name and another id, one id and another name: neither is the key.
        var renamed = NoteKey.OfEcdsa("example.com/other", Convert.FromBase64String(Old.Key.ToString().Split('+', 3)[2]).AsSpan(1));
        Assert.Equal(CheckpointTrust.UnknownKey, signed.Check([renamed]).Trust);
        var beside = With(signed, new NoteSignature("stranger", 1, [1, 2, 3]));
        Assert.Equal(new(CheckpointTrust.Verified, Old.Key), beside.Check([Old.Key]));
    }

    [Fact]
    public async Task One_failing_signature_of_a_known_key_refuses_the_note()
    {
        var signed = await SignAsync(Current);
        var bad = With(signed, new NoteSignature(Origin, Old.Key.KeyId, signed.Note.Signatures[0].Bytes));
        Assert.Equal(new(CheckpointTrust.BadSignature, Old.Key), bad.Check([Current.Key, Old.Key]));
        Assert.True(bad.Check([Current.Key]).IsVerified);
    }

    [Fact]
    public async Task A_key_that_cannot_be_verified_here_is_as_unknown()
    {
        var foreign = NoteKey.Parse(Ed25519);
        var signed = With(await SignAsync(Current), new NoteSignature(foreign.Name, foreign.KeyId, new byte[64]));
        Assert.True(signed.Check([foreign, Current.Key]).IsVerified);
        Assert.Equal(CheckpointTrust.UnknownKey, signed.Check([foreign]).Trust);
    }

    [Fact]
    public async Task A_key_of_another_log_does_not_vouch_for_this_one()
    {
        using var other = new MemorySigner("example.com/other", "the key of another log");
        var text = Encoding.UTF8.GetBytes(Some.ToText());
        var signed = SignedCheckpoint.Parse(new SignedNote(Some.ToText(), [new(other.Key.Name, other.Key.KeyId, await other.SignAsync(text, default))]).ToBytes());
        Assert.Equal(CheckpointTrust.UnknownKey, signed.Check([other.Key]).Trust);
        await Assert.ThrowsAsync<FormatException>(() => SignAsync(other));
    }

    [Fact]
    public async Task No_changed_checkpoint_verifies()
    {
        var bytes = (await SignAsync(Current)).Bytes.ToArray();
        Assert.All(Damage.Flips(bytes).Concat(Damage.Cuts(bytes)), changed =>
        {
            try
            {
                Assert.False(SignedCheckpoint.Parse(changed).Check([Current.Key]).IsVerified);
            }
            catch (FormatException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
        });
    }

    [Fact]
    public async Task A_signer_that_gives_another_signature_signs_nothing()
    {
        await Assert.ThrowsAsync<CryptographicException>(() => SignAsync(new Liar(Current.Key, Old)));
        await Assert.ThrowsAsync<FormatException>(() => SignAsync());
        await Assert.ThrowsAsync<FormatException>(() => SignedCheckpoint.SignAsync(Some with { Size = -1 }, [Current], default));
    }

    [SkippableFact]
    public async Task Openssl_verifies_it_with_the_public_key_file()
    {
        var signed = await SignAsync(Current);
        var folder = Directory.CreateTempSubdirectory("note-");
        try
        {
            string At(string name) => Path.Combine(folder.FullName, name);
            await File.WriteAllTextAsync(At("public-key.pem"), Current.Key.PublicKeyPem());
            await File.WriteAllBytesAsync(At("text"), signed.Note.TextBytes);
            await File.WriteAllBytesAsync(At("signature"), signed.Note.Signatures[0].Bytes);
            string[] command = ["dgst", "-sha256", "-verify", "public-key.pem", "-signature", "signature", "text"];
            var good = OutsideProgram.Run("openssl", command, folder: folder.FullName);
            Skip.If(good is null, "there is no openssl");
            Assert.Equal((0, "Verified OK\n"), good);
            await File.WriteAllTextAsync(At("text"), signed.Note.Text.Replace("\n7\n", "\n8\n", StringComparison.Ordinal));
            Assert.NotEqual(0, OutsideProgram.Run("openssl", command, folder: folder.FullName)!.Value.ExitCode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static SignedCheckpoint With(SignedCheckpoint signed, NoteSignature more) =>
        SignedCheckpoint.Parse(new SignedNote(signed.Note.Text, [.. signed.Note.Signatures, more]).ToBytes());

    private sealed class Liar(NoteKey key, INoteSigner other) : INoteSigner
    {
        public NoteKey Key => key;

        public Task<byte[]> SignAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken) => other.SignAsync(text, cancellationToken);
    }
}
