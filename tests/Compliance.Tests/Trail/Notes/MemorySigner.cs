using System.Security.Cryptography;
using System.Text;
using Compliance.Trail.Notes;

namespace Compliance.Tests.Trail.Notes;

/// <summary>Signs with a P-256 key whose private number is the SHA-256 of a word: the same key for the same word, and no
/// secret in any file.</summary>
internal sealed class MemorySigner : INoteSigner, IDisposable
{
    private readonly ECDsa _key;

    public MemorySigner(string name, string word)
    {
        _key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = SHA256.HashData(Encoding.UTF8.GetBytes(word)) });
        Key = NoteKey.OfEcdsa(name, _key.ExportSubjectPublicKeyInfo());
    }

    public NoteKey Key { get; }

    public Task<byte[]> SignAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken) =>
        Task.FromResult(_key.SignData(text.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    public void Dispose() => _key.Dispose();
}
