using System.Text.Json;

namespace Compliance.Playbooks.Cacao;

/// <summary>The eight types of step (section 4).</summary>
internal static class StepShapes
{
    private static readonly Shape Arguments = new ListShape(new TextShape("a variable `__name__`", Identifiers.IsVariable), 1);

    private static readonly Dictionary<string, Shape> Types = new(StringComparer.Ordinal)
    {
        ["start"] = Step("start").With(("on_completion", CommonShapes.Id)),
        ["end"] = Step("end"),
        ["action"] = Leading("action").With(
            ("commands", new ListShape(CommandShapes.Any, 1).Required), ("agent", CommonShapes.Id.Required), ("targets", CommonShapes.Ids),
            ("in_args", Arguments), ("out_args", Arguments)),
        ["playbook-action"] = Leading("playbook-action").With(
            ("playbook_id", CommonShapes.IdOf("playbook").Required), ("playbook_version", CommonShapes.Time), ("in_args", Arguments), ("out_args", Arguments)),
        ["parallel"] = Leading("parallel").With(("next_steps", new ListShape(CommonShapes.Id, 2).Required)),
        ["if-condition"] = Leading("if-condition").With(
            ("condition", CommonShapes.Text.Required), ("on_true", CommonShapes.Id.Required), ("on_false", CommonShapes.Id)),
        ["while-condition"] = Leading("while-condition").With(("condition", CommonShapes.Text.Required), ("on_true", CommonShapes.Id.Required)),
        ["switch-condition"] = Leading("switch-condition").With(
            ("switch", CommonShapes.Text.Required),
            ("cases", new MapShape(new TextShape("", key => key.Length is > 0 and <= 250), CommonShapes.Id, "a value of 1 to 250 characters, or `default`").Required)),
    };

    public static readonly Shape Workflow = new WorkflowShape(new MapShape(
        new TextShape("", Identifiers.IsId), id => Types.GetValueOrDefault(Identifiers.TypeOf(id)), $"an id `type--uuid` of one of {string.Join(", ", Types.Keys)}"));

    private static ObjectShape Step(string type) => new(
        ("type", TextShape.OneOf(type).Required), ("name", CommonShapes.Text), ("description", CommonShapes.Text),
        ("external_references", CommonShapes.References), ("delay", CommonShapes.Milliseconds), ("timeout", CommonShapes.Milliseconds),
        ("step_variables", CommonShapes.Variables), ("owner", CommonShapes.Id), ("step_extensions", CommonShapes.Extensions));

    private static ObjectShape Leading(string type) =>
        Step(type).With(("on_completion", CommonShapes.Id), ("on_success", CommonShapes.Id), ("on_failure", CommonShapes.Id)).And(OneWayOn);

    private static void OneWayOn(JsonElement value, Place at, Problems problems)
    {
        if (value.Member("on_completion") is not null && (value.Member("on_success") is not null || value.Member("on_failure") is not null))
            problems.Add(at.Member("on_completion"), "stands beside `on_success` or `on_failure`: keep either the one or the others");
    }
}
