namespace Compliance.Trail;

/// <summary>An entry's bytes at their place, not looked into: for whoever copies or hashes many.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Bytes">The leaf exactly as it is stored; valid until the next one is asked for.</param>
/// <param name="Hash">Leaf hash of these bytes, computed from them when they were read.</param>
public readonly record struct TrailLeaf(long Index, ReadOnlyMemory<byte> Bytes, EntryHash Hash);
