using System.Text.Json.Nodes;
using Compliance.Findings;
using Compliance.Reports;
using Compliance.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Compliance.Functions.Auditing;

/// <summary>Says on standard output that an audit has ended, and where to look.</summary>
public sealed class Announcement(ServiceOptions options, Store store, IServer server)
{
    private string Address => options.HostName is { } name
        ? $"https://{name}"
        : server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) ?? "";

    public void Write(AuditRun run)
    {
        var vendor = $"{Address}/api/vendors/{run.Vendor}";
        Console.Out.WriteLine(run.State is RunState.Succeeded
            ? $"""

              Audit of {run.Vendor}: {Told(run)}
                findings  {vendor}/findings
                audit     {vendor}/audits/{run.Id}
                trail     dotnet run --project src/Compliance.Cli -- trail show --vendor {run.Vendor} --store "{store.Location}"
              """
            : $"""

              Audit of {run.Vendor} failed ({run.ErrorCode}){Why(run)}
                audit     {vendor}/audits/{run.Id}
              """);
        Console.Out.Flush();
    }

    // The platform keeps what a process writes; what went wrong in words may quote a line that names a person.
    private string Why(AuditRun run) => options.HostName is null ? $": {run.ErrorMessage}" : "";

    private static string Told(AuditRun run)
    {
        var summary = JsonNode.Parse(run.Summary!)!;
        var counts = Enum.GetValues<Severity>().OrderDescending().Select(severity => (Word: Wording.Of(severity), Count: summary["severities"]![Wording.Of(severity)]!.GetValue<long>()));
        var open = counts.Where(severity => severity.Count > 0).Select(severity => $"{severity.Count} {severity.Word}").ToList();
        return $"{summary["verdict"]}; open findings: {(open.Count == 0 ? "none" : string.Join(", ", open))}; {summary["records"]} records of {summary["sources"]} sources, {summary["rejected"]} rejected";
    }
}
