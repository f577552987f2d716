using System.Security.Cryptography;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Notes;

namespace Compliance.Tests.Trail.Verification;

/// <summary>A key pair that signs checkpoints.</summary>
internal sealed class TestSigner : INoteSigner, IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestSigner(string origin = NaiveExport.Origin) => Key = NoteKey.OfEcdsa(origin, _key.ExportSubjectPublicKeyInfo());

    public NoteKey Key { get; }

    public Task<byte[]> SignAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken) =>
        Task.FromResult(_key.SignData(text.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    public static SignedCheckpoint Sign(Checkpoint checkpoint, params TestSigner[] signers) =>
        SignedCheckpoint.SignAsync(checkpoint, signers, default).GetAwaiter().GetResult();

    public void Dispose() => _key.Dispose();
}
