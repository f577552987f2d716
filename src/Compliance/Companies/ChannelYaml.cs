using Compliance.Delivery;
using Compliance.Vendors;

namespace Compliance.Companies;

/// <summary>An entry of <c>channels</c>. Without a channel and an address it is refused, and its name is known all the same.</summary>
/// <param name="Address">Of one of type mail, which becomes a channel by <c>mail</c>.</param>
internal sealed record ChannelYaml(string Name, YamlValue Place, Channel? Channel, string? Address)
{
    private const int Most = 200;

    public static IReadOnlyList<ChannelYaml>? Read(YamlValue value)
    {
        if (value.Named("the names of channels, such as pager, each with a type") is not { } entries) return null;
        if (entries.Count > Most) value.Refuse($"{entries.Count} channels: name at most {Most}");
        var channels = new List<ChannelYaml>(entries.Count);
        foreach (var (name, place, fields) in entries)
        {
            if (ContactsYaml.IsChannelName(name)) channels.Add(One(name, fields));
            else place.Refuse("this is not the name of a channel: use 1 to 62 of letters, digits, _ and -, beginning with a letter");
        }
        return channels;
    }

    private static ChannelYaml One(string name, YamlValue value)
    {
        var refused = new ChannelYaml(name, value, Channel: null, Address: null);
        if (value.Fields("a channel", "type", "url", "secret", "address", "allowPrivate") is not { } fields) return refused;
        var type = fields.Required("type", v => v.Word("webhook", "teams", "slack", "pagerduty", "mail"));
        var allowPrivate = fields.Optional("allowPrivate", v => v.Word("true", "false")) == "true";
        var url = fields.Optional("url", v => TargetYaml.Read(v, allowPrivate));
        var secret = fields.Optional("secret", SecretYaml.Read);
        var address = fields.Optional("address", ContactsYaml.Address);
        if (type is null || !Fits(type, fields)) return refused;
        if (type == "mail") return refused with { Address = address };
        // Of a webhook both, of the others the secret: what is required and not there now was refused above.
        if (secret is null || (url is null && (type == "webhook" || fields.Has("url")))) return refused;
        return refused with { Channel = new Channel { Name = name, Type = TypeOf(type), Url = url, Secret = secret, AllowPrivate = allowPrivate } };
    }

    private static bool Fits(string type, YamlFields fields)
    {
        var (needs, may, why) = type switch
        {
            "webhook" => ((string[])["url", "secret"], (string[])["allowPrivate"], "messages are signed with the secret of that name"),
            "pagerduty" => (["secret"], ["url", "allowPrivate"], "the routing key is the secret of that name"),
            "mail" => (["address"], [], "the relay and its password stand under `mail`"),
            _ => (["secret"], ["allowPrivate"], "the whole address is the secret of that name"),
        };
        var fits = true;
        foreach (var key in needs.Where(key => !fields.Has(key)))
        {
            fields.Refuse($"a channel of type {type} needs the key `{key}`, with a value: {why}");
            fits = false;
        }
        foreach (var key in ((string[])["url", "secret", "address", "allowPrivate"]).Where(key => fields.Has(key) && !needs.Contains(key) && !may.Contains(key)))
        {
            fields.RefuseAt(key, $"a channel of type {type} has no `{key}`: {why}");
            fits = false;
        }
        return fits;
    }

    private static ChannelType TypeOf(string word) => word switch
    {
        "teams" => ChannelType.Teams,
        "slack" => ChannelType.Slack,
        "pagerduty" => ChannelType.PagerDuty,
        _ => ChannelType.Webhook,
    };
}
