namespace Compliance.Resources.Json;

/// <summary>Properties that every resource has.</summary>
internal static class Names
{
    public static readonly PropertyName Id = new("id");
    public static readonly PropertyName Name = new("name");
    public static readonly PropertyName Type = new("type");
    public static readonly PropertyName ApiVersion = new("apiVersion");
    public static readonly PropertyName Properties = new("properties");
    public static readonly PropertyName Resources = new("resources");
    public static readonly PropertyName Unread = new("unread");
}
