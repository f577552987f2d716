namespace Compliance.Samples.Acme;

internal static class VendorYaml
{
    public const string HelpdeskPath = "logs/helpdesk/*.ndjson.gz";
    public const string CrmPath = "logs/crm/*.csv.gz";
    public const string AzurePath = "logs/azure/activity-*.json.gz";
    public const string EntraPath = "logs/azure/signins-*.json.gz";
    public const string CloudTrailPath = "logs/aws/*.json.gz";

    public const string Text = $$"""
        id: acme-bpo
        name: Acme BPO
        mode: pilot
        # Harborline's own staff stand in the same logs; only these are the vendor's.
        population: { match: ["*@acme-bpo.example", "acme.*"] }
        logs:
          - { path: "{{HelpdeskPath}}", format: ocsf, expect: daily, fields: { case: unmapped.case_id, records: unmapped.rows } }
          - path: "{{CrmPath}}"
            format: csv
            zone: Asia/Manila
            expect: daily
            fields: { id: Event ID, time: When, account: User, action: Operation, resourceType: Object, resource: Record, outcome: Result, case: Ticket, records: Rows, ip: IP Address }
            values: { outcome: { success: ["S"], denied: ["403"], failure: ["500"] } }
          - { path: "{{AzurePath}}", format: azure-activity, expect: weekdays }
          - { path: "{{EntraPath}}", format: entra-signin, expect: weekdays }
          - { path: "{{CloudTrailPath}}", format: cloudtrail, expect: daily }
        dataClasses: [contact, cardholder]
        dataSubjects: [{ kind: customers, jurisdictions: [DE, FR, US-CA] }]
        processingSites: [{ name: Manila, country: PH }, { name: Cebu, country: PH }]
        # Channels and relay stand in company.yaml, beside this folder.
        contacts: { security: [soc@acme-bpo.example, soc-hook] }
        sla: { breachNotice: 24h, from: awareness, document: MSA-2031 annex 6 }
        # The permission has ended: what was seen last lies under probes/, and nobody asks these hosts again.
        endpoints:
          - { host: crm.acme-bpo.example, owner: acme-bpo, permission: { by: j.cruz, document: MSA-2031 annex 6, until: 2026-06-30 } }
          - { host: exchange.acme-bpo.example, owner: acme-bpo, permission: { by: j.cruz, document: MSA-2031 annex 6, until: 2026-06-30 } }

        """;
}
