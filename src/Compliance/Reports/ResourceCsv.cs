using Compliance.Resources;

namespace Compliance.Reports;

/// <summary>Judged resources as CSV (RFC 4180), one row for each resource and check of its type, with a header row.</summary>
public sealed class ResourceCsv
{
    private static readonly string[] Columns =
        ["check", "resourceType", "resource", "verdict", "severity", "path", "found", "expected", "controls", "fix", "source", "reason", "snapshot"];

    private readonly TextWriter _output;

    public ResourceCsv(TextWriter output)
    {
        _output = output;
        WriteRow(Columns);
    }

    public void Add(ResourceResult result) => WriteRow(
    [
        result.Check,
        result.ResourceType,
        result.Resource,
        Wording.Of(result.Verdict),
        Wording.Of(result.Severity),
        result.Path,
        result.Found,
        result.Expected,
        string.Join("; ", result.Controls),
        result.Fix,
        result.Source,
        result.Reason,
        result.Snapshot,
    ]);

    private void WriteRow(IEnumerable<string?> cells) => CsvCell.WriteRow(cells, _output);
}
