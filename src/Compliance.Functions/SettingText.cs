using Microsoft.Extensions.Configuration;

namespace Compliance.Functions;

/// <summary>Settings as they are written.</summary>
internal static class SettingText
{
    /// <summary>A setting without the space around it; null: it is not set, or to nothing.</summary>
    public static string? Text(IConfiguration settings, string name) => string.IsNullOrWhiteSpace(settings[name]) ? null : settings[name]!.Trim();
}
