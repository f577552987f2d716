using System.Globalization;
using System.Text;

namespace Compliance.Samples.Scan;

/// <summary>The vendor folder around the log, and under `peer/` the same contract as flat tables, for a database to join with.</summary>
internal static class ScanVendor
{
    private const string Vendor = """
        id: acme-scan
        name: Acme BPO, at scale
        population: { match: ["*@acme-bpo.example"] }
        logs:
          - { path: "logs/helpdesk/*.ndjson", format: ocsf, expect: daily, fields: { case: unmapped.case_id, records: unmapped.rows } }

        """;

    private const string Conditions = """
            when:
              mfa: required
              networks: [10.20.0.0/14]
              hours:
                - { days: "mon-sun", from: "07:00", to: "19:30" }
                - { days: "mon-sun", from: "21:00", to: "06:30" }
              case: required
              volume: [{ of: customer, per: 1h, max: 60 }, { of: customer, per: 24h, max: 400 }]
        """;

    private const string Access = $$"""
        timezone: Asia/Manila
        approved: { by: d.osei, on: 2026-01-15, contract: MSA-2031 annex 4 }
        roles:
          everyone:
            allow: [ { actions: [signin, signout] } ]
          tier1:
            allow:
              - actions: [ticket.read, ticket.reply, kb.*, customer.read]
            deny:
              - actions: [customer.export]
        {{Conditions}}
          tier2:
            allow:
              - actions: [ticket.read, ticket.reply, kb.*, customer.*, order.update, order.cancel, refund.issue]
            deny:
              - actions: [customer.export]
        {{Conditions}}
          supervisor:
            allow:
              - actions: [ticket.*, refund.approve, report.export]
              - actions: [customer.read]
                when: { case: { of: [customer], within: 15m } }
        {{Conditions}}
          quality:
            allow:
              - actions: [ticket.read, recording.play]
        {{Conditions}}
        segregation:
          - [refund.issue, refund.approve]
        assignments:

        """;

    // The contract above over the actions the log knows; `order.cancel` never happens.
    private const string Allowed = """
        role,action,needs_mfa,needs_case
        everyone,signin,false,false
        everyone,signout,false,false
        tier1,ticket.read,true,true
        tier1,ticket.reply,true,true
        tier1,kb.search,true,true
        tier1,customer.read,true,true
        tier2,ticket.read,true,true
        tier2,ticket.reply,true,true
        tier2,kb.search,true,true
        tier2,customer.read,true,true
        tier2,customer.update,true,true
        tier2,order.update,true,true
        tier2,refund.issue,true,true
        supervisor,ticket.read,true,true
        supervisor,ticket.reply,true,true
        supervisor,ticket.assign,true,true
        supervisor,refund.approve,true,true
        supervisor,report.export,true,true
        supervisor,customer.read,true,false
        quality,ticket.read,true,true
        quality,recording.play,true,true

        """;

    private static readonly DateTimeOffset Begin = Manila(new DateOnly(2026, 1, 15));
    private static readonly DateTimeOffset Never = Manila(new DateOnly(2030, 1, 1));

    public static void Write(string folder, Staff staff)
    {
        Directory.CreateDirectory(Path.Combine(folder, "peer"));
        var (people, accounts, access) = (new StringBuilder("person,name,status,hired,left,site,background_check,training_expires\n"), new StringBuilder("account,person,kind,system,owner\n"), new StringBuilder(Access));
        var holds = new StringBuilder("account,role,from_ms,until_ms\n");
        for (var person = 0; person < staff.Count; person++)
        {
            var role = Staff.RoleOf(person).ToString().ToLowerInvariant();
            AddPerson(people, accounts, person);
            AddAssignment(access, person, role);
            AddHolds(holds, person, role);
        }
        foreach (var (name, text) in new[] { ("vendor.yaml", Vendor), ("access.yaml", access.ToString()), ("people.csv", people.ToString()), ("accounts.csv", accounts.ToString()), ("peer/holds.csv", holds.ToString()), ("peer/allowed.csv", Allowed) })
            File.WriteAllText(Path.Combine(folder, name), text, new UTF8Encoding(false));
    }

    private static void AddPerson(StringBuilder people, StringBuilder accounts, int person)
    {
        var status = Staff.HasLeft(person) ? "terminated" : "active";
        var left = Staff.HasLeft(person) ? $"{Staff.Left:yyyy-MM-dd}" : "";
        var cleared = Staff.IsUncleared(person) ? Staff.Cleared : new DateOnly(2025, 10, 1);
        var trained = Staff.IsUntrained(person) ? Staff.TrainingLapses : new DateOnly(2026, 12, 31);
        people.Append(CultureInfo.InvariantCulture, $"agent{person:D6},Agent {person},{status},2025-11-03,{left},manila,{cleared:yyyy-MM-dd},{trained:yyyy-MM-dd}\n");
        accounts.Append(CultureInfo.InvariantCulture, $"agent{person:D6}@acme-bpo.example,agent{person:D6},human,,\n");
    }

    private static void AddAssignment(StringBuilder access, int person, string role)
    {
        access.Append(CultureInfo.InvariantCulture, $"  - {{ principal: agent{person:D6}, role: {role}, from: {Begin:yyyy-MM-ddTHH:mm:sszzz}");
        if (Staff.LosesGrant(person))
            access.Append(CultureInfo.InvariantCulture, $", until: {Manila(Staff.GrantEnds):yyyy-MM-ddTHH:mm:sszzz}");
        access.Append(" }\n");
        if (Staff.StandsIn(person))
            access.Append(CultureInfo.InvariantCulture, $"  - {{ principal: agent{person:D6}, role: tier2, from: {Begin:yyyy-MM-ddTHH:mm:sszzz} }}\n");
    }

    private static void AddHolds(StringBuilder holds, int person, string role)
    {
        void Add(string held, DateTimeOffset until) =>
            holds.Append(CultureInfo.InvariantCulture, $"agent{person:D6}@acme-bpo.example,{held},{Begin.ToUnixTimeMilliseconds()},{until.ToUnixTimeMilliseconds()}\n");
        // Employment ends at noon of the day after the last one.
        Add("everyone", Staff.HasLeft(person) ? Manila(Staff.Left).AddHours(36) : Never);
        Add(role, Staff.LosesGrant(person) ? Manila(Staff.GrantEnds) : Never);
        if (Staff.StandsIn(person))
            Add("tier2", Never);
    }

    private static DateTimeOffset Manila(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.FromHours(8));
}
