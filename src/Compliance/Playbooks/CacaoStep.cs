using System.Text.Json;
using Compliance.Playbooks.Cacao;

namespace Compliance.Playbooks;

/// <summary>A step of a playbook's workflow (CACAO 2.0, section 4).</summary>
public abstract record CacaoStep
{
    private protected CacaoStep(string id, JsonElement text)
    {
        Id = id;
        Document = text;
        Variables = CacaoVariable.Read(text, "step_variables");
        Extensions = text.Members("step_extensions").ToDictionary(extension => extension.Name, extension => extension.Value, StringComparer.Ordinal);
    }

    /// <summary><c>type--uuid</c>.</summary>
    public string Id { get; }

    /// <summary>The step as it was read.</summary>
    public JsonElement Document { get; }
    public string? Name => Document.Text("name");
    public string? Description => Document.Text("description");

    /// <summary>Milliseconds to wait before it begins; null: none.</summary>
    public long? Delay => Document.Whole("delay");

    /// <summary>Milliseconds after which it has failed; null: never.</summary>
    public long? Timeout => Document.Whole("timeout");

    /// <summary>Id of a STIX identity.</summary>
    public string? Owner => Document.Text("owner");
    public string? OnCompletion => Document.Text("on_completion");
    public string? OnSuccess => Document.Text("on_success");
    public string? OnFailure => Document.Text("on_failure");
    public IReadOnlyDictionary<string, CacaoVariable> Variables { get; }

    /// <summary>Content of extensions by the id of their definition, as it was read.</summary>
    public IReadOnlyDictionary<string, JsonElement> Extensions { get; }

    /// <summary>Where its own branch goes on, however it ended.</summary>
    public IEnumerable<string> Onward => new[] { OnCompletion, OnSuccess, OnFailure }.OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>First steps of the branches that begin at it. Each has an end of its own, after which this step goes on.</summary>
    public virtual IReadOnlyList<string> Branches => [];

    internal static CacaoStep? Read(string id, JsonElement text) => text.Text("type") switch
    {
        "start" => new StartStep(id, text),
        "end" => new EndStep(id, text),
        "action" => new ActionStep(id, text),
        "playbook-action" => new PlaybookActionStep(id, text),
        "parallel" => new ParallelStep(id, text),
        "if-condition" => new IfStep(id, text),
        "while-condition" => new WhileStep(id, text),
        "switch-condition" => new SwitchStep(id, text),
        _ => null,
    };
}

public sealed record StartStep : CacaoStep
{
    internal StartStep(string id, JsonElement text) : base(id, text) { }
}

public sealed record EndStep : CacaoStep
{
    internal EndStep(string id, JsonElement text) : base(id, text) { }
}

/// <summary>Commands that an agent carries out on targets.</summary>
public sealed record ActionStep : CacaoStep
{
    internal ActionStep(string id, JsonElement text) : base(id, text) { }

    public IReadOnlyList<CacaoCommand> Commands => [.. Document.Items("commands").Select(command => new CacaoCommand(command))];
    public string? Agent => Document.Text("agent");
    public IReadOnlyList<string> Targets => Document.Texts("targets");
}

/// <summary>Another playbook is carried out.</summary>
public sealed record PlaybookActionStep : CacaoStep
{
    internal PlaybookActionStep(string id, JsonElement text) : base(id, text) { }

    public string? Playbook => Document.Text("playbook_id");
}

/// <summary>Branches at once; it goes on when all have ended.</summary>
public sealed record ParallelStep : CacaoStep
{
    internal ParallelStep(string id, JsonElement text) : base(id, text) { }

    public override IReadOnlyList<string> Branches => Document.Texts("next_steps");
}

public sealed record IfStep : CacaoStep
{
    internal IfStep(string id, JsonElement text) : base(id, text) { }

    public string? Condition => Document.Text("condition");
    public string? OnTrue => Document.Text("on_true");
    public string? OnFalse => Document.Text("on_false");
    public override IReadOnlyList<string> Branches => [.. new[] { OnTrue, OnFalse }.OfType<string>()];
}

public sealed record WhileStep : CacaoStep
{
    internal WhileStep(string id, JsonElement text) : base(id, text) { }

    public string? Condition => Document.Text("condition");
    public string? OnTrue => Document.Text("on_true");
    public override IReadOnlyList<string> Branches => [.. new[] { OnTrue }.OfType<string>()];
}

public sealed record SwitchStep : CacaoStep
{
    internal SwitchStep(string id, JsonElement text) : base(id, text)
    {
        Cases = text.Members("cases").Where(item => item.Value.ValueKind is JsonValueKind.String)
            .ToDictionary(item => item.Name, item => item.Value.GetString()!, StringComparer.Ordinal);
    }

    /// <summary>The variable asked, <c>__name__:value</c>.</summary>
    public string? Switch => Document.Text("switch");

    /// <summary>Value → first step; <c>default</c> is for every other value.</summary>
    public IReadOnlyDictionary<string, string> Cases { get; }

    /// <summary>Two values may share a branch.</summary>
    public override IReadOnlyList<string> Branches => [.. Cases.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => item.Value).Distinct(StringComparer.Ordinal)];
}
