namespace Compliance.Graph;

/// <summary>The cloud whose Azure Resource Manager is asked.</summary>
/// <param name="Endpoint">Its address, https: <c>https://management.azure.com/</c>.</param>
public sealed record GraphCloud(Uri Endpoint)
{
    public static GraphCloud Public { get; } = new(new Uri("https://management.azure.com/"));

    public static GraphCloud UsGovernment { get; } = new(new Uri("https://management.usgovcloudapi.net/"));

    public static GraphCloud China { get; } = new(new Uri("https://management.chinacloudapi.cn/"));

    /// <summary>What a token is asked for.</summary>
    public string Scope => $"{Endpoint.AbsoluteUri.TrimEnd('/')}/.default";
}
