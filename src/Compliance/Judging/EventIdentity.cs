using System.Buffers.Binary;
using Compliance.Events;
using Compliance.Evidence.Bytes;

namespace Compliance.Judging;

/// <summary>When two records tell of one event: the same id and equal fields, or, without an id, identical bytes.</summary>
internal sealed class EventIdentity(KeyedHash hash)
{
    private byte[] _scratch = new byte[1024];
    private int _used;

    /// <summary>Keyed hash of what makes the event this one.</summary>
    public UInt128 Of(in AccessEvent e)
    {
        _used = 0;
        if (e.Id.IsEmpty)
        {
            // A byte that begins no event with an id keeps the two kinds apart.
            Reserve(1 + e.Bytes.Length);
            _scratch[_used++] = 0;
            e.Bytes.CopyTo(_scratch.AsSpan(_used));
            return hash.Of(_scratch.AsSpan(0, _used + e.Bytes.Length));
        }
        Reserve(32);
        _scratch[_used++] = 1;
        Put(e.Time);
        Put(e.Records);
        _scratch[_used++] = (byte)e.AccountKind;
        _scratch[_used++] = (byte)e.Mfa;
        _scratch[_used++] = (byte)e.Interactive;
        _scratch[_used++] = (byte)e.Outcome;
        _scratch[_used++] = e.PlatformService ? (byte)1 : (byte)0;
        Put(e.Id);
        Put(e.Account);
        Put(e.Ip);
        Put(e.UserAgent);
        Put(e.Session);
        Put(e.Action);
        Put(e.Resource);
        Put(e.ResourceType);
        Put(e.Tenant);
        Put(e.Case);
        return hash.Of(_scratch.AsSpan(0, _used));
    }

    private void Put(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_scratch.AsSpan(_used), value);
        _used += sizeof(long);
    }

    private void Put(ReadOnlySpan<byte> text)
    {
        Reserve(sizeof(int) + text.Length);
        BinaryPrimitives.WriteInt32LittleEndian(_scratch.AsSpan(_used), text.Length);
        text.CopyTo(_scratch.AsSpan(_used + sizeof(int)));
        _used += sizeof(int) + text.Length;
    }

    private void Reserve(int more)
    {
        if (_scratch.Length - _used < more) Array.Resize(ref _scratch, Math.Max(_scratch.Length * 2, _used + more));
    }
}
