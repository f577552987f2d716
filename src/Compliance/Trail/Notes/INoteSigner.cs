namespace Compliance.Trail.Notes;

/// <summary>Holds, or can reach, a private key.</summary>
public interface INoteSigner
{
    /// <summary>The public half.</summary>
    NoteKey Key { get; }

    /// <summary>Signs a note's text.</summary>
    /// <param name="text">The text's bytes, up to and with the line break that ends it.</param>
    /// <returns>The signature as its line carries it after the key id; of ECDSA the ASN.1 DER form.</returns>
    Task<byte[]> SignAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken);
}
