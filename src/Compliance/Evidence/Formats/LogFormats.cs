using Compliance.Vendors;

namespace Compliance.Evidence.Formats;

/// <summary>The formats that logs are read in.</summary>
internal static class LogFormats
{
    /// <summary>Name of what is no log in any known format.</summary>
    public const string Unknown = "unknown";

    public static readonly IReadOnlyList<string> Names = ["ocsf"];

    /// <summary>The JSON format of a name; null: none.</summary>
    public static JsonFormat? Json(string name, LogEntry? entry) => name switch
    {
        "ocsf" => new Ocsf(FormatOptions.Of(entry, timesAreUtc: true)),
        _ => null,
    };
}
