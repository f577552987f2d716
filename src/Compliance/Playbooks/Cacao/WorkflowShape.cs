using System.Text.Json;

namespace Compliance.Playbooks.Cacao;

/// <summary>The steps; canonical as a reader would follow them: from the start, each branch before what comes after it.</summary>
internal sealed class WorkflowShape(MapShape steps) : Shape
{
    public override void Check(JsonElement value, Place at, Problems problems) => steps.Check(value, at, problems);

    public override void Write(JsonElement value, Utf8JsonWriter json) => steps.Write(value, json, InFlow(value));

    private static IEnumerable<JsonProperty> InFlow(JsonElement workflow)
    {
        var members = workflow.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal).ToList();
        var left = members.ToDictionary(member => member.Name, StringComparer.Ordinal);
        var open = new Stack<string>(members.OrderBy(member => member.Value.Text("type") != "start").Select(member => member.Name).Reverse());
        while (open.TryPop(out var id))
        {
            if (!left.Remove(id, out var member)) continue;
            yield return member;
            var step = CacaoStep.Read(id, member.Value)!;
            foreach (var next in step.Branches.Concat(step.Onward).Reverse()) open.Push(next);
        }
    }
}
