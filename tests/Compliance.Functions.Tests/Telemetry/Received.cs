using System.Globalization;

namespace Compliance.Functions.Tests.Telemetry;

/// <param name="Kind">1 internal, 2 server, 3 client, 4 producer, 5 consumer.</param>
/// <param name="Status">0 unset, 1 ok, 2 error.</param>
internal sealed record ReceivedSpan(
    string Scope, string Name, ulong Kind, string TraceId, string Id, string Parent, string State, ulong Status, string Said, int Events, IReadOnlyDictionary<string, string> Attributes)
{
    public string this[string attribute] => Attributes.GetValueOrDefault(attribute, "");
}

/// <param name="Value">A sum; of a histogram how many values there are.</param>
internal sealed record ReceivedPoint(string Scope, string Metric, string Unit, double Value, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<double> Bounds)
{
    public string this[string attribute] => Attributes.GetValueOrDefault(attribute, "");
}

internal sealed record ReceivedLog(string Scope, string Body, string EventName, IReadOnlyDictionary<string, string> Attributes);

/// <summary>Reads requests of OTLP: opentelemetry/proto/{trace,metrics,logs}/v1 1.9.</summary>
internal static class Received
{
    public static IEnumerable<ReceivedSpan> Spans(ReadOnlyMemory<byte> request) =>
        from scope in Scopes(request)
        from span in Fields(scope.Message, 2)
        let fields = span.Message
        select new ReceivedSpan(
            scope.Name, Text(fields, 5), Number(fields, 6), Hex(fields, 1), Hex(fields, 2), Hex(fields, 4), Text(fields, 3),
            Number(Inner(fields, 15), 3), Text(Inner(fields, 15), 2), Fields(fields, 11).Count(), Attributes(fields, 9));

    public static IEnumerable<ReceivedPoint> Points(ReadOnlyMemory<byte> request) =>
        from scope in Scopes(request)
        from metric in Fields(scope.Message, 2)
        let fields = metric.Message
        from point in Sums(fields).Concat(Histograms(fields))
        select new ReceivedPoint(scope.Name, Text(fields, 1), Text(fields, 3), point.Value, point.Attributes, point.Bounds);

    public static IEnumerable<ReceivedLog> Logs(ReadOnlyMemory<byte> request) =>
        from scope in Scopes(request)
        from record in Fields(scope.Message, 2)
        let fields = record.Message
        select new ReceivedLog(scope.Name, Value(Inner(fields, 5)), Text(fields, 12), Attributes(fields, 6));

    public static IReadOnlyDictionary<string, string> Resource(ReadOnlyMemory<byte> request) => Attributes(Inner(Inner(WireReader.Read(request), 1), 1), 1);

    // All three requests: resources (1), in them scopes (2), in them the scope itself (1) and what is of it (2).
    private static IEnumerable<(string Name, IReadOnlyList<WireField> Message)> Scopes(ReadOnlyMemory<byte> request) =>
        from resource in Fields(WireReader.Read(request), 1)
        from scope in Fields(resource.Message, 2)
        select (Text(Inner(scope.Message, 1), 1), scope.Message);

    private static IEnumerable<(double Value, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<double> Bounds)> Sums(IReadOnlyList<WireField> metric) =>
        from point in Fields(Inner(metric, 7), 1)
        let fields = point.Message
        select ((double)unchecked((long)Number(fields, 6)), (IReadOnlyDictionary<string, string>)Attributes(fields, 7), (IReadOnlyList<double>)[]);

    private static IEnumerable<(double Value, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<double> Bounds)> Histograms(IReadOnlyList<WireField> metric) =>
        from point in Fields(Inner(metric, 9), 1)
        let fields = point.Message
        select ((double)Number(fields, 4), (IReadOnlyDictionary<string, string>)Attributes(fields, 9), Doubles(fields, 7));

    private static IReadOnlyList<double> Doubles(IReadOnlyList<WireField> fields, int number) =>
        [.. Fields(fields, number).SelectMany(packed => Enumerable.Range(0, packed.Bytes.Length / 8).Select(i => BitConverter.ToDouble(packed.Bytes.Span[(i * 8)..])))];

    private static Dictionary<string, string> Attributes(IReadOnlyList<WireField> fields, int number) =>
        Fields(fields, number).Select(pair => pair.Message).ToDictionary(pair => Text(pair, 1), pair => Value(Inner(pair, 2)), StringComparer.Ordinal);

    private static string Value(IReadOnlyList<WireField> value) => value is not [var field, ..] ? "" : field.Number switch
    {
        1 => field.Text,
        2 => field.Value == 1 ? "true" : "false",
        3 => unchecked((long)field.Value).ToString(CultureInfo.InvariantCulture),
        4 => field.Double.ToString(CultureInfo.InvariantCulture),
        _ => throw new InvalidDataException($"a value of kind {field.Number}"),
    };

    private static IEnumerable<WireField> Fields(IReadOnlyList<WireField> message, int number) => message.Where(field => field.Number == number);

    private static IReadOnlyList<WireField> Inner(IReadOnlyList<WireField> message, int number) =>
        Fields(message, number).Select(field => field.Message).FirstOrDefault() ?? [];

    private static string Text(IReadOnlyList<WireField> message, int number) => Fields(message, number).Select(field => field.Text).FirstOrDefault() ?? "";

    private static string Hex(IReadOnlyList<WireField> message, int number) => Fields(message, number).Select(field => field.Hex).FirstOrDefault() ?? "";

    private static ulong Number(IReadOnlyList<WireField> message, int number) => Fields(message, number).Select(field => field.Value).FirstOrDefault();
}
