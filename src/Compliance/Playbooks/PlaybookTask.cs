namespace Compliance.Playbooks;

/// <summary>An action that the engine carries through: a step of the workflow with what it asks for.</summary>
/// <param name="Id">Id of the CACAO step; records name it by this.</param>
/// <param name="Key">What a person calls it by: <c>triage</c>.</param>
/// <param name="Text">What is to be done, in words.</param>
public sealed record PlaybookTask(string Id, string Key, string Name, string Text, BreachTask Task)
{
    /// <summary>Triage is the operator's first look; until a suspicion is one no more, its clock is that of the case.</summary>
    public const string Triage = "triage";

    public TaskKind Kind => Task.Kind;

    /// <summary>For persons, who type the key and read the name.</summary>
    public string Words => $"`{Key}` – {Name}";

    /// <summary>Who is told: the role of the task; for what the machine does, the operator.</summary>
    public string Owner => Task.Owner ?? "operator";
}
