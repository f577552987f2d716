using System.Text.Json;
using System.Text.Json.Serialization;

namespace Compliance.Incidents;

/// <summary>Which rules' findings open a suspicion, and which playbook then runs: SuspicionTriggers.json.</summary>
internal static class SuspicionTriggers
{
    /// <summary>Opened by whoever checks the trail, never by an audit.</summary>
    public const string TrailBroken = "trail-broken";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter<TriggerCondition>(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private static readonly Lazy<Table> Shipped = new(Read);

    /// <summary>Rules with a line of their own.</summary>
    public static IEnumerable<string> Rules => Shipped.Value.Rules.Keys;

    /// <summary>The rule's own line, else that of every rule.</summary>
    public static SuspicionTrigger Of(string rule) => Shipped.Value.Rules.GetValueOrDefault(rule) ?? Shipped.Value.Critical;

    private static Table Read()
    {
        using var stream = typeof(SuspicionTriggers).Assembly.GetManifestResourceStream("Incidents/SuspicionTriggers.json")
            ?? throw new InvalidOperationException("SuspicionTriggers.json is not built into the program");
        return JsonSerializer.Deserialize<Table>(stream, Options) ?? throw new InvalidOperationException("SuspicionTriggers.json is empty");
    }

    private sealed record Table(SuspicionTrigger Critical, IReadOnlyDictionary<string, SuspicionTrigger> Rules);
}

/// <summary>What of a rule's findings opens a suspicion.</summary>
internal enum TriggerCondition
{
    /// <summary>Those that are critical.</summary>
    Critical,

    /// <summary>All that fail.</summary>
    Always,

    /// <summary>None: something else than an audit opens it.</summary>
    Elsewhere,
}

/// <param name="Playbook">Null: none.</param>
/// <param name="HoursBefore">How far before its first event a finding of the rule reaches back: the events that fill a window
/// of volume are no part of the finding, and were accesses all the same.</param>
internal sealed record SuspicionTrigger(TriggerCondition Opens, string? Playbook = null, int HoursBefore = 0);
