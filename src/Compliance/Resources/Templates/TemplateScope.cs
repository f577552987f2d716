using Compliance.Resources.Json;

namespace Compliance.Resources.Templates;

/// <summary>The parameters and variables that expressions of one template see.</summary>
internal sealed class TemplateScope
{
    private static readonly PropertyName ParametersName = new("parameters");
    private static readonly PropertyName VariablesName = new("variables");
    private readonly Dictionary<string, TapeNode> _parameters;
    private readonly Dictionary<string, TapeNode> _variables;
    private readonly Dictionary<string, TapeNode> _given;

    /// <param name="template">The template.</param>
    /// <param name="given">The values a deployment gives its parameters; missing: none.</param>
    /// <param name="outer">Where those values are resolved.</param>
    public TemplateScope(TapeNode template, TapeNode given = default, TemplateScope? outer = null)
    {
        _parameters = Members(template, ParametersName);
        _variables = Members(template, VariablesName);
        _given = given.IsMissing ? [] : Members(given);
        Outer = outer;
    }

    public TemplateScope? Outer { get; }

    public bool TryParameter(string name, out TapeNode declared) => _parameters.TryGetValue(name, out declared);

    public bool TryGiven(string name, out TapeNode given) => _given.TryGetValue(name, out given);

    public bool TryVariable(string name, out TapeNode variable) => _variables.TryGetValue(name, out variable);

    private static Dictionary<string, TapeNode> Members(TapeNode holder, PropertyName name) => holder.TryMember(name, out var members) ? Members(members) : [];

    private static Dictionary<string, TapeNode> Members(TapeNode holder)
    {
        var members = new Dictionary<string, TapeNode>(StringComparer.OrdinalIgnoreCase);
        if (holder.Kind != NodeKind.Object) return members;
        foreach (var member in holder.Inner) members.TryAdd(member.GetName(), member);
        return members;
    }
}
