using System.Globalization;
using System.Text.Json;

namespace Compliance.Reports;

/// <summary>A range of a vendor's trail as an OSCAL 1.1.2 assessment-results document: each audit that completed is a result, each
/// finding that it opened, changed or resolved an observation, and each of its rules a finding on the rule's objective. What
/// each part says, and what is left out: EXCHANGE.md.</summary>
public sealed class OscalResults
{
    private const string Version = "1.1.2";
    private const int BytesAtOnce = 1 << 16;

    private readonly string _vendor;
    private readonly FindingRowSource _source;
    private readonly OscalOpenFindings _open = new();

    /// <param name="vendor">Vendor id.</param>
    /// <param name="source">The range of its trail.</param>
    public OscalResults(string vendor, FindingRowSource source) => (_vendor, _source) = (vendor, source);

    /// <summary>Writes the document and a final line feed.</summary>
    /// <exception cref="InputException">No audit completed in the range: OSCAL knows no document without a result.</exception>
    /// <exception cref="FormatException">A leaf is not an entry of the trail.</exception>
    public async Task WriteAsync(Stream output, CancellationToken cancellationToken = default)
    {
        var audits = await AuditsAsync(cancellationToken);
        await using var json = new Utf8JsonWriter(output, AuditJson.Readable);
        json.WriteStartObject();
        json.WriteStartObject("assessment-results");
        json.WriteString("uuid", Uuid("document", Number(_source.From), Number(_source.To), audits[^1].Audit));
        WriteMetadata(audits[^1], json);
        json.WriteStartObject("import-ap");
        json.WriteString("href", $"#{Plan}");
        json.WriteEndObject();
        json.WriteStartArray("results");
        foreach (var audit in audits) await WriteResultAsync(audit, json, cancellationToken);
        json.WriteEndArray();
        WriteBackMatter(json);
        json.WriteEndObject();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
        await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }

    /// <summary>Refuses a range of which no document can be written.</summary>
    /// <exception cref="InputException">No audit completed in it.</exception>
    /// <exception cref="FormatException">A leaf is not an entry of the trail.</exception>
    public Task RequireAuditsAsync(CancellationToken cancellationToken = default) => AuditsAsync(cancellationToken);

    private async Task<IReadOnlyList<AuditSpan>> AuditsAsync(CancellationToken cancellationToken = default)
    {
        var audits = await _source.AuditsAsync(cancellationToken);
        if (audits.Count > 0) return audits;
        throw new InputException(string.Create(CultureInfo.InvariantCulture,
            $"no audit of `{_vendor}` completed in entries {_source.From} to {_source.To} of the trail, and assessment results need one: choose a wider range"));
    }

    private Guid Plan => Uuid("plan");

    private void WriteMetadata(AuditSpan last, Utf8JsonWriter json)
    {
        json.WriteStartObject("metadata");
        json.WriteString("title", $"Audits of {_vendor}");
        json.WriteString("last-modified", Wording.Of(last.Time));
        json.WriteString("version", Number(_source.To));
        json.WriteString("oscal-version", Version);
        json.WriteEndObject();
    }

    // An audit's observations are read where its entries lie; others' entries may lie among them.
    private async Task WriteResultAsync(AuditSpan audit, Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        json.WriteStartObject();
        json.WriteString("uuid", Uuid("result", audit.Audit));
        json.WriteString("title", OscalText.Value($"Audit {audit.Audit}"));
        json.WriteString("description", "What the audit found, as the trail says it: what was new, changed or resolved against the audit before it.");
        json.WriteString("start", Wording.Of(audit.Time));
        var observations = new OscalObservations(json);
        var checks = new List<OscalCheck>();
        await foreach (var leaf in _source.Leaves(audit.From, audit.To, cancellationToken))
        {
            using var entry = FindingRowEntry.Read(leaf);
            if (entry.Audit != audit.Audit) continue;
            if (entry.Row() is { } row) _open.Add(row, observations.Write(await _source.NamedAsync(row, cancellationToken)));
            if (leaf.Index + 1 == audit.To) checks.AddRange(entry.Checks().Select(check => new OscalCheck(check.Rule, check.Verdict, leaf.Index, leaf.Hash.ToString())));
            if (json.BytesPending >= BytesAtOnce) await json.FlushAsync(cancellationToken);
        }
        observations.End();
        OscalRisks.Write(observations.Accepted, json);
        OscalFindings.Write(_vendor, audit.Audit, checks, _open, observations.Accepted, json);
        _open.EndAudit();
        await json.FlushAsync(cancellationToken);
        json.WriteEndObject();
    }

    private void WriteBackMatter(Utf8JsonWriter json)
    {
        json.WriteStartObject("back-matter");
        json.WriteStartArray("resources");
        json.WriteStartObject();
        json.WriteString("uuid", Plan);
        json.WriteString("title", "The rules of compliance");
        json.WriteString("description", "There is no assessment plan in OSCAL. `compliance rules` lists what is judged, `compliance explain <rule>` says how; the digest of both is in the entry `audit started`.");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private Guid Uuid(string kind, params ReadOnlySpan<string> parts) => OscalUuid.Of([_vendor, kind, .. parts]);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
