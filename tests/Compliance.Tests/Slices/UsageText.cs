using Compliance.Findings;

namespace Compliance.Tests.Slices;

/// <summary>What an audit remembers of use, as text: two are the same when it is.</summary>
internal static class UsageText
{
    public static string Of(Usage? usage) => usage is null ? "no usage" : string.Join('\n',
    [
        $"until {usage.Until}",
        .. usage.Sources.Select(source => $"source {source.Path}: {string.Join(',', source.Days.Select(day => $"{day.Key}={day.Value}"))}"),
        .. usage.Reached.Select(range => $"reached {range}"),
        .. usage.Principals.Select(one => $"principal {one.Principal} {one.Accounts} {one.Since} {one.AsOf} {one.Last} {one.From} {string.Join(',', one.Uses)}"),
        .. usage.Permissions.Select(one => $"permission {one}"),
    ]);
}
