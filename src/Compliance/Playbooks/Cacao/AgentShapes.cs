namespace Compliance.Playbooks.Cacao;

/// <summary>Agents and targets (section 7), and how they sign in (section 6).</summary>
internal static class AgentShapes
{
    private static readonly Shape Address = new MapShape(
        TextShape.OneOf("dname", "ipv4", "ipv6", "l2mac", "url", "vlan"),
        // The schema has numbers for VLANs where the text of the specification has strings.
        key => new ListShape(key is "vlan" ? new WholeShape(0, 4095, "a VLAN") : CommonShapes.Text), "one of dname, ipv4, ipv6, l2mac, url, vlan");

    private static readonly (string, Member)[] Networked =
    [
        ("address", Address.Required), ("port", CommonShapes.Text), ("authentication_info", CommonShapes.Id), ("category", CommonShapes.Texts),
    ];

    private static readonly (string, Member)[] KeyStore = [("kms", CommonShapes.Flag), ("kms_key_identifier", CommonShapes.Text)];

    private static readonly Dictionary<string, Shape> Agents = new(StringComparer.Ordinal)
    {
        ["group"] = Agent("group").With(("contact", CommonShapes.Contact)),
        ["individual"] = Agent("individual").With(("contact", CommonShapes.Contact)),
        ["organization"] = Agent("organization").With(("contact", CommonShapes.Contact)),
        ["location"] = Agent("location").With(("logical", CommonShapes.Texts)),
        ["sector"] = Agent("sector").With(("sector", CommonShapes.Text.Required)),
        ["security-category"] = Agent("security-category").With(("category", CommonShapes.Texts.Required)),
        ["http-api"] = Agent("http-api").With(Networked),
        ["linux"] = Agent("linux").With(Networked),
        ["ssh"] = Agent("ssh").With(Networked),
        ["net-address"] = Agent("net-address").With([.. Networked.Where(member => member.Item1 != "port")]),
    };

    private static readonly Dictionary<string, Shape> SignIns = new(StringComparer.Ordinal)
    {
        ["http-basic"] = SignIn("http-basic").With(("user_id", CommonShapes.Text), ("password", CommonShapes.Text)).With(KeyStore),
        ["oauth2"] = SignIn("oauth2").With(("oauth_header", CommonShapes.Text.Required), ("token", CommonShapes.Text.Required)).With(KeyStore),
        ["user-auth"] = SignIn("user-auth").With(("username", CommonShapes.Text), ("password", CommonShapes.Text)).With(KeyStore),
    };

    /// <summary>The vocabulary of types is open: an agent of another type has what all agents have.</summary>
    public static readonly Shape AgentsOrTargets = new MapShape(
        new TextShape("", Identifiers.IsId), id => Agents.GetValueOrDefault(Identifiers.TypeOf(id)) ?? Agent(Identifiers.TypeOf(id)), "an id `type--uuid`");

    public static readonly Shape AuthenticationInfos = new MapShape(
        new TextShape("", Identifiers.IsId), id => SignIns.GetValueOrDefault(Identifiers.TypeOf(id)), $"an id `type--uuid` of one of {string.Join(", ", SignIns.Keys)}");

    private static ObjectShape Agent(string type) => new(
        ("type", TextShape.OneOf(type).Required), ("name", CommonShapes.Text.Required), ("description", CommonShapes.Text),
        ("location", CommonShapes.Location), ("agent_target_extensions", CommonShapes.Extensions));

    private static ObjectShape SignIn(string type) => new(
        ("type", TextShape.OneOf(type).Required), ("name", CommonShapes.Text), ("description", CommonShapes.Text),
        ("authentication_info_extensions", CommonShapes.Extensions));
}
