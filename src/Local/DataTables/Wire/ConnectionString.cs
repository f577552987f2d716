namespace Azure.Data.Tables.Wire;

/// <summary>A storage account's connection string, and how its requests are authenticated.</summary>
internal sealed record ConnectionString(Uri TableEndpoint, TableSharedKeyCredential? Key, AzureSasCredential? Sas)
{
    // The well-known account of the emulator; the key is published in its documentation.
    private const string DevelopmentAccount = "devstoreaccount1";
    private const string DevelopmentKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static ConnectionString Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var settings = Settings(connectionString);
        if (string.Equals(settings.GetValueOrDefault("UseDevelopmentStorage"), "true", StringComparison.OrdinalIgnoreCase))
        {
            var proxy = settings.GetValueOrDefault("DevelopmentStorageProxyUri")?.TrimEnd('/') ?? "http://127.0.0.1";
            return new(new Uri($"{proxy}:10002/{DevelopmentAccount}"), new(DevelopmentAccount, DevelopmentKey), null);
        }
        var account = settings.GetValueOrDefault("AccountName");
        var (key, sas) = (AccountKey(settings, account), Signature(settings));
        if (key is null && sas is null)
            throw new FormatException("the connection string has neither `AccountName` with `AccountKey` nor `SharedAccessSignature`");
        return new(Endpoint(settings, account), key, sas);
    }

    private static Dictionary<string, string> Settings(string connectionString)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new FormatException("the connection string has a setting without `=`; expected `name=value` separated by `;`");
            settings[setting[..equals].Trim()] = setting[(equals + 1)..].Trim();
        }
        return settings;
    }

    private static Uri Endpoint(Dictionary<string, string> settings, string? account)
    {
        if (settings.TryGetValue("TableEndpoint", out var endpoint))
            return new Uri(endpoint);
        if (account is null)
            throw new FormatException("the connection string has neither `TableEndpoint` nor `AccountName`");
        var protocol = settings.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        return new Uri($"{protocol}://{account}.table.{settings.GetValueOrDefault("EndpointSuffix", "core.windows.net")}");
    }

    private static TableSharedKeyCredential? AccountKey(Dictionary<string, string> settings, string? account) =>
        account is not null && settings.TryGetValue("AccountKey", out var key) ? new(account, key) : null;

    private static AzureSasCredential? Signature(Dictionary<string, string> settings) =>
        settings.TryGetValue("SharedAccessSignature", out var signature) ? new(signature) : null;
}
