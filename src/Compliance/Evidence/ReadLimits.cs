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

    /// <summary>Bytes that any file may decompress to, however small it is; default 1 GiB.</summary>
    public long AnyDecompressed { get; init; } = 1L << 30;

    /// <summary>How many times its length a file may decompress to beyond <see cref="AnyDecompressed"/>; default 100. Logs pack ten- to thirtyfold; a
    /// file that grows a thousandfold was made to keep whoever reads it busy.</summary>
    public int Growth { get; init; } = 100;

    /// <summary>The limits for a file. They depend on nothing but its length, so that it is cut at the same place whoever reads it.</summary>
    /// <param name="length">As received, in bytes.</param>
    public ReadLimits For(long length) => this with { Decompressed = Math.Min(Decompressed, Math.Max(AnyDecompressed, Math.Min(length, Decompressed) * Growth)) };
}
