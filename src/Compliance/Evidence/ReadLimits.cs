namespace Compliance.Evidence;

/// <summary>Bounds of reading one log file.</summary>
internal sealed record ReadLimits
{
    public static readonly ReadLimits Default = new();

    /// <summary>Bytes read at a time; default 256 KiB, which stays in the second-level cache from digest to scanner.</summary>
    public int Block { get; init; } = 256 * 1024;

    /// <summary>Longest record, in bytes of UTF-8; default 16 MiB. A longer one is rejected without being held in memory.</summary>
    public int Record { get; init; } = 16 * 1024 * 1024;

    /// <summary>Most bytes that one file may decompress to; default 64 GiB.</summary>
    public long Decompressed { get; init; } = 64L << 30;
}
