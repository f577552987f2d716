using Compliance.Events;
using Compliance.Findings;
using Compliance.Tests.Vendors;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Evidence;

/// <summary>A record that tells several events, from the log to the findings.</summary>
public class SeveralEventsTests
{
    private const string Activity = """{"id":{"time":"2026-06-01T08:00:00Z","uniqueQualifier":"7","applicationName":"admin","customerId":"C"},"actor":{"email":"ann@x.example"},"events":[EVENTS]}""" + "\n";

    private static readonly string Three = Record("DELETE_USER", "CREATE_USER", "DELETE_USER");

    [Fact]
    public void Each_event_is_judged_and_all_point_to_the_one_record()
    {
        var result = Audit(Three + Three.Replace("\"7\"", "\"8\"", StringComparison.Ordinal));
        var findings = result.Findings.Where(finding => finding.Rule == "unauthorized-action").OrderBy(finding => finding.Action, StringComparer.Ordinal).ToList();
        Assert.Equal(["admin:CREATE_USER 2", "admin:DELETE_USER 4"], findings.Select(finding => $"{finding.Action} {finding.Count}"));
        Assert.All(findings, finding => Assert.Equal([1L, 2L], finding.Evidence.Select(reference => reference.Record)));
        var source = result.Evidence.Single(one => one.Kind == "log");
        Assert.Equal((2, 2, 4, 0, 0), (source.Records, source.Accepted, source.FurtherEvents, source.Duplicates, source.Conflicts));
    }

    [Fact]
    public void A_record_delivered_twice_is_judged_once_and_is_no_conflict()
    {
        var once = Audit(Three);
        var twice = Audit(Three + Three);
        Assert.Equal(once.Findings.Select(finding => (finding.Rule, finding.Action, finding.Count)), twice.Findings.Select(finding => (finding.Rule, finding.Action, finding.Count)));
        var source = twice.Evidence.Single(one => one.Kind == "log");
        Assert.Equal((3, 0), (source.Duplicates, source.Conflicts));
    }

    [Fact]
    public void The_same_id_with_another_event_is_a_conflict()
    {
        var source = Audit(Three + Record("DELETE_USER", "SUSPEND_USER", "DELETE_USER")).Evidence.Single(one => one.Kind == "log");
        Assert.Equal((2, 1), (source.Duplicates, source.Conflicts));
    }

    [Fact]
    public void The_order_of_the_file_and_of_the_record_is_kept_whatever_is_sorted()
    {
        string[] names = [.. Enumerable.Range(0, 200).Select(number => $"E{number:D3}")];
        using var violations = new MemoryStream();
        _ = Audit(Record(names), violations);
        var lines = System.Text.Encoding.UTF8.GetString(violations.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.Contains("unauthorized-action", StringComparison.Ordinal));
        Assert.Equal(names.Select(name => $"admin:{name}"), lines.Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("action").GetString()));
    }

    private static string Record(params string[] names) => Activity.Replace("EVENTS", string.Join(',', names.Select(name => $$"""{"name":"{{name}}"}""")), StringComparison.Ordinal);

    private static AuditResult Audit(string log, Stream? violations = null)
    {
        var folder = new Compliance.Tests.Vendors.MemoryFolder();
        folder.Add("vendor.yaml", "id: acme-bpo\n");
        folder.Add("access.yaml", "timezone: Europe/Lisbon\napproved: { by: a, on: 2026-01-01, contract: c }\nroles: { admin: { allow: [{ actions: [x] }] } }\nassignments: [{ principal: ann@x.example, role: admin, from: 2026-01-01T00:00:00Z }]\n");
        folder.Add("logs/google.ndjson", log);
        return Auditor.Audit(new AuditRequest { Id = "a", Record = VendorReader.Read(folder), Folder = folder, StartedBy = "tester", Violations = violations }, progress: null, CancellationToken.None);
    }
}
