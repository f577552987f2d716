using System.Text.Json;
using Compliance.Trail.Verification;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Checking;

/// <summary>What entries say that the check itself needs: keys that were announced, and problems that somebody has decided about.</summary>
internal sealed class Announcements
{
    // Keys change rarely, and a trail is resumed even less often.
    private const int Most = 1_000;

    private static readonly InstantPattern Times = InstantPattern.ExtendedIso;

    private readonly Dictionary<string, long> _keys = new(StringComparer.Ordinal);
    private readonly List<TrailProblem> _decided = [];

    public IReadOnlyList<TrailProblem> Decided => _decided;

    /// <summary>Time of the last entry that says that the log was resumed, as the leaf writes it; null: it never was.</summary>
    public string? Resumed { get; private set; }

    /// <summary>When the log was halted of which that entry says how it went on; null: it does not say so.</summary>
    public Instant? Halted { get; private set; }

    /// <summary>Index of the entry that announced a key first; null: none did.</summary>
    public long? IndexOf(string vkey) => _keys.TryGetValue(vkey, out var index) ? index : null;

    public void Take(EntryRow entry, LeafFields fields)
    {
        if (fields.Type is not ("checkpoint key added" or "trail resumed")) return;
        using var json = JsonDocument.Parse(entry.Leaf);
        if (!json.RootElement.TryGetProperty("data", out var data) || data.ValueKind is not JsonValueKind.Object) return;
        if (fields.Type == "trail resumed")
        {
            Resumed = fields.Time;
            Halted = data.Text("halted") is { } text && Times.Parse(text) is { Success: true } read ? read.Value : null;
            if (_decided.Count < Most && Problem(data) is { } problem) _decided.Add(problem);
        }
        else if (_keys.Count < Most && data.Text("vkey") is { } vkey)
        {
            _keys.TryAdd(vkey, entry.Index);
        }
    }

    private static TrailProblem? Problem(JsonElement data)
    {
        if (data.Member("problem") is not { ValueKind: JsonValueKind.Object } problem) return null;
        if (!Enum.TryParse<TrailProblemKind>(problem.Text("kind"), ignoreCase: true, out var kind)) return null;
        return new(kind, problem.Whole("index"), problem.Text("place"), problem.Text("detail") ?? "");
    }
}
