namespace Compliance;

/// <summary>How far an audit has come.</summary>
/// <param name="BytesRead">Bytes of evidence read, as stored.</param>
/// <param name="BytesTotal">Bytes of evidence to read.</param>
/// <param name="Events">Events read.</param>
public readonly record struct AuditProgress(long BytesRead, long BytesTotal, long Events);
