using System.Text.Json;
using System.Text.RegularExpressions;

namespace Compliance.Playbooks.Cacao;

/// <summary>Content of the extension <see cref="BreachTask"/>. Names follow CACAO's rule for extensions: a–z, 0–9 and _, at least three.</summary>
internal static partial class BreachTaskShape
{
    private static readonly TextShape Name = new("a name of 2 to 200 of a-z, 0-9, and . : _ - between", text => NameShape().IsMatch(text));

    private static readonly Shape Due = new ObjectShape(("after", Name.Required), ("milliseconds", new WholeShape(1, (1L << 53) - 1, "milliseconds").Required));

    private static readonly Shape Clock = new ObjectShape(
        ("regime", Name.Required), ("anchor", Name), ("counting", CommonShapes.Text), ("calendar", CommonShapes.Text),
        ("escalation", new ListShape(new WholeShape(1, 100, "a percentage"), 1).Required)).And(Ascending);

    public static readonly ObjectShape Whole = new ObjectShape(
        ("key", new TextShape("a short name of 2 to 40 of a-z, 0-9 and -", text => KeyShape().IsMatch(text))),
        ("kind", TextShape.OneOf("collect", "contain", "manual", "approval", "notice").Required),
        ("owner", TextShape.OneOf("operator", "security", "legal", "dpo", "approver", "vendor-security")),
        ("evidence", TextShape.OneOf("required", "optional")),
        ("rules", new RulesShape()),
        ("recipient_types", new ListShape(TextShape.OneOf("authority", "individuals", "customers", "public", "market", "credit agencies", "contract party", "controller", "internal"), 1)),
        ("hold", CommonShapes.Flag),
        ("due", Due),
        ("clock", Clock),
        ("approved_before", CommonShapes.IdOf("action")))
        .And(OfItsKind);

    private static void Ascending(JsonElement value, Place at, Problems problems)
    {
        var percents = value.Items("escalation").Select(item => item.ValueKind is JsonValueKind.Number && item.TryGetInt64(out var percent) ? percent : 0).ToList();
        if (percents.Zip(percents.Skip(1)).Any(pair => pair.First >= pair.Second)) problems.Add(at.Member("escalation"), "expected percentages in rising order");
    }

    /// <summary>What a task must and may not have.</summary>
    private static void OfItsKind(JsonElement value, Place at, Problems problems)
    {
        var kind = value.Text("kind");
        Only(kind is "notice", ["rules", "recipient_types", "hold", "clock"], "of a notice");
        Only(kind is "contain", ["approved_before"], "of containment");
        Needs(kind is "notice", ["rules", "hold"], "a notice");
        Needs(kind is "contain", ["approved_before"], "containment");
        Needs(kind is not "collect", ["owner"], "what a person does");
        if (kind is "approval" && value.Text("owner") is "operator" or "vendor-security")
            problems.Add(at.Member("owner"), "an approval is given by security, legal, dpo or approver: those who ask do not approve");

        void Only(bool may, string[] names, string whose)
        {
            foreach (var name in names.Where(name => !may && value.Member(name) is not null)) problems.Add(at.Member(name), $"is only {whose}: take it out, or change `kind`");
        }

        void Needs(bool must, string[] names, string what)
        {
            foreach (var name in names.Where(name => must && value.Member(name) is null)) problems.Add(at.Member(name), $"missing: {what} needs it");
        }
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,38}[a-z0-9]\z", RegexOptions.NonBacktracking)]
    private static partial Regex KeyShape();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._:-]{0,198}[a-z0-9]\z", RegexOptions.NonBacktracking)]
    private static partial Regex NameShape();

    /// <summary><c>"applicable"</c>, or ids of rules.</summary>
    private sealed class RulesShape : Shape
    {
        private static readonly Shape Ids = new ListShape(Name, 1);

        public override void Check(JsonElement value, Place at, Problems problems)
        {
            if (value.ValueKind is JsonValueKind.Array) Ids.Check(value, at, problems);
            else if (value.ValueKind is not JsonValueKind.String || value.GetString() is not "applicable") problems.Add(at, "expected `applicable`, or a list of ids of rules");
        }
    }
}
