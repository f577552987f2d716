using Compliance.Playbooks.Cacao;

namespace Compliance.Playbooks;

/// <summary>A playbook that the engine can run.</summary>
public sealed record Playbook
{
    private const string IdLabel = "id:";
    private const string TriggerLabel = "trigger:";

    private Playbook(CacaoPlaybook cacao) => Cacao = cacao;

    /// <summary>The label <c>id:…</c>, as <c>mass-record-access</c>; without one the id of the CACAO playbook.</summary>
    public required string Id { get; init; }
    public CacaoPlaybook Cacao { get; }
    public string Name => Cacao.Name;

    /// <summary>Rules whose findings start it: the labels <c>trigger:&lt;rule&gt;</c>.</summary>
    public required IReadOnlyList<string> Triggers { get; init; }

    /// <summary>By the id of their step.</summary>
    public required IReadOnlyDictionary<string, PlaybookTask> Tasks { get; init; }

    /// <summary>Of the if-conditions, by the id of their step.</summary>
    public required IReadOnlyDictionary<string, Condition> Conditions { get; init; }

    /// <summary>The task by the id of its step, or by its key.</summary>
    public PlaybookTask? Find(string step) =>
        Tasks.GetValueOrDefault(step) ?? Tasks.Values.FirstOrDefault(task => string.Equals(task.Key, step, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="InputException">It can be read and written, but not run here: one line for each reason.</exception>
    public static Playbook From(CacaoPlaybook cacao)
    {
        ArgumentNullException.ThrowIfNull(cacao);
        var problems = new Problems(cacao.Name);
        new RunnableCheck(cacao, problems).Run();
        problems.ThrowIfAny();
        return new Playbook(cacao)
        {
            Id = Labels(cacao, IdLabel).FirstOrDefault() ?? cacao.Id,
            Triggers = [.. Labels(cacao, TriggerLabel)],
            Tasks = cacao.Workflow.Values.OfType<ActionStep>().Select(TaskOf).ToDictionary(task => task.Id, StringComparer.Ordinal),
            Conditions = cacao.Workflow.Values.OfType<IfStep>().ToDictionary(step => step.Id, step => Condition.Parse(step.Condition!)!, StringComparer.Ordinal),
        };
    }

    private static PlaybookTask TaskOf(ActionStep step)
    {
        var task = BreachTask.Of(step)!;
        return new PlaybookTask(step.Id, task.Key!, step.Name ?? task.Key!, step.Description ?? string.Join('\n', step.Commands.Select(command => command.Command)), task);
    }

    private static IEnumerable<string> Labels(CacaoPlaybook cacao, string prefix) =>
        cacao.Labels.Where(label => label.StartsWith(prefix, StringComparison.Ordinal) && label.Length > prefix.Length).Select(label => label[prefix.Length..]);
}
