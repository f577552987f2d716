using Azure.Core;

namespace Compliance.Graph;

/// <summary>How Resource Graph is reached: cloud, limits, and what any client of Azure takes: retries, transport, diagnostics. What lies
/// beyond a limit is refused: evidence in part would pass for the whole.</summary>
public sealed class ResourceGraphOptions : ClientOptions
{
    public ResourceGraphOptions()
    {
        Retry.MaxRetries = 6;
        Retry.MaxDelay = TimeSpan.FromSeconds(60);
        // The query text and names of resources stay out of logs.
        Diagnostics.IsLoggingContentEnabled = false;
    }

    /// <summary>Default: the public cloud.</summary>
    public GraphCloud Cloud { get; init; } = GraphCloud.Public;

    /// <summary>Rows asked for at a time. Default 1000, the most there is; 1 to 1000.</summary>
    public int PageRows { get; init; } = 1_000;

    /// <summary>Most bytes of a page, which is held in memory. Default 64 MiB; 64 KiB to 1 GiB.</summary>
    public int PageBytes { get; init; } = 64 << 20;

    /// <summary>Most rows. Default 1,000,000; 1 to 10,000,000.</summary>
    public int Rows { get; init; } = 1_000_000;

    /// <summary>Most pages, empty ones too. Default 10,000; 1 to 1,000,000.</summary>
    public int Pages { get; init; } = 10_000;

    /// <summary>Time for everything, waiting for quota included. Default 30 minutes; 1 second to 6 hours.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The options themselves, when they can be used.</summary>
    /// <exception cref="InputException">Settings out of range, one a line, each by its name.</exception>
    public ResourceGraphOptions Checked()
    {
        List<string> problems =
        [
            .. Range(nameof(PageRows), PageRows, 1, 1_000),
            .. Range(nameof(PageBytes), PageBytes, 64 << 10, 1 << 30),
            .. Range(nameof(Rows), Rows, 1, 10_000_000),
            .. Range(nameof(Pages), Pages, 1, 1_000_000),
        ];
        if (Time < TimeSpan.FromSeconds(1) || Time > TimeSpan.FromHours(6)) problems.Add($"setting `{nameof(Time)}` is {Time}: expected 00:00:01 to 06:00:00");
        if (!Cloud.Endpoint.IsAbsoluteUri || Cloud.Endpoint.Scheme != Uri.UriSchemeHttps) problems.Add($"setting `{nameof(Cloud)}`: expected an https address such as {GraphCloud.Public.Endpoint}");
        return problems.Count == 0 ? this : throw new InputException(string.Join('\n', problems));
    }

    private static IEnumerable<string> Range(string setting, int value, int from, int to) =>
        value >= from && value <= to ? [] : [$"setting `{setting}` is {value}: expected {from} to {to}"];
}
