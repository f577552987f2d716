namespace Compliance.Samples.Acme;

/// <summary>Where the vendor works from (documentation ranges, RFC 5737 and RFC 3849), and what is none of it.</summary>
internal static class Networks
{
    public static readonly DateTimeOffset CebuMove = Period.At(new DateOnly(2026, 4, 15), 0, 0);
    public static readonly DateTimeOffset VdiOpened = CebuMove;

    public const string Servers = "203.0.113.250";
    public const string Home = "198.51.100.200";
    public const string PhoneTethering = "2001:db8:77::5";
    public const string CustomerOffice = "192.0.2.200";

    public const string Yaml = """
                - 203.0.113.0/24
                - { name: cebu-old, cidr: 192.0.2.0/26, until: 2026-04-15T00:00:00+08:00 }
                - { name: cebu, cidr: 198.51.100.0/25, from: 2026-04-15T00:00:00+08:00 }
                - { name: vdi, cidr: "2001:db8:20::/48", from: 2026-04-15T00:00:00+08:00 }
        """;
}
