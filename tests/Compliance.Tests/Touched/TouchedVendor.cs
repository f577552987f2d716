using System.Text;
using System.Text.Json;
using Compliance.Evidence;
using Compliance.Tests.Vendors;
using Compliance.Touched;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Touched;

/// <summary>A small vendor in memory, whose logs a test writes as CSV.</summary>
internal sealed class TouchedVendor
{
    public const string Header = "id,time,account,action,resourceType,resource,outcome,records\n";

    private const string Yaml = """
        id: acme-bpo
        name: Acme
        logs:
          - { path: "logs/crm*.csv", format: csv, zone: Etc/UTC, expect: daily, fields: { resourceType: resourceType } }
        """;

    private const string Access = """
        timezone: Asia/Manila
        approved: { by: d.osei, on: 2026-01-15 }
        roles:
          everyone: { allow: [ { actions: [signin] } ] }
          tier1:
            allow:
              - { actions: [customer.read], resources: ["C-*"] }
            deny:
              - { actions: [customer.read], resources: ["C-vip-*"] }
            when: { mfa: required }
          lead: { allow: [ { actions: [order.*] } ] }
        assignments:
          - { principal: ann, role: tier1, from: 2026-01-01T00:00:00Z }
          - { principal: ann, role: lead, from: 2026-03-10T00:00:00Z }
          - { principal: bob, role: lead, from: 2026-01-01T00:00:00Z, until: 2026-02-01T00:00:00Z }
        """;

    public MemoryFolder Folder { get; } = MemoryFolder.With(Yaml, Access, "person,name,status,hired\nann,Ann,active,2025-01-01\nbob,Bob,active,2025-01-01\n",
        "account,person,kind,system\nacme.ann,ann,human,\nshared,ann,human,crm1\nshared,bob,human,crm2\n");

    public TouchedVendor Log(string name, params string[] rows)
    {
        Folder.Add($"logs/{name}.csv", Header + string.Concat(rows.Select(row => row + "\n")));
        return this;
    }

    public TouchedVendor File(string path, byte[] bytes)
    {
        Folder.Add(path, bytes);
        return this;
    }

    public (TouchedResult Result, string List) Compute(params string[] principals) => Compute(new TouchedQuestion(principals, null, null));

    public (TouchedResult Result, string List) Compute(TouchedQuestion question)
    {
        using var list = new MemoryStream();
        var result = TouchedRecords.Compute(VendorReader.Read(Folder), Folder, question, list, default);
        return (result, Encoding.UTF8.GetString(list.ToArray()));
    }

    public static IReadOnlyList<JsonElement> Lines(string list) =>
        [.. list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    public static Instant March(int day, int hour = 0) => Instant.FromUtc(2026, 3, day, hour, 0);
}
