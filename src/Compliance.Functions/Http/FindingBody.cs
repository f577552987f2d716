using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.Findings;
using Compliance.Reports;
using Compliance.Storage;
using Compliance.Vendors;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Compliance.Functions.Http;

/// <summary>A finding as <c>audit -o json</c> writes it, with where people are with it, and when it was first and last seen.</summary>
public static class FindingBody
{
    public static JsonObject Of(HttpRequest request, VendorId vendor, FindingRecord record, Instant now)
    {
        using var written = new MemoryStream();
        using (var json = new Utf8JsonWriter(written)) AuditJson.Write(record.Finding, json, now);
        var body = JsonNode.Parse(written.GetBuffer().AsSpan(0, (int)written.Length))!.AsObject();
        body["status"] = Wording.Of(FindingDecided.StatusOf(record.Finding));
        body["audit"] = record.Audit;
        body["firstSeen"] = Wording.Of(record.FirstSeen);
        body["lastSeen"] = Wording.Of(record.LastSeen);
        body["self"] = Links.Finding(request, vendor, record.Finding.Fingerprint.Value);
        return body;
    }
}
