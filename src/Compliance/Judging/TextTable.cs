using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Compliance.Judging;

/// <summary>Looks values up by UTF-8 text, byte by byte. It keeps a number of texts and then no more, and where a text falls
/// depends on a seed of the run, so that no log can fill it or aim at one place of it.</summary>
internal sealed class TextTable<T>(int most)
{
    private const ulong Odd = 0x9E3779B97F4A7C15;
    private const int LongestKept = 1024;

    private readonly ulong _seed = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;
    private Entry[] _entries = new Entry[256];
    private int _count;

    public bool TryGetValue(ReadOnlySpan<byte> text, [MaybeNullWhen(false)] out T value)
    {
        var hash = Hash(text);
        for (var at = Slot(hash, _entries.Length); _entries[at].Text is { } kept; at = at + 1 & _entries.Length - 1)
        {
            if (_entries[at].Hash != hash || !text.SequenceEqual(kept)) continue;
            value = _entries[at].Value;
            return true;
        }
        value = default;
        return false;
    }

    /// <summary>Keeps a text that is not in the table, while there is room.</summary>
    public void Keep(ReadOnlySpan<byte> text, T value)
    {
        if (_count == most || text.Length > LongestKept) return;
        if (++_count * 2 > _entries.Length) Grow();
        Place(_entries, new Entry { Hash = Hash(text), Text = text.ToArray(), Value = value });
    }

    public void Clear()
    {
        Array.Clear(_entries);
        _count = 0;
    }

    private void Grow()
    {
        var entries = new Entry[_entries.Length * 2];
        foreach (var entry in _entries)
            if (entry.Text is not null) Place(entries, entry);
        _entries = entries;
    }

    private static void Place(Entry[] entries, in Entry entry)
    {
        var at = Slot(entry.Hash, entries.Length);
        while (entries[at].Text is not null) at = at + 1 & entries.Length - 1;
        entries[at] = entry;
    }

    private static int Slot(ulong hash, int length) => (int)(hash >> 33) & length - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Hash(ReadOnlySpan<byte> text)
    {
        unchecked
        {
            var hash = _seed ^ (ulong)text.Length;
            for (; text.Length >= 8; text = text[8..]) hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text));
            ulong last = 0;
            for (var i = 0; i < text.Length; i++) last |= (ulong)text[i] << (8 * i);
            return Mix(hash ^ last);
        }
    }

    private ulong Mix(ulong value)
    {
        var high = Math.BigMul(value ^ _seed, Odd, out var low);
        return high ^ low;
    }

    private struct Entry
    {
        public ulong Hash;
        public byte[]? Text;
        public T Value;
    }
}
