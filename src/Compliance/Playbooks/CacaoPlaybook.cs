using System.Text.Json;
using Compliance.Playbooks.Cacao;
using NodaTime;

namespace Compliance.Playbooks;

/// <summary>A playbook of OASIS CACAO 2.0 that has passed all checks of <see cref="CacaoReader"/>. It is data: nothing runs its commands.</summary>
/// <remarks>The text is kept whole, so that what this program has no use for, extensions of others too, leaves as it came.</remarks>
public sealed class CacaoPlaybook
{
    internal CacaoPlaybook(JsonElement document)
    {
        Document = document;
        Variables = CacaoVariable.Read(document, "playbook_variables");
        Workflow = document.Members("workflow")
            .Select(step => CacaoStep.Read(step.Name, step.Value)).OfType<CacaoStep>()
            .ToDictionary(step => step.Id, StringComparer.Ordinal);
        Agents = CacaoAgent.Read(document, "agent_definitions");
        Targets = CacaoAgent.Read(document, "target_definitions");
    }

    /// <summary>The playbook as it was read.</summary>
    public JsonElement Document { get; }

    /// <summary><c>playbook--uuid</c>.</summary>
    public string Id => Document.Text("id") ?? "";
    public string Name => Document.Text("name") ?? "";
    public string? Description => Document.Text("description");

    /// <summary>Two of one id and different times are versions of one playbook.</summary>
    public Instant Modified => Identifiers.Time(Document.Text("modified") ?? "") ?? default;
    public bool Revoked => Document.Flag("revoked");
    public IReadOnlyList<string> Labels => Document.Texts("labels");
    public string? Start => Document.Text("workflow_start");

    /// <summary>The step that follows a failure that no step provides for.</summary>
    public string? Exception => Document.Text("workflow_exception");
    public IReadOnlyDictionary<string, CacaoVariable> Variables { get; }
    public IReadOnlyDictionary<string, CacaoStep> Workflow { get; }
    public IReadOnlyDictionary<string, CacaoAgent> Agents { get; }
    public IReadOnlyDictionary<string, CacaoAgent> Targets { get; }

    /// <summary>Ids of playbooks that its steps carry out: they are not in this text.</summary>
    public IReadOnlyList<string> ExternalPlaybooks =>
        [.. Workflow.Values.OfType<PlaybookActionStep>().Select(step => step.Playbook).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}

/// <summary>A variable, used as <c>__name__:value</c> (section 10.18).</summary>
/// <param name="Value">Null: not known.</param>
/// <param name="External">Its value comes from whoever runs the playbook.</param>
public sealed record CacaoVariable(string Name, string Type, string? Value, bool Constant, bool External)
{
    internal static IReadOnlyDictionary<string, CacaoVariable> Read(JsonElement owner, string member) => owner.Members(member)
        .Select(variable => new CacaoVariable(variable.Name, variable.Value.Text("type") ?? "", variable.Value.Text("value"), variable.Value.Flag("constant"), variable.Value.Flag("external")))
        .ToDictionary(variable => variable.Name, StringComparer.Ordinal);
}

/// <summary>Who carries out commands, or on what they are carried out (section 7).</summary>
public sealed record CacaoAgent(string Id, string Type, string Name)
{
    internal static IReadOnlyDictionary<string, CacaoAgent> Read(JsonElement owner, string member) => owner.Members(member)
        .Select(agent => new CacaoAgent(agent.Name, agent.Value.Text("type") ?? "", agent.Value.Text("name") ?? ""))
        .ToDictionary(agent => agent.Id, StringComparer.Ordinal);
}

/// <summary>A command of an action (section 5): data, never run.</summary>
public sealed record CacaoCommand
{
    internal CacaoCommand(JsonElement text)
    {
        Type = text.Text("type") ?? "";
        Command = text.Text("command");
        CommandBase64 = text.Text("command_b64");
        Description = text.Text("description");
        Activity = text.Text("playbook_activity");
    }

    /// <summary>One of the twelve: <c>manual</c>, <c>bash</c>, <c>caldera-cmd</c>, <c>elastic</c>, <c>http-api</c>, <c>jupyter</c>, <c>kestrel</c>,
    /// <c>openc2-http</c>, <c>powershell</c>, <c>sigma</c>, <c>ssh</c>, <c>yara</c>.</summary>
    public string Type { get; }
    public string? Command { get; }
    public string? CommandBase64 { get; }
    public string? Description { get; }
    public string? Activity { get; }
}
