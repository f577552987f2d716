using System.Buffers.Binary;
using System.Security.Cryptography;
using Compliance.Evidence.Bytes;

namespace Compliance.Slices;

/// <summary>The key that the slices of one run share: 128 bits, drawn for each run. Under it names become the compact values that rows are compared by, the same in every
/// slice; and slice files are sealed, so that only the run's own are merged. Never shown: who knows it can aim a log at one place of a table, and make slice files.</summary>
public sealed class SliceKey
{
    private const int Bytes = 16;

    private static readonly byte[] SealPurpose = "compliance slice file: seal"u8.ToArray();

    private readonly byte[] _key;

    private SliceKey(byte[] key) => _key = key;

    public static SliceKey Draw() => new(RandomNumberGenerator.GetBytes(Bytes));

    /// <param name="secret">As <see cref="Reveal"/> gave it.</param>
    /// <exception cref="InputException">It is no such text; the message does not repeat it.</exception>
    public static SliceKey Parse(string secret)
    {
        var key = new byte[Bytes];
        if (secret.Length != 2 * Bytes || Convert.FromHexString(secret, key, out _, out _) != System.Buffers.OperationStatus.Done)
            throw new InputException($"the key of the run's slices is not {2 * Bytes} hex digits: start the audit anew");
        return new SliceKey(key);
    }

    /// <summary>The key as 32 lower-case hex digits, to be kept with the run as a secret.</summary>
    public string Reveal() => Convert.ToHexStringLower(_key);

    /// <summary>Says nothing of the key.</summary>
    public override string ToString() => nameof(SliceKey);

    internal KeyedHash Hash() => new(BinaryPrimitives.ReadUInt64LittleEndian(_key), BinaryPrimitives.ReadUInt64LittleEndian(_key.AsSpan(sizeof(ulong))));

    /// <summary>Begins the seal of one slice file. One key for two purposes would let what one shows help against the other.</summary>
    internal IncrementalHash Seal() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, HMACSHA256.HashData(_key, SealPurpose));
}
