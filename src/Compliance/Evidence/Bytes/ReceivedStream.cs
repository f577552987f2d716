using System.Security.Cryptography;

namespace Compliance.Evidence.Bytes;

/// <summary>A file as received: digests and counts every byte on its way to the reader, so that it is read once.</summary>
internal sealed class ReceivedStream(Stream inner) : ForwardStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Bytes seen so far.</summary>
    public long Count { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _hash.AppendData(buffer[..read]);
        Count += read;
        return read;
    }

    /// <summary>Reads what nobody wanted and returns the digest of the whole file.</summary>
    public string Finish()
    {
        var rest = new byte[64 * 1024];
        while (Read(rest) > 0) { }
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            inner.Dispose();
        }
        base.Dispose(disposing);
    }
}
