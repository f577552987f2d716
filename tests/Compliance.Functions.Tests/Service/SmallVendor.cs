using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.Evidence;
using Compliance.Reports;
using Compliance.Vendors;

namespace Compliance.Functions.Tests.Service;

/// <summary>A vendor whose agents read tickets, as they may, and now and then do what they may not.</summary>
internal sealed class SmallVendor
{
    /// <param name="agents">How many; each does <paramref name="days"/> things, of which every seventh is not allowed.</param>
    /// <param name="more">Further lines of vendor.yaml.</param>
    public SmallVendor(string id, int agents = 3, int days = 14, string more = "")
    {
        Id = id;
        var names = Enumerable.Range(1, agents).Select(agent => string.Create(CultureInfo.InvariantCulture, $"agent{agent:D2}")).ToList();
        Files = new Dictionary<string, byte[]>
        {
            ["vendor.yaml"] = Bytes($$"""
                id: {{id}}
                name: A small vendor
                logs:
                  - { path: "logs/*.ndjson", format: ocsf }
                {{more}}
                """),
            ["access.yaml"] = Bytes($$"""
                timezone: Asia/Manila
                approved: { by: d.osei, on: 2026-01-15 }
                roles:
                  tier1:
                    allow:
                      - actions: [ticket.read]
                assignments:
                {{string.Join('\n', names.Select(name => $"  - {{ principal: {name}, role: tier1, from: 2026-01-01T00:00:00Z }}"))}}
                """),
            ["people.csv"] = Bytes($"person,name,status,hired,left\n{string.Concat(names.Select(name => $"{name},Ann,active,2025-01-01,\n"))}"),
            ["logs/help.ndjson"] = Bytes(string.Concat(Enumerable.Range(0, days).SelectMany(day => names.Select(name => Record(day, name, day % 7 == 6 ? "ticket.delete" : "ticket.read"))))),
        };
    }

    public string Id { get; }

    /// <summary>Path → bytes.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; init; }

    /// <summary>Puts the vendor and all its files to the service.</summary>
    public async Task UploadAsync(ServiceProcess service)
    {
        using var vendor = ServiceProcess.Json(new JsonObject { ["name"] = "A small vendor" });
        Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, $"vendors/{Id}", vendor)).Status);
        foreach (var (path, bytes) in Files)
        {
            using var body = new ByteArrayContent(bytes);
            var reply = await service.SendAsync(HttpMethod.Put, $"vendors/{Id}/{(path.Contains('/', StringComparison.Ordinal) ? "evidence" : "files")}/{path}", body);
            Assert.True(reply.Status == 201, reply.Body);
        }
    }

    /// <summary>Writes the files to a folder.</summary>
    public void WriteTo(string folder)
    {
        foreach (var (path, bytes) in Files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes);
        }
    }

    /// <summary>What the auditor finds in a folder, in this process and without any service: the findings as reports write them.</summary>
    public static List<string> FindingsIn(string folder)
    {
        var disk = new DiskFolder(folder);
        var request = new AuditRequest { Id = "direct", Record = VendorReader.Read(disk), Folder = disk, StartedBy = "test" };
        return Words(Auditor.Audit(request, null, CancellationToken.None).Findings.Select(finding =>
        {
            using var written = new MemoryStream();
            using (var json = new Utf8JsonWriter(written)) AuditJson.Write(finding, json);
            return JsonNode.Parse(written.ToArray())!.AsObject();
        }));
    }

    /// <summary>The same of what the service answered: without what says only when, by which audit, and where people are with it.</summary>
    public static List<string> Words(IEnumerable<JsonObject> findings) =>
        [.. findings.Select(finding => new JsonObject(finding.Where(member => member.Key is not ("audit" or "firstSeen" or "lastSeen" or "opened" or "due" or "overdue" or "status" or "self" or "state"))
            .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString()).Order(StringComparer.Ordinal)];

    private static string Record(int day, string agent, string action)
    {
        var time = new DateTimeOffset(2026, 1, 2, 8, 0, 0, TimeSpan.Zero).AddDays(day).ToUnixTimeMilliseconds();
        return new JsonObject
        {
            ["class_uid"] = 6003,
            ["activity_id"] = 2,
            ["time"] = time,
            ["status_id"] = 1,
            ["metadata"] = new JsonObject { ["uid"] = $"e{day}-{agent}", ["version"] = "1.1.0" },
            ["actor"] = new JsonObject { ["user"] = new JsonObject { ["name"] = agent } },
            ["api"] = new JsonObject { ["operation"] = action },
            ["resources"] = new JsonArray(new JsonObject { ["uid"] = "T-1", ["type"] = "ticket" }),
        }.ToJsonString() + "\n";
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
