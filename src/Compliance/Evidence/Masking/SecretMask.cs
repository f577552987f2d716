using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Compliance.Events;

namespace Compliance.Evidence.Masking;

/// <summary>Takes the secrets out of an event's texts before anybody else sees them.</summary>
/// <remarks>What it writes lives as long as the record does. Texts without a secret are handed back as they came.</remarks>
internal sealed class SecretMask
{
    private const int DigestLength = 8;
    private byte[] _written = new byte[1024];
    private int _used;

    /// <summary>Masks every text of the event. Ids, accounts and sessions that held a secret carry the first 32 bits of their SHA-256
    /// behind the mark, so that two of them stay two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Clean(ref AccessEvent accessEvent)
    {
        _used = 0;
        if (Secrets.MayBeIn(accessEvent.Id)) accessEvent.Id = Masked(accessEvent.Id, staysApart: true);
        if (Secrets.MayBeIn(accessEvent.Account)) accessEvent.Account = Masked(accessEvent.Account, staysApart: true);
        if (Secrets.MayBeIn(accessEvent.Session)) accessEvent.Session = Masked(accessEvent.Session, staysApart: true);
        if (Secrets.MayBeIn(accessEvent.Ip)) accessEvent.Ip = Masked(accessEvent.Ip);
        if (Secrets.MayBeIn(accessEvent.Country)) accessEvent.Country = Masked(accessEvent.Country);
        if (Secrets.MayBeIn(accessEvent.Latitude)) accessEvent.Latitude = Masked(accessEvent.Latitude);
        if (Secrets.MayBeIn(accessEvent.Longitude)) accessEvent.Longitude = Masked(accessEvent.Longitude);
        if (Secrets.MayBeIn(accessEvent.UserAgent)) accessEvent.UserAgent = Masked(accessEvent.UserAgent);
        if (Secrets.MayBeIn(accessEvent.Action)) accessEvent.Action = Masked(accessEvent.Action);
        if (Secrets.MayBeIn(accessEvent.Resource)) accessEvent.Resource = Masked(accessEvent.Resource);
        if (Secrets.MayBeIn(accessEvent.ResourceType)) accessEvent.ResourceType = Masked(accessEvent.ResourceType);
        if (Secrets.MayBeIn(accessEvent.Tenant)) accessEvent.Tenant = Masked(accessEvent.Tenant);
        if (Secrets.MayBeIn(accessEvent.Case)) accessEvent.Case = Masked(accessEvent.Case);
    }

    /// <summary>A text of a message without its secrets.</summary>
    public static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(new SecretMask().Masked(utf8));

    private ReadOnlySpan<byte> Masked(ReadOnlySpan<byte> text, bool staysApart = false)
    {
        var marks = Secrets.MarksOf(text);
        if (!Secrets.TryFind(text, marks, 0, out var secret)) return text;
        // A mark may be longer than what it stands for; a secret has at least one byte.
        var target = Room(text.Length * Secrets.Mark.Length + 1 + DigestLength);
        var (from, length) = (0, 0);
        do
        {
            Put(text[from..secret.Start], target, ref length);
            Put(Secrets.Mark, target, ref length);
            from = secret.End;
        }
        while (Secrets.TryFind(text, marks, from, out secret));
        Put(text[from..], target, ref length);
        if (staysApart && !target[..length].SequenceEqual(text)) PutDigest(text, target, ref length);
        _used += length;
        return target[..length];
    }

    private static void Put(ReadOnlySpan<byte> text, Span<byte> target, ref int length)
    {
        text.CopyTo(target[length..]);
        length += text.Length;
    }

    private static void PutDigest(ReadOnlySpan<byte> text, Span<byte> target, ref int length)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, digest);
        target[length++] = (byte)'#';
        Convert.TryToHexStringLower(digest[..(DigestLength / 2)], target[length..], out var written);
        length += written;
    }

    private Span<byte> Room(int length)
    {
        // Texts handed out earlier keep the array they lie in.
        if (_written.Length - _used < length) (_written, _used) = (new byte[Math.Max(_written.Length * 2, length)], 0);
        return _written.AsSpan(_used, length);
    }
}
