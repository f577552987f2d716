namespace Compliance.Vendors;

/// <summary><c>azure</c> of vendor.yaml: where configuration is read live. At least one of the three is not empty.</summary>
public sealed record AzureScope
{
    /// <summary>Ids of subscriptions, lower case, each once.</summary>
    public IReadOnlyList<string> Subscriptions { get; init; } = [];

    /// <summary>Ids (not display names) of management groups, each once.</summary>
    public IReadOnlyList<string> ManagementGroups { get; init; } = [];

    /// <summary>Addresses of key vaults, <c>https://name.vault.azure.net/</c>, each once.</summary>
    public IReadOnlyList<Uri> Vaults { get; init; } = [];
}
