using System.Text;

namespace Compliance.Resources.Json;

/// <summary>The name of a property that is looked for, ignoring case: tools spell the same property differently.</summary>
internal sealed class PropertyName
{
    private readonly byte[] _utf8;

    public PropertyName(string name)
    {
        Text = name;
        _utf8 = Encoding.UTF8.GetBytes(name);
        Hashed = Hash(_utf8);
    }

    public string Text { get; }

    public uint Hashed { get; }

    /// <summary>A hash that ignores the case of letters: enough to tell most names of one object apart.</summary>
    public static uint Hash(ReadOnlySpan<byte> name) => name.IsEmpty ? 0
        : (uint)name.Length & 0xFF | (name[0] | 0x20u) << 8 | (name[^1] | 0x20u) << 16 | (name[name.Length / 2] | 0x20u) << 24;

    public bool Is(ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(_utf8, name) || name.SequenceEqual(_utf8);
}
