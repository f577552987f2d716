using Compliance.Vendors;

namespace Compliance.Evidence.Formats;

/// <summary>The formats that logs are read in.</summary>
public static class LogFormats
{
    /// <summary>Name of what is no log in any known format.</summary>
    internal const string Unknown = "unknown";

    internal const string Ocsf = "ocsf";
    internal const string CloudTrail = "cloudtrail";
    internal const string AzureActivity = "azure-activity";
    internal const string EntraSignIn = "entra-signin";
    internal const string Csv = "csv";
    internal const string Ndjson = "ndjson";

    /// <summary>Names that <c>logs:</c> may give as a format.</summary>
    public static readonly IReadOnlyList<string> Names = [Ocsf, CloudTrail, AzureActivity, EntraSignIn, Csv, Ndjson];

    /// <summary>The JSON format of a name.</summary>
    internal static JsonFormat Json(string name, LogEntry? entry) => name switch
    {
        Ocsf => new Ocsf(FormatOptions.Of(entry, timesAreUtc: true)),
        CloudTrail => new CloudTrail(FormatOptions.Of(entry, timesAreUtc: true)),
        AzureActivity => new AzureActivity(FormatOptions.Of(entry, timesAreUtc: true)),
        EntraSignIn => new EntraSignIn(FormatOptions.Of(entry, timesAreUtc: true)),
        Ndjson => new GenericJson(FormatOptions.Of(entry, timesAreUtc: false)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no JSON format"),
    };

    /// <exception cref="InputException">The entry names a format that does not exist, or a field that events do not have.</exception>
    internal static void Check(LogEntry entry)
    {
        if (entry.Format is { } name && !Names.Contains(name))
            throw new InputException($"vendor.yaml:{entry.Line}: `{name}` is no log format; expected one of {string.Join(", ", Names)}");
        _ = FormatOptions.Of(entry, timesAreUtc: true);
    }
}
