using System.Text.Json;

namespace Compliance.Playbooks.Cacao;

/// <summary>Whether every id and variable that a playbook uses is there, and no UUID serves two objects.</summary>
internal sealed class ReferenceCheck(CacaoPlaybook playbook, Problems problems)
{
    private static readonly string[] Definitions =
    [
        "workflow", "authentication_info_definitions", "agent_definitions", "target_definitions", "extension_definitions", "data_marking_definitions",
    ];

    private readonly JsonElement _document = playbook.Document;
    private readonly Dictionary<string, HashSet<string>> _defined = Definitions.ToDictionary(
        name => name, name => playbook.Document.Members(name).Select(member => member.Name).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

    private readonly HashSet<string> _declaredAnywhere =
        [.. playbook.Variables.Keys, .. playbook.Workflow.Values.SelectMany(step => step.Variables.Keys)];

    public void Run()
    {
        UniqueIds();
        Resolve(_document, "workflow_start", Place.Root, "workflow");
        Resolve(_document, "workflow_exception", Place.Root, "workflow");
        Resolve(_document, "markings", Place.Root, "data_marking_definitions");
        Extensions(_document, "playbook_extensions", Place.Root);
        foreach (var step in playbook.Workflow.Values) Step(step, Place.Root.Member("workflow").Key(step.Id));
        foreach (var name in (string[])["agent_definitions", "target_definitions"])
        {
            foreach (var agent in _document.Members(name)) Agent(agent.Value, Place.Root.Member(name).Key(agent.Name));
        }
        foreach (var signIn in _document.Members("authentication_info_definitions"))
            Extensions(signIn.Value, "authentication_info_extensions", Place.Root.Member("authentication_info_definitions").Key(signIn.Name));
        foreach (var marking in _document.Members("data_marking_definitions")) Marking(marking.Name, marking.Value);
    }

    // Section 10.10: the UUID part may not be used again, whatever the type. The same agent may also be a target.
    private void UniqueIds()
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        Own(playbook.Id, Place.Root.Member("id"), owners);
        foreach (var name in Definitions)
        {
            foreach (var id in _defined[name]) Own(id, Place.Root.Member(name).Key(id), owners);
        }
    }

    private void Own(string id, Place at, Dictionary<string, string> owners)
    {
        if (!Identifiers.IsId(id)) return;
        if (!owners.TryAdd(Identifiers.UuidOf(id), id) && owners[Identifiers.UuidOf(id)] != id)
            problems.Add(at, $"its UUID is also that of `{owners[Identifiers.UuidOf(id)]}`: give one of them a new UUID");
    }

    private void Step(CacaoStep step, Place at)
    {
        foreach (var name in (string[])["on_completion", "on_success", "on_failure", "on_true", "on_false", "next_steps"]) Resolve(step.Document, name, at, "workflow");
        if (step is SwitchStep choice)
        {
            foreach (var (value, target) in choice.Cases) Resolve(target, at.Member("cases").Key(value), "workflow");
        }
        Resolve(step.Document, "agent", at, "agent_definitions");
        Resolve(step.Document, "targets", at, "target_definitions");
        Extensions(step.Document, "step_extensions", at);
        Arguments(step, at);
        foreach (var name in (string[])["condition", "switch", "commands"])
        {
            if (step.Document.Member(name) is { } text) Uses(text, at.Member(name), variable => IsVisible(variable, step));
        }
    }

    private void Arguments(CacaoStep step, Place at)
    {
        foreach (var variable in step.Document.Texts("in_args").Where(variable => !IsVisible(variable, step)))
            problems.Add(at.Member("in_args"), Undeclared(variable));
        foreach (var variable in step.Document.Texts("out_args"))
        {
            if (!IsVisible(variable, step)) problems.Add(at.Member("out_args"), Undeclared(variable));
            else if ((step.Variables.GetValueOrDefault(variable) ?? playbook.Variables[variable]).Constant)
                problems.Add(at.Member("out_args"), $"the step would change `{variable}`, which is a constant: take it out, or `constant` at the variable");
        }
    }

    private void Agent(JsonElement agent, Place at)
    {
        Resolve(agent, "authentication_info", at, "authentication_info_definitions");
        Extensions(agent, "agent_target_extensions", at);
        Uses(agent, at, _declaredAnywhere.Contains);
    }

    private void Marking(string id, JsonElement marking)
    {
        var at = Place.Root.Member("data_marking_definitions").Key(id);
        if (marking.Text("id") is { } own && own != id) problems.Add(at.Member("id"), "must be the id under which the marking stands");
        Extensions(marking, "marking_extensions", at);
    }

    private void Extensions(JsonElement owner, string name, Place at)
    {
        foreach (var extension in owner.Members(name)) Resolve(extension.Name, at.Member(name).Key(extension.Name), "extension_definitions");
    }

    private void Resolve(JsonElement owner, string name, Place at, string definitions)
    {
        if (owner.Text(name) is { } one) Resolve(one, at.Member(name), definitions);
        foreach (var (index, id) in owner.Texts(name).Index()) Resolve(id, at.Member(name).Item(index), definitions);
    }

    private void Resolve(string id, Place at, string definitions)
    {
        if (Identifiers.IsId(id) && !_defined[definitions].Contains(id)) problems.Add(at, $"`{id}` is not in `{definitions}`: define it there, or correct the id");
    }

    private bool IsVisible(string variable, CacaoStep step) => step.Variables.ContainsKey(variable) || playbook.Variables.ContainsKey(variable);

    /// <summary>Looks through all texts of a value for uses of variables.</summary>
    private void Uses(JsonElement value, Place at, Func<string, bool> isDeclared)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                foreach (var variable in Identifiers.VariablesIn(value.GetString()!).Where(variable => !isDeclared(variable))) problems.Add(at, Undeclared(variable));
                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in value.EnumerateArray().Index()) Uses(item, at.Item(index), isDeclared);
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject()) Uses(member.Value, at.Key(member.Name), isDeclared);
                break;
        }
    }

    private static string Undeclared(string variable) => $"`{variable}` is in neither `playbook_variables` nor `step_variables`: declare it, or correct the name";
}
