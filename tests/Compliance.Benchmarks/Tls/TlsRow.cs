using System.Globalization;

namespace Compliance.Benchmarks.Tls;

/// <summary>Milliseconds for one endpoint, medians.</summary>
/// <param name="Warm">In a process that has probed before.</param>
/// <param name="Command"><c>compliance tls</c> from its start to its end.</param>
/// <param name="Testssl">A single run; null where it is not installed or not wanted.</param>
internal sealed record TlsRow(string Server, int Suites, int Connections, double Warm, double Command, double Sslscan, double? Testssl)
{
    public static string Header { get; } = Line("server", "suites", "connections", "probe, warm", "compliance tls", "sslscan", "testssl.sh");

    public override string ToString() => Line(Server, $"{Suites}", $"{Connections}", Time(Warm), Time(Command), Time(Sslscan), Time(Testssl));

    /// <summary>Medians of the ratios per endpoint.</summary>
    public static IEnumerable<string> Ratios(IReadOnlyList<TlsRow> rows)
    {
        if (Ratio(rows, row => row.Warm / row.Sslscan) is { } warm) yield return $"ratio     the probe takes {warm}× the time of sslscan (medians)";
        if (Ratio(rows, row => row.Command / row.Sslscan) is { } command) yield return $"ratio     compliance tls takes {command}× the time of sslscan (medians)";
        if (Ratio(rows, row => row.Testssl / row.Warm) is { } slower) yield return $"ratio     testssl.sh takes {slower}× the time of the probe";
        if (Ratio(rows, row => row.Testssl / row.Command) is { } whole) yield return $"ratio     testssl.sh takes {whole}× the time of compliance tls";
    }

    private static string? Ratio(IReadOnlyList<TlsRow> rows, Func<TlsRow, double?> of)
    {
        var ratios = rows.Select(of).OfType<double>().Order().ToList();
        return ratios.Count == 0 ? null : ratios[ratios.Count / 2].ToString("F2", CultureInfo.InvariantCulture)
            + string.Create(CultureInfo.InvariantCulture, $" ({ratios[0]:F2} to {ratios[^1]:F2})");
    }

    private static string Time(double? milliseconds) => milliseconds is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value:N0} ms") : "-";

    private static string Line(string server, params IEnumerable<string> columns) => server.PadRight(14) + string.Concat(columns.Select(column => column.PadLeft(16)));
}
