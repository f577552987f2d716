using System.Text.RegularExpressions;

namespace Compliance.Graph;

/// <summary>Which resources are asked for. Tags are left out: they name people.</summary>
public sealed partial record GraphQuery
{
    /// <summary>Most that Resource Graph takes in one query.</summary>
    public const int MostSubscriptions = 1_000;
    private const int MostManagementGroups = 10;
    private const int MostTypes = 500;

    /// <param name="types">Types of resources, <c>Microsoft.Storage/storageAccounts</c>, in any case; 1 to 500.</param>
    /// <exception cref="InputException">Not types of resources: they go into the text of a query.</exception>
    public GraphQuery(IReadOnlyCollection<string> types)
    {
        if (types.Count is 0 or > MostTypes) throw new InputException($"expected 1 to {MostTypes} types of resources, not {types.Count}");
        if (types.FirstOrDefault(type => !ResourceType().IsMatch(type)) is { } odd) throw new InputException($"`{Shown(odd)}` is no type of resources: expected one such as `Microsoft.Storage/storageAccounts`");
        Types = [.. types.Select(type => type.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Lower case, each once, in order.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>Ids of subscriptions; empty, like the groups: every one that the identity may read. At most 1000.</summary>
    public IReadOnlyList<string> Subscriptions { get; init; } = [];

    /// <summary>Ids of management groups, in place of subscriptions; at most 10.</summary>
    public IReadOnlyList<string> ManagementGroups { get; init; } = [];

    /// <summary>Whether the configuration of every App Service site and slot that is listed (<c>config/web</c>) is read too: Resource Graph does
    /// not have it. One request for each. Default false.</summary>
    public bool SiteConfigurations { get; init; }

    /// <summary>The query in the language of Resource Graph. The order makes its pages stable.</summary>
    public string Text =>
        $"Resources | where type in~ ({string.Join(", ", Types.Select(type => $"'{type}'"))}) | project id, name, type, kind, location, sku, properties | order by id asc";

    /// <summary>The query itself, when it can be asked.</summary>
    /// <exception cref="InputException">Scopes that are none, or too many.</exception>
    public GraphQuery Checked()
    {
        if (Subscriptions.Count > 0 && ManagementGroups.Count > 0) throw new InputException("expected subscriptions or management groups, not both");
        if (Subscriptions.Count > MostSubscriptions) throw new InputException($"{Subscriptions.Count} subscriptions are more than one query takes: name their management group instead, or ask for {MostSubscriptions} at a time");
        if (ManagementGroups.Count > MostManagementGroups) throw new InputException($"{ManagementGroups.Count} management groups are more than one query takes: ask for {MostManagementGroups} at a time");
        if (Subscriptions.FirstOrDefault(id => !Guid.TryParseExact(id, "D", out _)) is { } odd) throw new InputException($"`{Shown(odd)}` is no id of a subscription: expected 00000000-0000-0000-0000-000000000000");
        if (ManagementGroups.FirstOrDefault(id => !ManagementGroup().IsMatch(id)) is { } other) throw new InputException($"`{Shown(other)}` is no id of a management group: expected letters, digits and -_().");
        return this;
    }

    private static string Shown(string text) => string.Concat(text.Take(80).Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));

    [GeneratedRegex(@"\A[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*(?:/[A-Za-z0-9.]+)+\z", RegexOptions.None, 1000)]
    private static partial Regex ResourceType();

    [GeneratedRegex(@"\A[A-Za-z0-9\-_().]{1,90}\z", RegexOptions.None, 1000)]
    private static partial Regex ManagementGroup();
}
