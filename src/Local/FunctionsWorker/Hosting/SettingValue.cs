using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Compliance.Local.FunctionsWorker.Hosting;

/// <summary>Reads one setting, or one key of host.json. Each throws <see cref="StartupError"/> when the value is not of its kind or out of its range.</summary>
internal static class SettingValue
{
    public static int Whole(IConfiguration from, string key, int absent, int least, int most) =>
        (int)Whole(from, key, absent, (long)least, most);

    public static long Whole(IConfiguration from, string key, long absent, long least, long most)
    {
        if (from[key] is not { } text)
            return absent;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw Wrong(from, key, $"a whole number from {least} to {most}");
    }

    public static TimeSpan Span(IConfiguration from, string key, TimeSpan absent, TimeSpan least)
    {
        if (from[key] is not { } text)
            return absent;
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= least && value <= TimeSpan.FromDays(7)
            ? value
            : throw Wrong(from, key, $"a duration such as `00:00:30`, from {least} to 7 days");
    }

    public static bool Flag(IConfiguration from, string key)
    {
        if (from[key] is not { } text)
            return false;
        return bool.TryParse(text, out var value) ? value : throw Wrong(from, key, "true or false");
    }

    public static T OneOf<T>(IConfiguration from, string key)
        where T : struct, Enum =>
        Enum.TryParse<T>(from[key], ignoreCase: true, out var value) ? value : throw Wrong(from, key, string.Join(", ", Enum.GetNames<T>()));

    private static StartupError Wrong(IConfiguration from, string key, string expected)
    {
        var name = from is IConfigurationSection section ? $"{section.Path}:{key} of host.json" : key;
        return new StartupError($"setting `{name}` is `{from[key]}`, expected {expected}");
    }
}
