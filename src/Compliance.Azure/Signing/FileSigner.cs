using System.Security.Cryptography;
using Compliance.Trail.Notes;

namespace Compliance.Signing;

/// <summary>Signs notes with a P-256 key that lies in a file, for development and for the command line.</summary>
public sealed class FileSigner : INoteSigner
{
    private readonly ECParameters _key;

    /// <param name="name">What the key is named: the log's origin.</param>
    /// <param name="key">With its private half; on P-256.</param>
    /// <exception cref="FormatException">The key is on another curve, or the name is none.</exception>
    public FileSigner(string name, ECDsa key)
    {
        Key = NoteKey.OfEcdsa(name, key.ExportSubjectPublicKeyInfo());
        _key = key.ExportParameters(includePrivateParameters: true);
    }

    /// <inheritdoc/>
    public NoteKey Key { get; }

    /// <inheritdoc/>
    public Task<byte[]> SignAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        using var key = ECDsa.Create(_key);
        return Task.FromResult(key.SignData(text.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }
}
