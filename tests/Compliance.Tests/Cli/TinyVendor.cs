using System.Text;

namespace Compliance.Tests.Cli;

/// <summary>A vendor of one agent, who may read tickets, in a folder of its own that goes when the test does.</summary>
internal sealed class TinyVendor : IDisposable
{
    public TinyVendor()
    {
        Root = Directory.CreateTempSubdirectory("compliance-").FullName;
        Write("vendor.yaml", """
            id: acme-bpo
            name: Acme BPO
            logs:
              - { path: "logs/*.ndjson", format: ocsf }
            """);
        Write("access.yaml", """
            timezone: Asia/Manila
            approved: { by: d.osei, on: 2026-01-15 }
            roles:
              tier1:
                allow:
                  - actions: [ticket.read]
            assignments:
              - { principal: agent1, role: tier1, from: 2026-01-01T00:00:00Z }
            """);
        Write("people.csv", """
            person,name,status,hired,left
            agent1,Ann,active,2025-01-01,

            """);
    }

    /// <summary>Where the program is run; the vendor folder is <c>acme</c> in it.</summary>
    public string Root { get; }

    public void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    public void Write(string path, byte[] bytes)
    {
        var full = Path.Combine(Root, "acme", path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, bytes);
    }

    /// <summary>Agent1 did these, one a day from 2026-01-02 on.</summary>
    public void Log(params string[] actions) => Write("logs/help.ndjson", string.Concat(actions.Select((action, day) => Record(day, action))));

    /// <summary>Reads over a hundred days, so that every rule has as much evidence as it needs.</summary>
    public void LogQuietMonths(string lastAction) => Log([.. Enumerable.Repeat("ticket.read", 100), lastAction]);

    public static string Record(int day, string action)
    {
        var time = new DateTimeOffset(2026, 1, 2, 8, 0, 0, TimeSpan.Zero).AddDays(day).ToUnixTimeMilliseconds();
        return new StringBuilder()
            .Append("{\"class_uid\":6003,\"activity_id\":2,\"time\":").Append(time).Append(",\"status_id\":1,\"metadata\":{\"uid\":\"e").Append(day)
            .Append("\",\"version\":\"1.1.0\"},\"actor\":{\"user\":{\"name\":\"agent1\"}},\"api\":{\"operation\":\"").Append(action)
            .Append("\"},\"resources\":[{\"uid\":\"T-1\",\"type\":\"ticket\"}]}\n").ToString();
    }

    public Task<CommandLine.Outcome> RunAsync(params string[] arguments) => CommandLine.RunInAsync(Root, arguments);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
