using System.Text;
using System.Text.Json;
using Compliance.Evidence;
using Compliance.Rules;

namespace Compliance.Judging;

/// <summary>Every failing record of the event rules, once per rule, sorted by time, source, record and rule.</summary>
internal sealed class ViolationLog(long memory, string? folder) : IDisposable
{
    private readonly SpillSorter<Violation> _violations = new(memory, folder);

    /// <param name="rule">Position of the rule in the order of rule ids.</param>
    public void Add(int rule, in EventRow row) => _violations.Add(new Violation { Rule = rule, Row = row });

    /// <summary>Writes the records as NDJSON: rule, source, record, principal, action, resource, time.</summary>
    public void WriteTo(Stream output, IReadOnlyList<RuleDefinition> rulesById, IReadOnlyList<SourceSummary> sources, RowText text)
    {
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        var merge = _violations.Sorted();
        while (merge.Next())
        {
            ref readonly var row = ref merge.Current.Row;
            writer.WriteStartObject();
            writer.WriteString("rule"u8, rulesById[merge.Current.Rule].Id);
            writer.WriteString("source"u8, sources[row.Sequence.Source].Source);
            writer.WriteNumber("record"u8, row.Sequence.Record);
            writer.WriteString("principal"u8, text.Principal(row.Principal, row.Text));
            writer.WriteString("action"u8, text.ShownAction(row.Action, row.Text));
            if (text.Resource(row.Text) is { } resource) writer.WriteString("resource"u8, resource);
            writer.WriteString("time"u8, TimeText.Milliseconds(row.Time));
            writer.WriteEndObject();
            writer.Flush();
            output.Write("\n"u8);
            writer.Reset();
        }
    }

    public void Dispose() => _violations.Dispose();

    private struct Violation : ISortable<Violation>
    {
        public int Rule;
        public EventRow Row;

        public readonly ulong Prefix => (ulong)Math.Max(Row.Time, 0);

        public static int Compare(in Violation left, in Violation right)
        {
            var order = left.Row.Time.CompareTo(right.Row.Time);
            if (order == 0) order = left.Row.Sequence.CompareTo(right.Row.Sequence);
            return order == 0 ? left.Rule.CompareTo(right.Rule) : order;
        }
    }
}
