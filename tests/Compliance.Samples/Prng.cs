using System.Text;

namespace Compliance.Samples;

/// <summary>SplitMix64: the same numbers on every runtime, which <see cref="Random"/> does not promise.</summary>
/// <param name="seed">Any value; equal seeds give equal sequences.</param>
public sealed class Prng(ulong seed)
{
    private readonly ulong _seed = seed;
    private ulong _state = seed;

    public ulong NextBits()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15UL;
            return Mix(_state);
        }
    }

    /// <summary>A number in [0, <paramref name="bound"/>).</summary>
    public int Below(int bound) => (int)(((NextBits() >> 32) * (ulong)bound) >> 32);

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>].</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    public bool Chance(double probability) => (NextBits() >> 11) * (1.0 / (1UL << 53)) < probability;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    public TimeSpan Seconds(int low, int high) => TimeSpan.FromSeconds(Between(low, high));

    public Guid NextGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, NextBits());
        BitConverter.TryWriteBytes(bytes[8..], NextBits());
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes);
    }

    /// <summary>An independent sequence: what one part of the sample draws leaves the other parts as they were.</summary>
    public Prng Fork(string name)
    {
        unchecked
        {
            var hash = _seed;
            foreach (var octet in Encoding.UTF8.GetBytes(name))
                hash = Mix(hash ^ octet) + 0x9E3779B97F4A7C15UL;
            return new Prng(hash);
        }
    }

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }
}
