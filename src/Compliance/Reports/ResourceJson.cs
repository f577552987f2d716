using System.Text.Json;
using Compliance.Resources;

namespace Compliance.Reports;

/// <summary>Judged resources as one JSON object: <c>resources</c>, their number, and <c>results</c>, one for each resource and check of
/// its type. Results are written as they come, so that their number costs no memory.</summary>
public sealed class ResourceJson : IDisposable
{
    private const int FlushAt = 1 << 16;
    private readonly Stream _output;
    private readonly Utf8JsonWriter _json;

    /// <param name="resources">How many resources there are, children too.</param>
    public ResourceJson(Stream output, long resources)
    {
        _output = output;
        _json = new Utf8JsonWriter(output, AuditJson.Readable);
        _json.WriteStartObject();
        _json.WriteNumber("resources", resources);
        _json.WriteStartArray("results");
    }

    public void Add(ResourceResult result)
    {
        _json.WriteStartObject();
        _json.WriteString("check", result.Check);
        _json.WriteString("resourceType", result.ResourceType);
        _json.WriteString("resource", result.Resource);
        _json.WriteString("verdict", Wording.Of(result.Verdict));
        _json.WriteString("severity", Wording.Of(result.Severity));
        _json.WriteString("path", result.Path);
        _json.WritePropertyName("found");
        _json.WriteRawValue(result.Found);
        _json.WritePropertyName("expected");
        _json.WriteRawValue(result.Expected);
        _json.WriteStartArray("controls");
        foreach (var control in result.Controls) _json.WriteStringValue(control);
        _json.WriteEndArray();
        _json.WriteString("fix", result.Fix);
        _json.WriteString("source", result.Source);
        if (result.Reason is { } reason) _json.WriteString("reason", reason);
        if (result.Snapshot is { } snapshot) _json.WriteString("snapshot", snapshot);
        _json.WriteEndObject();
        if (_json.BytesPending > FlushAt) _json.Flush();
    }

    /// <summary>Ends the object and the line.</summary>
    public void Dispose()
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Dispose();
        _output.WriteByte((byte)'\n');
    }
}
