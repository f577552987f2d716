namespace Compliance.Samples.Scan;

/// <summary>Which names never repeat in the log.</summary>
public enum Distinct
{
    None,

    /// <summary>Every record names a resource of its own.</summary>
    Resources,

    /// <summary>Every record has an account of its own, which no list knows.</summary>
    Principals,
}

/// <param name="Bytes">Size of the log; the last record may exceed it. From 1 MB.</param>
/// <param name="Principals">People of the vendor, 100 to 40,000: an access.yaml of more is larger than the reader takes (4 MiB).</param>
/// <param name="Distinct">What never repeats.</param>
/// <param name="Seed">Any value.</param>
public sealed record ScanOptions(long Bytes, int Principals = 10_000, Distinct Distinct = Distinct.None, ulong Seed = 2031)
{
    /// <summary>What is wrong with these options and what to give instead; absent when nothing is.</summary>
    public string? Problem() => this switch
    {
        { Bytes: < 1_000_000 } => $"`--bytes {Bytes}` is too small: give at least 1MB",
        { Principals: < 100 or > 40_000 } => $"`--principals {Principals}` is out of range: give 100 to 40000",
        _ => null,
    };
}
