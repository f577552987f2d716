namespace Compliance.Tests.Vendors;

/// <summary>A vendor folder that uses every key.</summary>
internal static class Examples
{
    public const string Vendor = """
        id: acme-bpo
        name: Acme BPO
        mode: live
        population: { match: ["*@acme-bpo.example", "acme.*"], networks: [203.0.113.0/24] }
        logs:
          - { path: "logs/helpdesk/*.ndjson", format: ocsf, expect: daily, fields: { case: unmapped.case_id, records: unmapped.rows } }
          - { path: "logs/aws/*.json.gz", format: cloudtrail, list: Records }
          - path: "logs/crm-*.csv"
            format: csv
            encoding: windows-1252
            zone: Asia/Manila
            expect: weekdays
            fields: { time: When, account: User, action: Operation, resource: Record, outcome: Result, case: Ticket }
            values: { outcome: { success: ["S", "200"], denied: ["403"] } }
        contacts: { security: soc@acme-bpo.example, legal: [legal@acme-bpo.example, pager] }
        processingSites: [{ name: Manila, country: PH, zone: Asia/Manila }, Cebu]
        dataSubjects: [customers, { kind: card holders, jurisdictions: [DE, US-CA, DE] }]
        dataClasses: [contact, cardholder]
        frameworks: [pci-dss-4.0.1, soc-2]
        endpoints:
          - { host: crm.example, owner: acme, permission: { by: j.cruz, document: MSA-2031, until: 2026-12-31 } }
          - { host: "[2001:DB8::25]:587", starttls: smtp, profile: mozilla-modern, allowPrivate: true }
        azure:
          subscriptions: [0B1F6471-1bf0-4dda-aec3-cb9272f09590]
          managementGroups: [mg-acme]
          vaults: [https://acme-vault.vault.azure.net]
        sla: { breachNotice: 24h, from: awareness, document: MSA-2031 annex 4 }
        retain: 400d
        lookback: 62d
        witnesses: [checkpoints@auditor.example, pager, pager]
        """;

    public const string Access = """
        timezone: Asia/Manila
        approved: { by: d.osei, on: 2026-01-15, contract: MSA-2031 annex 4 }
        roles:
          everyone:
            allow: [ { actions: [signin, signout] } ]
          tier1:
            allow:
              - actions: [ticket.read, ticket.reply, kb.*]
              - actions: [customer.read]
                resources: ["*"]
                when: { case: { of: [customer], within: 15m } }
            deny:
              - actions: [customer.export]
            when:
              mfa: required
              networks: [203.0.113.0/24, { name: vdi, cidr: "2001:db8:20::/48", from: 2026-03-01T00:00:00Z }]
              hours: [{ days: "mon-sat", from: "07:30", to: "20:30" }]
              case: required
              volume: [{ of: customer, per: 1h, max: 60 }, { of: customer, per: 24h, max: 400 }]
        assignments:
          - { principal: agent00017, role: tier1, from: 2026-01-01T00:00:00Z, until: 2026-12-31T00:00:00Z }
        segregation:
          - [refund.issue, refund.approve]
        """;

    public const string People = """
        person,name,status,hired,left,site,background_check,training_expires
        agent00017,Ana Cruz,active,2025-06-01,,Manila,2025-05-20,2026-06-30
        agent00018,"Reyes, Ben",terminated,2025-06-01,2026-02-10,Manila,2025-05-20,2026-06-30
        """;

    public const string Schedule = """
        Person,Start,End,Type,Queue
        ana,2026-06-01T08:00,2026-06-01T17:00,Shift,voice
        ana,2026-06-01 22:00,2026-06-02 06:30:00,overtime,voice
        ben,2026-06-01T08:00+08:00,2026-06-01T09:00:00.5Z,,
        ben,2026-06-02,2026-06-03,Annual leave,
        cyd,2026-06-03,2026-06-03 24:00,on-call,
        """;

    public const string Changes = """
        person,role,action,from,until,ticket
        ana,,customer.read,2026-06-03T20:00,2026-06-04T02:00,CHG-1042
        ,Tier1,ticket.*,2026-06-10,2026-06-12,CHG-1050
        """;

    public const string Accounts = """
        account,person,kind,system,owner
        ana@acme-bpo.example,agent00017,human,,
        svc-sync,,service,crm,j.cruz
        """;

    public const string Attestations = """
        required: [soc2-type2, iso27001, [pci-roc, pci-aoc], penetration-test]
        services: [customer support, back office, Customer Support]
        attestations:
          - type: soc2
            level: II
            issuer: Example Assurance LLP
            opinion: qualified
            exceptions: ["CC6.1: two leavers", "CC7.2: late review"]
            subservice: { method: carve-out, reports: [hosting-soc2.pdf] }
            period: { from: 2025-01-01, to: 2025-12-31 }
            bridge: { until: 2026-03-31, document: bridge.pdf }
            services: [customer support]
            sites: [Manila, Cebu]
            dataClasses: [contact, cardholder]
            issued: 2026-02-01
            expires: 2026-12-31
            document: attestations/soc2.pdf
            sha256: E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855
          - type: iso27001
            issuer: Example Certification
            issued: 2024-02-29
            surveillance: 2025-03-01
            statementOfApplicability: { document: soa.pdf, version: "4" }
            sites: [Manila]
            document: iso.pdf
          - type: pci-aoc
            level: SAQ-D
            merchantLevel: 2
            serviceProviderLevel: 2
            issued: 2026-01-15
            exceptions: 1
            responsibilityMatrix: matrix.xlsx
          - { type: penetration-test, issuer: Example Red, performed: 2026-01-20, findings: { critical: 0, high: 2, open: 1 } }
          - { type: device-hardening, performed: 2026-01-10, exceptions: 0 }
          - { type: incident-exercise, performed: 2025-11-05 }
          - { type: background-policy, issued: 2025-06-01 }
        """;

    public static MemoryFolder Folder() => MemoryFolder.With(Vendor, Access, People, Accounts)
        .Add("schedule.csv", Schedule).Add("changes.csv", Changes).Add("attestations.yaml", Attestations);
}
