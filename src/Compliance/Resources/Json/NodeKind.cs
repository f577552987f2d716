namespace Compliance.Resources.Json;

/// <summary>What a value is.</summary>
internal enum NodeKind : byte
{
    Object,
    Array,
    Text,
    Number,
    True,
    False,
    Null,

    /// <summary>Not known before it is deployed: an expression, or what Terraform computes. Its text says which.</summary>
    Unknown,
}

/// <summary>One value of a tape.</summary>
internal struct TapeEntry
{
    public NodeKind Kind;

    /// <summary>Index behind the value and all inside it.</summary>
    public int End;
    public TapeText Name;
    public TapeText Text;
}

/// <summary>Where a text of a tape lies; the default is empty.</summary>
/// <param name="Start">Position in what was read; a complement: in what was unescaped or added.</param>
/// <param name="Hash">Of a name; else of no meaning.</param>
internal readonly record struct TapeText(int Start, int Length, uint Hash = 0);
