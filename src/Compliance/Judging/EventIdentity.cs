using System.Buffers.Binary;
using Compliance.Events;
using Compliance.Evidence.Bytes;

namespace Compliance.Judging;

/// <summary>When two records tell of one event: the same id and equal fields, or, without an id, identical bytes.</summary>
internal sealed class EventIdentity(KeyedHash hash)
{
    private byte[] _scratch = new byte[1024];
    private int _used;
    private (int Source, long Record) _record;
    private UInt128 _ofRecord;

    /// <summary>Keyed hash of what makes the event this one.</summary>
    public UInt128 Of(in AccessEvent e)
    {
        _used = 0;
        if (e.Id.IsEmpty) return OfPart(e);
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

    // A record may be megabytes and tell hundreds of events: its bytes are hashed once.
    private UInt128 OfPart(in AccessEvent e)
    {
        if (e.Part == 0 || _record != (e.Source, e.Record)) (_record, _ofRecord) = ((e.Source, e.Record), OfRecord(e.Bytes));
        if (e.Part == 0) return _ofRecord;
        _used = 0;
        Reserve(32);
        _scratch[_used++] = 2;
        Put(e.Part);
        Put(unchecked((long)(ulong)_ofRecord));
        Put(unchecked((long)(ulong)(_ofRecord >> 64)));
        return hash.Of(_scratch.AsSpan(0, _used));
    }

    private UInt128 OfRecord(ReadOnlySpan<byte> bytes)
    {
        // A byte that begins nothing else that is hashed here keeps the kinds apart.
        Reserve(1 + bytes.Length);
        _scratch[_used++] = 0;
        bytes.CopyTo(_scratch.AsSpan(_used));
        return hash.Of(_scratch.AsSpan(0, _used + bytes.Length));
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
