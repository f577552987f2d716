using System.Globalization;
using System.Text;

namespace Compliance.Samples.Acme;

internal static class AccessYaml
{
    private const string DayAndNight = """
                - { days: "mon-sat", from: "07:00", to: "19:30" }
                - { days: "sun-fri", from: "21:00", to: "06:30" }
        """;

    private const string CustomerVolume = "volume: [{ of: customer, per: 1h, max: 60 }, { of: customer, per: 24h, max: 400 }]";

    private const string Roles = $$"""
        timezone: Asia/Manila
        approved: { by: d.osei, on: 2026-01-15, contract: MSA-2031 annex 4 }
        roles:
          everyone:
            allow: [ { actions: [signin, signout] } ]
          tier1:
            allow:
              - actions: [ticket.read, ticket.reply, kb.*]
              - actions: [customer.read]
                when: { case: { of: [customer], within: 15m } }
            deny:
              - actions: [customer.export]
            when:
              mfa: required
              networks:
        {{Networks.Yaml}}
              hours:
        {{DayAndNight}}
              case: required
              {{CustomerVolume}}
          tier2:
            allow:
              - actions: [ticket.*, kb.*]
              - actions: [customer.read, customer.update]
                when: { case: { of: [customer], within: 15m } }
              - actions: [refund.issue, order.update, order.cancel]
            deny:
              - actions: [customer.export]
            when:
              mfa: required
              networks:
        {{Networks.Yaml}}
              hours:
        {{DayAndNight}}
              case: required
              {{CustomerVolume}}
          supervisor:
            allow:
              - actions: [ticket.*, refund.approve]
              - actions: [customer.read, report.export]
            when:
              mfa: required
              networks:
        {{Networks.Yaml}}
              volume: [{ of: customer, per: 24h, max: 2000 }]
          quality:
            allow:
              - actions: [ticket.read, recording.play]
            when:
              mfa: required
              networks: [203.0.113.0/24]
              hours: [{ days: "mon-fri", from: "08:00", to: "18:00" }]
          crm-admin:
            allow:
              - actions: [crm.user.*, crm.field.update, customer.merge]
            when: { mfa: required, networks: [203.0.113.0/24] }
          azure-ops:
            allow:
              - actions: [Microsoft.Storage/storageAccounts/*, Microsoft.Web/sites/*, Microsoft.Compute/virtualMachines/*]
                resources: ["/subscriptions/*/resourceGroups/acme-*"]
            when: { mfa: required, networks: [203.0.113.0/24] }
          aws-ops:
            allow:
              - actions: ["s3:GetObject"]
                resources: ["arn:aws:s3:::harborline-call-recordings/*"]
              - actions: ["connect:*", "ec2:Describe*"]
            when: { mfa: required, networks: [203.0.113.0/24] }
          automation:
            allow:
              - actions: [ticket.route, report.export]
            when: { networks: [203.0.113.250/32] }
        segregation:
          - [refund.issue, refund.approve]
        assignments:

        """;

    public static string Text(IEnumerable<Assignment> assignments)
    {
        var yaml = new StringBuilder(Roles);
        foreach (var (principal, role, from, until) in assignments)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  - {{ principal: {principal}, role: {role}, from: {from:yyyy-MM-ddTHH:mm:sszzz}");
            if (until is { } end)
                yaml.Append(CultureInfo.InvariantCulture, $", until: {end:yyyy-MM-ddTHH:mm:sszzz}");
            yaml.Append(" }\n");
        }
        return yaml.ToString();
    }
}
