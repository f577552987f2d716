namespace Compliance.Storage;

/// <summary>A storage account's blobs with its key, as a connection string names them.</summary>
internal sealed record BlobAccount(Uri Endpoint, string Name, byte[] Key)
{
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>The account, or null when the text does not name one with a key.</summary>
    public static BlobAccount? TryParse(string connection)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in connection.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var separator = part.IndexOf('=', StringComparison.Ordinal);
            if (separator <= 0) return null;
            parts[part[..separator]] = part[(separator + 1)..];
        }
        if (parts.TryGetValue("UseDevelopmentStorage", out var emulator) && emulator.Equals("true", StringComparison.OrdinalIgnoreCase))
            return new(new Uri("http://127.0.0.1:10000/devstoreaccount1"), "devstoreaccount1", Convert.FromBase64String(EmulatorKey));
        if (!parts.TryGetValue("AccountName", out var name) || !parts.TryGetValue("AccountKey", out var key)) return null;
        var endpoint = parts.GetValueOrDefault("BlobEndpoint")
            ?? $"{parts.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{name}.blob.{parts.GetValueOrDefault("EndpointSuffix", "core.windows.net")}";
        var bytes = new byte[key.Length];
        return Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && Convert.TryFromBase64String(key, bytes, out var length)
            ? new(address, name, bytes[..length])
            : null;
    }
}
