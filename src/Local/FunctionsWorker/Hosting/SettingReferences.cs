using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Compliance.Local.FunctionsWorker.Hosting;

/// <summary><c>%SETTING%</c> in schedules, queue names and routes.</summary>
internal static partial class SettingReferences
{
    /// <param name="settings">Where the settings are looked up.</param>
    /// <param name="text">What may contain references.</param>
    /// <param name="owner">Whose text it is, for the message: <c>the timer schedule of `RunAudit`</c>.</param>
    /// <exception cref="StartupError">A setting is missing.</exception>
    public static string Resolve(IConfiguration settings, string text, string owner) =>
        Reference().Replace(text, reference =>
        {
            var name = reference.Groups[1].Value;
            return settings[name] ?? throw new StartupError(
                $"setting `{name}` is missing: {owner} is `{text}`; set it in {LocalSettings.FileName} (`Values`) or as an environment variable");
        });

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Reference();
}
