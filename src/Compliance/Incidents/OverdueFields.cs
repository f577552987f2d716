using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Incidents;

/// <summary>The fields of a register's document, each checked. A place is a path: <c>clocks[3].due</c>.</summary>
internal sealed partial class OverdueFields
{
    private const int MostClocks = 200_000;
    private const int LongestText = 128;

    private static readonly Dictionary<string, SubmissionState> Submissions = new(StringComparer.Ordinal)
    {
        ["none"] = SubmissionState.None,
        ["in time"] = SubmissionState.InTime,
        ["late"] = SubmissionState.Late,
    };

    private readonly string _file;

    private OverdueFields(string file) => _file = file;

    public static OverdueRegister Read(JsonElement root, string file) => new OverdueFields(file).Register(root);

    public static string WordOf(SubmissionState state) => Submissions.First(word => word.Value == state).Key;

    private OverdueRegister Register(JsonElement root)
    {
        var fields = Object(root, "", ["at", "seen", "cut", "clocks"]);
        var clocks = List(fields.GetValueOrDefault("clocks"), "clocks");
        var seen = Count(fields.GetValueOrDefault("seen"), "seen");
        var incidents = clocks.Select(clock => clock.Incident).Distinct(StringComparer.Ordinal).Count();
        if (incidents > Math.Min(seen, OverdueRegister.MostIncidents)) throw Refused("clocks", $"speaks of {incidents} incidents, more than `seen` or than {OverdueRegister.MostIncidents}");
        if (clocks.Select(clock => (clock.Incident, clock.Clock)).Distinct().Count() < clocks.Count) throw Refused("clocks", "has a clock of an incident twice");
        return new()
        {
            At = Time(fields.GetValueOrDefault("at"), "at") ?? throw Refused("at", "is missing: expected when the ledgers were read, such as `2026-03-01T08:00:00Z`"),
            Seen = seen,
            Cut = Flag(fields.GetValueOrDefault("cut"), "cut"),
            Clocks = clocks,
        };
    }

    private OverdueClock Clock(JsonElement element, string place)
    {
        var fields = Object(element, place, ["incident", "clock", "due", "submission", "submittedAt"]);
        var incident = Text(fields.GetValueOrDefault("incident"), $"{place}.incident");
        if (!Opening.IsId(incident)) throw Refused($"{place}.incident", "expected the id of an incident: 2 to 62 of a-z, 0-9 and -");
        var clock = Text(fields.GetValueOrDefault("clock"), $"{place}.clock");
        if (clock is null || !RuleShape().IsMatch(clock)) throw Refused($"{place}.clock", "expected the id of a rule, such as `eu-gdpr.art33-1`");
        if (!Submissions.TryGetValue(Text(fields.GetValueOrDefault("submission"), $"{place}.submission") ?? "", out var submission))
            throw Refused($"{place}.submission", $"expected one of {string.Join(", ", Submissions.Keys.Select(word => $"`{word}`"))}");
        var due = Time(fields.GetValueOrDefault("due"), $"{place}.due");
        var submitted = Time(fields.GetValueOrDefault("submittedAt"), $"{place}.submittedAt");
        if (!Agree(submission, due, submitted)) throw Refused($"{place}.submission", "does not follow from `due` and `submittedAt`");
        return new() { Incident = incident!, Clock = clock, Due = due, Submission = submission, SubmittedAt = submitted };
    }

    // Both times or, of a ledger with privileged facts, none.
    private static bool Agree(SubmissionState submission, Instant? due, Instant? submitted) =>
        due is { } limit ? submission == OverdueClock.StateOf(limit, submitted) : submitted is null;

    private Dictionary<string, JsonElement> Object(JsonElement element, string place, string[] keys)
    {
        if (element.ValueKind is not JsonValueKind.Object) throw Refused(place, "expected an object");
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var key = Unicode(() => property.Name, place);
            if (!keys.Contains(key)) throw Refused(place, $"has a key that is none of {string.Join(", ", keys)}: audit again, the service writes it anew");
            // Twice would mean one thing to one reader and another to the next.
            if (!fields.TryAdd(key, property.Value)) throw Refused(place, $"has the key `{key}` twice");
        }
        return fields;
    }

    private List<OverdueClock> List(JsonElement element, string place)
    {
        if (element.ValueKind is not JsonValueKind.Array) throw Refused(place, "expected an array");
        if (element.GetArrayLength() > MostClocks) throw Refused(place, $"has {element.GetArrayLength()} elements, more than {MostClocks}");
        return [.. element.EnumerateArray().Select((item, index) => Clock(item, string.Create(CultureInfo.InvariantCulture, $"{place}[{index}]")))];
    }

    private string? Text(JsonElement element, string place)
    {
        if (element.ValueKind is JsonValueKind.Undefined) return null;
        if (element.ValueKind is not JsonValueKind.String) throw Refused(place, "expected a string");
        var text = Unicode(() => element.GetString()!, place);
        return text.Length <= LongestText ? text : throw Refused(place, $"expected at most {LongestText} characters");
    }

    private string Unicode(Func<string> text, string place)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            throw Refused(place, "holds text that is not Unicode");
        }
    }

    private bool Flag(JsonElement element, string place) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Refused(place, "expected true or false"),
    };

    private int Count(JsonElement element, string place) =>
        element.ValueKind is JsonValueKind.Number && element.TryGetInt32(out var count) && count >= 0 ? count : throw Refused(place, "expected a number of incidents, from 0");

    private Instant? Time(JsonElement element, string place)
    {
        if (Text(element, place) is not { } text) return null;
        return InstantPattern.ExtendedIso.Parse(text).TryGetValue(default, out var time) && time >= Instant.FromUnixTimeTicks(0)
            ? time
            : throw Refused(place, "expected an instant in UTC, such as `2026-03-01T08:00:00Z`, from 1970 on");
    }

    private InputException Refused(string place, string problem) => new($"{_file}: {(place.Length > 0 ? $"`{place}`" : "the document")}: {problem}");

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{1,119}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RuleShape();
}
