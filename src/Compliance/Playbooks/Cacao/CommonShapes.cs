using System.Text.Json;
using NodaTime;

namespace Compliance.Playbooks.Cacao;

/// <summary>Data types that all parts of a playbook share (CACAO 2.0, section 10).</summary>
internal static class CommonShapes
{
    /// <summary>2^53−1: a longer wait is a mistake, and no reader of JSON agrees on it with another.</summary>
    private const long MaxMilliseconds = (1L << 53) - 1;

    public static readonly TextShape Text = TextShape.Any;
    public static readonly Shape Flag = new FlagShape();
    public static readonly Shape Texts = new ListShape(Text, 1);
    public static readonly Shape Id = new TextShape("an id `type--uuid`, its UUID of a version from 1 to 5", Identifiers.IsId);
    public static readonly Shape Ids = new ListShape(Id, 1);
    public static readonly Shape Time = new TextShape("a time like 2026-11-22T09:30:00.000Z, with exactly three decimals", text => Identifiers.Time(text) is not null);
    public static readonly Shape Score = new WholeShape(0, 100, "a score");
    public static readonly Shape Base64 = new TextShape("base64 (RFC 4648, section 4)", IsBase64);

    /// <summary>30 days are 2,592,000,000: more than 32 bits hold.</summary>
    public static readonly Shape Milliseconds = new WholeShape(0, MaxMilliseconds, "milliseconds");

    public static readonly Shape Extensions = new MapShape(IdOf("extension-definition"), new VerbatimShape(), "an id `extension-definition--uuid`");

    public static readonly Shape Variables = new MapShape(
        new TextShape("", Identifiers.IsVariable),
        new ObjectShape(("type", Text.Required), ("description", Text), ("value", new NullableShape(Text)), ("constant", Flag), ("external", Flag)).And(ConstantHasValue),
        "`__name__`: letters, digits, _ and - between two underscores each, at most 250 characters");

    private static readonly ObjectShape Reference = new ObjectShape(
        ("name", Text.Required), ("description", Text), ("source", Text), ("url", Text), ("external_id", Text), ("reference_id", Text)).And(SaysMoreThanName);

    public static readonly Shape References = new ListShape(Reference, 1);

    public static readonly Shape Location = new ObjectShape(
        ("name", Text), ("description", Text), ("building_details", Text), ("network_details", Text), ("region", Text), ("country", Text),
        ("administrative_area", Text), ("city", Text), ("street_address", Text), ("postal_code", Text), ("latitude", Text), ("longitude", Text), ("precision", Text));

    private static readonly Shape ContactWays = new MapShape(new TextShape("", key => key.Length <= 250), Text, "a kind of address");

    public static readonly Shape Contact = new ObjectShape(("email", ContactWays), ("phone", ContactWays), ("contact_details", Text));

    /// <summary>An id whose type is one.</summary>
    public static TextShape IdOf(string type) => new($"an id `{type}--uuid`", text => Identifiers.IsId(text) && Identifiers.TypeOf(text) == type);

    /// <summary>Demands that the second time is not before the first, when both are there.</summary>
    public static ObjectShape.CrossCheck NotBefore(string first, string second, bool orEqual) => (value, at, problems) =>
    {
        if (TimeOf(value, first) is not { } from || TimeOf(value, second) is not { } to) return;
        if (to < from || (to == from && !orEqual)) problems.Add(at.Member(second), $"must be later than `{first}`");
    };

    private static Instant? TimeOf(JsonElement value, string name) => value.Text(name) is { } text ? Identifiers.Time(text) : null;

    private static void ConstantHasValue(JsonElement value, Place at, Problems problems)
    {
        if (!value.Flag("constant")) return;
        if (value.Text("value") is null) problems.Add(at, "a constant needs a `value`: give it, or leave out `constant`");
        if (value.Flag("external")) problems.Add(at, "a constant cannot come from outside: leave out `constant` or `external`");
    }

    private static void SaysMoreThanName(JsonElement value, Place at, Problems problems)
    {
        if (value.EnumerateObject().All(member => member.Name == "name"))
            problems.Add(at, "a reference says more than a name: add `description`, `source`, `url`, `external_id` or `reference_id`");
    }

    private static bool IsBase64(string text) => text.Length > 0 && System.Buffers.Text.Base64.IsValid(text);
}
