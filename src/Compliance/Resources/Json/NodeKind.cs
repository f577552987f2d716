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
    public int NameStart;
    public int NameLength;
    public uint NameHash;
    public int Start;
    public int Length;
}
