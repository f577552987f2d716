using System.Text.Json;

namespace Compliance.Playbooks.Cacao;

/// <summary>The twelve types of command (section 5). They are data here: nothing runs them.</summary>
internal static class CommandShapes
{
    private static readonly Shape Headers = new MapShape(new TextShape("", name => name.Length > 0), new ListShape(CommonShapes.Text), "a header");

    private static readonly Dictionary<string, Shape> Types = new(StringComparer.Ordinal)
    {
        ["manual"] = PlainOrEncoded("manual"),
        ["bash"] = PlainOrEncoded("bash"),
        ["caldera-cmd"] = PlainOrEncoded("caldera-cmd"),
        ["powershell"] = PlainOrEncoded("powershell"),
        ["ssh"] = PlainOrEncoded("ssh"),
        ["elastic"] = Encoded("elastic"),
        ["jupyter"] = Encoded("jupyter"),
        ["kestrel"] = Encoded("kestrel"),
        ["sigma"] = Encoded("sigma"),
        ["yara"] = Encoded("yara"),
        ["http-api"] = Common("http-api").With(
            ("command", CommonShapes.Text.Required), ("headers", Headers), ("content", CommonShapes.Text), ("content_b64", CommonShapes.Base64)),
        ["openc2-http"] = Common("openc2-http").With(
            ("command", CommonShapes.Text.Required), ("headers", Headers), ("content_b64", CommonShapes.Base64.Required)),
    };

    public static readonly Shape Any = new TypedShape(type => Types.GetValueOrDefault(type), $"one of {string.Join(", ", Types.Keys)}");

    private static ObjectShape Common(string type) => new(
        ("type", TextShape.OneOf(type).Required), ("description", CommonShapes.Text), ("version", CommonShapes.Text),
        ("playbook_activity", CommonShapes.Text), ("external_references", CommonShapes.References));

    private static ObjectShape PlainOrEncoded(string type) =>
        Common(type).With(("command", CommonShapes.Text), ("command_b64", CommonShapes.Base64)).And(HasCommand);

    private static ObjectShape Encoded(string type) => Common(type).With(("command_b64", CommonShapes.Base64.Required));

    private static void HasCommand(JsonElement value, Place at, Problems problems)
    {
        if (value.Member("command") is null && value.Member("command_b64") is null) problems.Add(at, "missing: `command` or `command_b64` must be there");
    }
}
