using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.Incidents;
using Compliance.Playbooks;
using Compliance.Playbooks.Cacao;
using NodaTime;

namespace Compliance.Reports;

/// <summary>The playbook of a case with what came of each step: CACAO 2.0 that any reader of it can read, the results in an extension.</summary>
/// <remarks>It says who did what when and on what evidence, and where the trail has it. Facts, limits and notes are not in it.</remarks>
public static class CacaoTimeline
{
    /// <summary>Id of the definition of the extension that holds results.</summary>
    public const string Extension = "extension-definition--3b8de1c4-06f7-4d52-9e0a-a1c97d24f6b8";

    private const string Author = "identity--5d0f1d0e-6f5b-4c1e-8d0a-2b6f7d3a9c41";

    /// <summary>Writes the playbook with results, as <see cref="CacaoWriter"/> writes it.</summary>
    /// <param name="trailIndexes">Number of a record → index of its entry; what is not in it has no entry yet.</param>
    /// <param name="pseudonym">Of a person; null: persons appear by name.</param>
    /// <exception cref="InputException">With results it would be larger than a playbook that is read.</exception>
    public static void Write(Playbook playbook, Incident incident, Instant now, IReadOnlyDictionary<int, long> trailIndexes, Func<string, string>? pseudonym, Stream output) =>
        CacaoWriter.Write(Of(playbook, incident, now, trailIndexes, pseudonym), output);

    /// <summary>The playbook with results, which has passed all checks of the reader.</summary>
    public static CacaoPlaybook Of(Playbook playbook, Incident incident, Instant now, IReadOnlyDictionary<int, long> trailIndexes, Func<string, string>? pseudonym)
    {
        string Who(string by) => pseudonym is null || by.StartsWith("system:", StringComparison.Ordinal) ? by : pseudonym(by);
        var acts = incident.Records.Index().Select(record => (Step: StepOf(record.Item), Act: Act(record.Item, record.Index + 1, trailIndexes, Who))).ToLookup(act => act.Step, act => act.Act);
        var document = JsonNode.Parse(playbook.Cacao.Document.GetRawText())!.AsObject();
        document["id"] = $"playbook--{Uuid(playbook.Cacao.Id, incident, now)}";
        document["created"] = Identifiers.Text(now);
        document["modified"] = Identifiers.Text(now);
        document["derived_from"] = new JsonArray(playbook.Cacao.Id);
        // Without the labels by which findings start it: this is a report, and running it again is a decision.
        document["labels"] = new JsonArray("results");
        Put(document, "playbook_extensions", Case(playbook, incident, now));
        Put(document, "extension_definitions", Definition());
        foreach (var task in playbook.Tasks.Values)
            Put(document["workflow"]![task.Id]!.AsObject(), "step_extensions", Result(incident[task.Id], Who, acts[task.Id]));
        return CacaoReader.Read(Encoding.UTF8.GetBytes(document.ToJsonString()), $"results of {incident.Id}");
    }

    private static JsonObject Case(Playbook playbook, Incident incident, Instant now) => new()
    {
        ["disclaimer"] = "This is not legal advice.",
        ["vendor"] = incident.Vendor.Value,
        ["incident"] = incident.Id,
        ["playbook"] = playbook.Id,
        ["stage"] = incident.Stage.ToString().ToLowerInvariant(),
        ["made"] = Identifiers.Text(now),
        ["records"] = incident.Records.Count,
    };

    private static JsonObject Result(StepState state, Func<string, string> who, IEnumerable<JsonObject> acts)
    {
        var result = new JsonObject { ["status"] = Status(state.Stage) };
        if (state.StartedAt is { } started) result["started"] = Identifiers.Text(started);
        if (state.ApprovedBy is { } approver) result["approved_by"] = who(approver.Name);
        if (state.EndedAt is { } ended) result["ended"] = Identifiers.Text(ended);
        if (state.EndedBy is { } by) result["ended_by"] = who(by);
        if (state.Evidence.Count > 0) result["evidence"] = new JsonArray([.. state.Evidence.Select(evidence => JsonValue.Create(evidence))]);
        if (acts.ToArray() is { Length: > 0 } done) result["acts"] = new JsonArray(done);
        return result;
    }

    private static JsonObject Act(IncidentRecord record, int number, IReadOnlyDictionary<int, long> trailIndexes, Func<string, string> who)
    {
        var act = new JsonObject { ["number"] = number, ["what"] = What(record), ["time"] = Identifiers.Text(record.At), ["who"] = who(record.By) };
        if (trailIndexes.TryGetValue(number, out var index)) act["trail_index"] = index;
        return act;
    }

    /// <summary>The step that a record is about; empty: none.</summary>
    private static string StepOf(IncidentRecord record) => record switch
    {
        StepStarted step => step.Step,
        StepApproved step => step.Step,
        StepRejected step => step.Step,
        StepCompleted step => step.Step,
        StepFailed step => step.Step,
        TouchedComputed step => step.Step,
        NoticeDrafted notice => notice.Step,
        Reminded reminded => reminded.Clock,
        _ => "",
    };

    private static string What(IncidentRecord record) => record switch
    {
        StepStarted => "started",
        StepApproved => "approved",
        StepRejected => "rejected",
        StepCompleted => "completed",
        StepFailed => "failed",
        TouchedComputed touched => $"computed who was touched: {touched.Accessed} accessed, {touched.Rows} counted, {touched.Reachable} reachable; list sha256:{touched.Sha256}",
        NoticeDrafted notice => $"drafted {notice.Notice}, sha256:{notice.Sha256}",
        Reminded reminded => $"reminded at {reminded.Percent} per cent",
        _ => "recorded",
    };

    private static string Status(StepStage stage) => stage switch
    {
        StepStage.Waiting => "waiting",
        StepStage.AwaitingApproval => "awaiting_approval",
        _ => stage.ToString().ToLowerInvariant(),
    };

    private static JsonObject Definition() => new()
    {
        ["type"] = "extension-definition",
        ["name"] = "breach-results",
        ["description"] = "What came of each step of a breach playbook in one case.",
        ["created_by"] = Author,
        ["schema"] = "PLAYBOOKS.md: section \"Results\".",
        ["version"] = "1.0.0",
    };

    private static void Put(JsonObject owner, string member, JsonObject content)
    {
        if (owner[member] is not JsonObject extensions) owner[member] = extensions = [];
        extensions[Extension] = content;
    }

    /// <summary>The same results made at the same instant are the same playbook.</summary>
    private static string Uuid(string playbook, Incident incident, Instant now)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{playbook}\n{incident.Vendor}\n{incident.Id}\n{incident.Records.Count}\n{Identifiers.Text(now)}"));
        digest[6] = (byte)((digest[6] & 0x0F) | 0x40);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new Guid(digest.AsSpan(0, 16), bigEndian: true).ToString("D");
    }
}
