using System.Text;
using System.Text.Json.Nodes;
using Compliance.Playbooks;

namespace Compliance.Tests.Playbooks;

/// <summary>Playbooks to be read, and ways of spoiling them.</summary>
internal static class Cacao
{
    public const string Extension = BreachTask.Extension;
    public static readonly string Start = Id("start", 1);
    public static readonly string First = Id("action", 2);
    public static readonly string End = Id("end", 3);
    public static readonly string Person = Id("individual", 4);

    /// <summary>A valid id whose UUID is told apart by a number.</summary>
    public static string Id(string type, int number) => $"{type}--00000000-0000-4000-8000-{number:x12}";

    /// <summary>Start, one manual action, end.</summary>
    public static JsonObject Small() => JsonNode.Parse($$"""
        {
          "type": "playbook", "spec_version": "cacao-2.0", "id": "{{Id("playbook", 100)}}", "name": "Small",
          "created_by": "{{Id("identity", 101)}}", "created": "2026-11-22T00:00:00.000Z", "modified": "2026-11-22T00:00:00.000Z",
          "playbook_variables": { "__stage__": { "type": "string", "external": true } },
          "workflow_start": "{{Start}}",
          "workflow": {
            "{{Start}}": { "type": "start", "on_completion": "{{First}}" },
            "{{First}}": { "type": "action", "name": "Look", "on_completion": "{{End}}", "commands": [ { "type": "manual", "command": "look" } ], "agent": "{{Person}}" },
            "{{End}}": { "type": "end" }
          },
          "agent_definitions": { "{{Person}}": { "type": "individual", "name": "Somebody" } },
          "extension_definitions": {
            "{{Extension}}": { "type": "extension-definition", "name": "breach-task", "created_by": "{{Id("identity", 101)}}", "schema": "PLAYBOOKS.md", "version": "1.0.0" }
          }
        }
        """)!.AsObject();

    /// <summary>The small playbook, changed.</summary>
    public static JsonObject With(Action<JsonObject> change)
    {
        var playbook = Small();
        change(playbook);
        return playbook;
    }

    public static JsonObject Workflow(this JsonObject playbook) => playbook["workflow"]!.AsObject();

    public static JsonObject Step(this JsonObject playbook, string id) => playbook.Workflow()[id]!.AsObject();

    public static void Task(this JsonObject playbook, string step, string task) =>
        playbook.Step(step)["step_extensions"] = new JsonObject { [Extension] = JsonNode.Parse(task) };

    public static JsonNode Json(string text) => JsonNode.Parse(text)!;

    public static CacaoPlaybook Read(JsonNode playbook) => Read(playbook.ToJsonString());

    public static CacaoPlaybook Read(string text) => CacaoReader.Read(Encoding.UTF8.GetBytes(text), "p.json");

    /// <summary>The problems, a line each.</summary>
    public static IReadOnlyList<string> Problems(JsonNode playbook) => Problems(playbook.ToJsonString());

    public static IReadOnlyList<string> Problems(string text) => Assert.Throws<InputException>(() => Read(text)).Message.Split('\n');
}
