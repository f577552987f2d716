using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Retry, diagnostics and transport of a client; the settings are those of every <see cref="ClientOptions"/>.</summary>
public class TableClientOptions : ClientOptions
{
    /// <summary>Options for a version of the service's protocol, by default the latest one.</summary>
    public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06)
    {
        VersionString = serviceVersion switch
        {
            ServiceVersion.V2019_02_02 => "2019-02-02",
            ServiceVersion.V2020_12_06 => "2020-12-06",
            _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion)),
        };
    }

    internal string VersionString { get; }

    /// <summary>Versions of the service's protocol (header <c>x-ms-version</c>).</summary>
#pragma warning disable CA1707, CA1008 // The names and values are those of the official enumeration.
    public enum ServiceVersion
    {
        /// <summary>2019-02-02.</summary>
        V2019_02_02 = 1,

        /// <summary>2020-12-06.</summary>
        V2020_12_06 = 2,
    }
#pragma warning restore CA1707, CA1008
}
