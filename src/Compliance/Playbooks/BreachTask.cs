using System.Text.Json;
using Compliance.Playbooks.Cacao;

namespace Compliance.Playbooks;

/// <summary>What an action of a breach playbook asks for.</summary>
public enum TaskKind
{
    /// <summary>Evidence is collected and who was touched is computed, by the machine.</summary>
    Collect,

    /// <summary>The vendor's security is asked to cut something off; only after an approval.</summary>
    Contain,

    /// <summary>A person does it and says so.</summary>
    Manual,

    /// <summary>Somebody other than the one who asks agrees to what follows.</summary>
    Approval,

    /// <summary>Somebody outside is told.</summary>
    Notice,
}

/// <summary>By when a step is to be done.</summary>
/// <param name="After"><c>started</c>: the step's own beginning; else a fact of the ledger.</param>
/// <param name="Milliseconds">Elapsed time after it.</param>
public sealed record TaskDue(string After, long Milliseconds)
{
    public const string Started = "started";
}

/// <summary>The legal clock of a notice, for readers of the playbook; the answers of the rules drive the alarms.</summary>
/// <param name="Regime">Id of a regime or rule, or <c>applicable</c>: of each rule that applies to the case.</param>
/// <param name="Escalation">Per cent of the time at which somebody is reminded.</param>
public sealed record TaskClock(string Regime, string? Anchor, string? Counting, string? Calendar, IReadOnlyList<int> Escalation);

/// <summary>This program's extension of a CACAO action: what it asks for, of whom, and by when. CACAO has timeouts, no legal clocks.</summary>
public sealed record BreachTask
{
    /// <summary>Id of the extension's definition in every playbook that uses it.</summary>
    public const string Extension = "extension-definition--7f3c1d52-9a64-4b0e-8d21-5c6be4f0a913";

    /// <summary>Short name of the step for persons: <c>triage</c>; unique in the playbook.</summary>
    public string? Key { get; init; }
    public required TaskKind Kind { get; init; }

    /// <summary>Role that is told and acts: <c>operator</c>, <c>security</c>, <c>legal</c>, <c>dpo</c>, <c>approver</c>, <c>vendor-security</c>. Null: the machine.</summary>
    public string? Owner { get; init; }
    public bool EvidenceRequired { get; init; }

    /// <summary>Rules whose notices the step is about; null: each that applies to the case.</summary>
    public IReadOnlyList<string>? Rules { get; init; }

    /// <summary>Only rules whose recipients are of these types; empty: of any.</summary>
    public IReadOnlyList<string> RecipientTypes { get; init; } = [];

    /// <summary>Whether the text of a notice waits for an approval.</summary>
    public bool Hold { get; init; }
    public TaskDue? Due { get; init; }
    public TaskClock? Clock { get; init; }

    /// <summary>Of containment: the approval that must be given before.</summary>
    public string? ApprovedBefore { get; init; }

    /// <summary>The task of a step; null when it has none.</summary>
    /// <exception cref="InvalidOperationException">The content has not passed the reader's checks.</exception>
    public static BreachTask? Of(CacaoStep step)
    {
        if (!step.Extensions.TryGetValue(Extension, out var text)) return null;
        if (!Enum.TryParse<TaskKind>(text.Text("kind"), ignoreCase: true, out var kind)) throw new InvalidOperationException($"the task of `{step.Id}` was not checked");
        return new BreachTask
        {
            Key = text.Text("key"),
            Kind = kind,
            Owner = text.Text("owner"),
            EvidenceRequired = text.Text("evidence") is "required",
            Rules = text.Member("rules") is { ValueKind: JsonValueKind.Array } ? text.Texts("rules") : null,
            RecipientTypes = text.Texts("recipient_types"),
            Hold = text.Flag("hold"),
            Due = text.Member("due") is { } due ? new TaskDue(due.Text("after")!, due.Whole("milliseconds")!.Value) : null,
            Clock = text.Member("clock") is { } clock ? ClockOf(clock) : null,
            ApprovedBefore = text.Text("approved_before"),
        };
    }

    private static TaskClock ClockOf(JsonElement clock) => new(
        clock.Text("regime")!, clock.Text("anchor"), clock.Text("counting"), clock.Text("calendar"),
        [.. clock.Items("escalation").Select(percent => percent.GetInt32())]);
}
