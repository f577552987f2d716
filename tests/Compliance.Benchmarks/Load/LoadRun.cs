using System.Globalization;

namespace Compliance.Benchmarks.Load;

/// <summary>What wrk saw.</summary>
/// <param name="Statuses">How often each status was answered.</param>
/// <param name="SocketErrors">Connections that were not made, broke off, or did not answer in time.</param>
internal sealed record LoadRun(long Requests, double PerSecond, IReadOnlyDictionary<int, long> Statuses, long SocketErrors)
{
    /// <summary>Reads the lines that the scripts print at the end.</summary>
    /// <exception cref="InvalidOperationException">They are not there: wrk could not do it.</exception>
    public static LoadRun Parse(string said)
    {
        var lines = said.Split('\n', StringSplitOptions.TrimEntries).Select(line => line.Split(' ', 2)).Where(words => words.Length == 2).ToLookup(words => words[0], words => words[1]);
        if (!lines.Contains("socket-errors")) throw new InvalidOperationException($"wrk printed no result:\n{said}");
        var requests = Number(lines["requests"].Single());
        var statuses = lines["statuses"].SelectMany(thread => thread.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(pair => pair.Split('='))
            .GroupBy(pair => int.Parse(pair[0], CultureInfo.InvariantCulture)).ToDictionary(status => status.Key, status => status.Sum(pair => Number(pair[1])));
        return new(requests, requests / (Number(lines["microseconds"].Single()) / 1e6), statuses, Number(lines["socket-errors"].Single()));
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
