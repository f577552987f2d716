using System.Globalization;

namespace Compliance.Trail.Export;

/// <summary>Where the files of an export lie; those of the tree are <see cref="Merkle.Tile.Path"/>.</summary>
public static class ExportPaths
{
    public const string Checkpoint = "checkpoint";
    public const string Keys = "vkey";
    public const string PublicKey = "public-key.pem";
    public const string Lines = "entries.ndjson";
    public const string Table = "entries.csv";
    public const string Names = "names.csv";

    /// <summary>What range of the log it is. Written last: an export without it broke off.</summary>
    public const string Manifest = "export.json";

    /// <summary>A checkpoint that has a timestamp.</summary>
    public static string TimestampedCheckpoint(long size) => string.Create(CultureInfo.InvariantCulture, $"timestamps/{size:D19}.checkpoint");

    /// <summary>The timestamp's token.</summary>
    public static string Timestamp(long size) => string.Create(CultureInfo.InvariantCulture, $"timestamps/{size:D19}.tsr");
}
