using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Compliance.Tests.Trail.Notes;
using Compliance.Trail.Notes;

namespace Compliance.Tests.Trail.Vectors;

/// <summary>Gives the signature that was given before for the same key and text, so that vectors can be made again byte for
/// byte: ECDSA would make another one each time.</summary>
internal sealed class KnownSignatures(string file)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly SortedDictionary<string, string> _known = File.Exists(file)
        ? JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllBytes(file))!
        : [];

    public INoteSigner Of(MemorySigner signer) => new Remembering(this, signer);

    public string ToJson() => JsonSerializer.Serialize(_known, Indented) + "\n";

    private sealed class Remembering(KnownSignatures all, MemorySigner signer) : INoteSigner
    {
        public NoteKey Key => signer.Key;

        public async Task<byte[]> SignAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
        {
            var name = $"{Key.KeyIdHex} {Convert.ToHexStringLower(SHA256.HashData(text.Span))}";
            if (all._known.TryGetValue(name, out var known)) return Convert.FromBase64String(known);
            var signature = await signer.SignAsync(text, cancellationToken);
            all._known[name] = Convert.ToBase64String(signature);
            return signature;
        }
    }
}
