using System.Text.Json;
using System.Text.RegularExpressions;

namespace Compliance.Functions.Tests.Infra;

/// <summary>That no role is given but those of roles.json, each once, with its reason; and that a role of one's own may no more than it says.</summary>
internal static partial class Roles
{
    public const string File = "roles.json";

    private const string Assignment = "Microsoft.Authorization/roleAssignments";

    // Which data actions a role of one's own may have. `write` of rows would let TrailWriter replace without asking; `delete` is for resuming alone.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["TableLister"] = ["tables/read"],
        ["TrailWriter"] = ["entities/read", "entities/add/action", "entities/update/action"],
        ["TrailResumer"] = ["entities/delete"],
        ["EvidenceWriter"] = ["blobs/read", "blobs/write"],
        ["CheckpointWriter"] = ["blobs/read", "blobs/add/action"],
        ["CheckpointSigner"] = ["keys/read", "keys/sign/action"],
        ["SecretKeeper"] = ["secrets/getSecret/action", "secrets/setSecret/action"],
    };

    // The ids that Azure publishes of the roles that may be given at all.
    private static readonly Dictionary<string, string> Published = new(StringComparer.Ordinal)
    {
        ["StorageBlobDataOwner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        ["StorageQueueDataContributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        ["StorageTableDataContributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
        ["MonitoringMetricsPublisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
        ["Reader"] = "acdd72a7-3385-48ef-bd42-f606fba81ae7",
    };

    // What each assignment is on, as it is written.
    private static readonly Dictionary<string, string?> Scopes = new(StringComparer.Ordinal)
    {
        ["hostBlobs"] = "host",
        ["hostTables"] = "host",
        ["hostQueues"] = "queue[index]",
        ["tableNames"] = "data",
        ["trail"] = "data::tableService::trail",
        ["trailResume"] = "data::tableService::trail",
        ["workTables"] = "workTable[index]",
        ["evidence"] = "data::blobService::evidence",
        ["checkpoints"] = "archive::blobService::checkpoints",
        ["checkpointKey"] = "vault::key",
        ["secrets"] = "vault",
        ["telemetry"] = "insights",
        ["audited"] = null,
    };

    public static IEnumerable<string> Problems(Template template)
    {
        var roles = template.Json(File);
        var assigned = (from file in template.Files from one in file.Of(DeclaredKind.Resource) where one.Type == Assignment && !one.IsExisting select (File: file, Declared: one)).ToList();
        var listed = roles.GetProperty("assignments");
        return Definitions(roles)
            .Concat(listed.EnumerateObject().SelectMany(one => Entry(roles, one)))
            .Concat(listed.EnumerateObject().Where(one => assigned.Count(made => made.Declared.Name == one.Name) != 1).Select(one => $"{File}: `{one.Name}` is not assigned once"))
            .Concat(assigned.SelectMany(one => Assigned(listed, roles, one.File, one.Declared)))
            .Concat(template.Files.Where(file => Id().IsMatch(file.Text)).Select(file => $"{file.Path}: an id of a role or of a person stands here; roles belong to {File}"));
    }

    /// <summary>The rows of the table that people read, from the list that the template reads.</summary>
    public static IEnumerable<string> Rows(Template template)
    {
        var roles = template.Json(File);
        foreach (var entry in roles.GetProperty("assignments").EnumerateObject().Select(one => one.Value))
        {
            var role = entry.GetProperty("role").GetString()!;
            var name = roles.GetProperty("custom").TryGetProperty(role, out var own) ? $"`{role}` of our own. {own.GetProperty("description").GetString()}" : Words().Replace(role, " ");
            yield return $"| {name} | {entry.GetProperty("on").GetString()} | {entry.GetProperty("reason").GetString()} |";
        }
    }

    private static IEnumerable<string> Definitions(JsonElement roles)
    {
        foreach (var role in roles.GetProperty("builtIn").EnumerateObject())
            if (!Published.TryGetValue(role.Name, out var id) || id != role.Value.GetString()) yield return $"{File}: `{role.Name}` with this id may not be given";
        foreach (var role in roles.GetProperty("custom").EnumerateObject())
        {
            var actions = role.Value.GetProperty("actions").EnumerateArray().Concat(role.Value.GetProperty("dataActions").EnumerateArray()).Select(action => action.GetString()!).ToList();
            if (!Allowed.TryGetValue(role.Name, out var allowed) || actions.Count != allowed.Length || !actions.All(action => allowed.Any(one => action.EndsWith("/" + one, StringComparison.Ordinal))))
                yield return $"{File}: `{role.Name}` may do something else than was agreed";
        }
    }

    private static IEnumerable<string> Entry(JsonElement roles, JsonProperty entry)
    {
        var role = entry.Value.GetProperty("role").GetString()!;
        if (!roles.GetProperty("builtIn").TryGetProperty(role, out _) && !roles.GetProperty("custom").TryGetProperty(role, out _)) yield return $"{File}: `{entry.Name}`: there is no role `{role}`";
        foreach (var words in (string[])["on", "reason"])
            if (!entry.Value.TryGetProperty(words, out var text) || text.GetString() is not { Length: > 5 }) yield return $"{File}: `{entry.Name}` does not say `{words}`";
    }

    private static IEnumerable<string> Assigned(JsonElement listed, JsonElement roles, BicepFile file, Declared one)
    {
        var place = $"{file.Path}: {one.Name}";
        if (!listed.TryGetProperty(one.Name, out var entry))
        {
            yield return $"{place}: not in {File}";
            yield break;
        }
        var isBuiltIn = roles.GetProperty("builtIn").TryGetProperty(entry.GetProperty("role").GetString()!, out _);
        var role = file.Value(one.Value!, "properties.roleDefinitionId") ?? "";
        if (!role.Contains($"roles.assignments.{one.Name}.role", StringComparison.Ordinal) || role.Contains("roles.builtIn[", StringComparison.Ordinal) != isBuiltIn)
            yield return $"{place}: not the role of {File}";
        if (file.Value(one.Value!, "properties.description") != $"roles.assignments.{one.Name}.reason") yield return $"{place}: not the reason of {File}";
        if (!Scopes.TryGetValue(one.Name, out var scope) || file.Value(one.Value!, "scope") != scope) yield return $"{place}: on something else than was agreed";
    }

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")]
    private static partial Regex Id();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Words();
}
