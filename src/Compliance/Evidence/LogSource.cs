using Compliance.Vendors;

namespace Compliance.Evidence;

/// <summary>One log file about to be read.</summary>
/// <param name="Index">Position in reading order, from 0.</param>
/// <param name="Path">Relative to the vendor folder, with <c>/</c>; or the file given.</param>
/// <param name="Format">Name of the format it is read as.</param>
/// <param name="Entry">The entry of <c>logs:</c> that claims it; null: sniffed.</param>
/// <param name="MapsCase">Whether the format or the entry's fields say where a case is: without it, an absent case proves nothing.</param>
public sealed record LogSource(int Index, string Path, string Format, LogEntry? Entry, bool MapsCase);
