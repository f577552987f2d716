using System.Text;
using Compliance.Resources.Json;
using Compliance.Resources.Snapshots;

namespace Compliance.Resources.Templates;

/// <summary>The resources that an ARM template deploys, nested ones too, as far as they can be known beforehand. A resource that is
/// copied is read once; one whose condition is false is not.</summary>
internal sealed class ArmTemplate(TapeNode template, string file, IResourceSink sink)
{
    private static readonly PropertyName Schema = new("$schema");
    private static readonly PropertyName ContentVersion = new("contentVersion");
    private static readonly PropertyName Condition = new("condition");
    private static readonly PropertyName Existing = new("existing");
    private static readonly PropertyName Template = new("template");
    private static readonly PropertyName TemplateLink = new("templateLink");
    private static readonly PropertyName Parameters = new("parameters");
    private static readonly PropertyName EvaluationOptions = new("expressionEvaluationOptions");
    private static readonly PropertyName EvaluationScope = new("scope");
    private static readonly string[] NotOfTheResource = ["resources", "copy", "condition", "dependsOn", "name", "type"];
    private readonly ExpressionResolver _resolver = new(template.Size);
    private readonly JsonTape _tape = new();
    private long _record;

    public static bool IsOne(TapeNode root) => root.Kind == NodeKind.Object && root.TryMember(Names.Resources, out _)
        && (root.TryMember(ContentVersion, out _) || root.Text(Schema) is { IsMissing: false } schema && schema.GetText().Contains("eploymentTemplate", StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads every resource.</summary>
    /// <param name="record">Number of the last record before them.</param>
    /// <returns>Number of the last record.</returns>
    public long Read(long record)
    {
        _record = record;
        ReadAll(template, new TemplateScope(template), parent: null);
        return _record;
    }

    private void ReadAll(TapeNode holder, TemplateScope scope, TemplateName? parent)
    {
        // An array; with symbolic names (languageVersion 2.0) an object.
        if (!holder.TryMember(Names.Resources, out var resources) || resources.Kind is not (NodeKind.Array or NodeKind.Object)) return;
        foreach (var resource in resources.Inner) ReadOne(resource, scope, parent);
    }

    private void ReadOne(TapeNode declared, TemplateScope scope, TemplateName? parent)
    {
        if (declared.Kind != NodeKind.Object)
        {
            sink.Reject(++_record, $"expected a resource, an object, found {declared.Described}");
            return;
        }
        if (IsFalse(declared, Condition, scope) || declared.TryMember(Existing, out var existing) && existing.Kind == NodeKind.True) return;
        var type = declared.TryMember(Names.Type, out var typeNode) ? _resolver.Resolve(typeNode, scope) : TemplateValue.Null;
        if (type.Kind != NodeKind.Text || parent is null && !type.Text.Contains('/', StringComparison.Ordinal))
        {
            sink.Reject(++_record, type.Kind == NodeKind.Unknown ? type.Text : "it has no `type` such as Microsoft.Storage/storageAccounts");
            return;
        }
        var name = TemplateName.Of(type.Text, declared.TryMember(Names.Name, out var nameNode) ? _resolver.Resolve(nameNode, scope).InName : "", parent);
        _tape.Clear();
        sink.Take(new Resource(Write(declared, name, scope), Encoding.UTF8.GetBytes(name.Type), default)
        {
            Record = ++_record,
            GivenName = name.Full,
            GivenKey = name.KeyIn(file),
        });
        ReadAll(declared, scope, name);
        if (name.Type.Equals("Microsoft.Resources/deployments", StringComparison.OrdinalIgnoreCase)) ReadDeployment(declared, scope);
    }

    private void ReadDeployment(TapeNode declared, TemplateScope scope)
    {
        if (!declared.TryMember(Names.Properties, out var properties)) return;
        if (properties.TryMember(Template, out var inline) && inline.Kind == NodeKind.Object)
        {
            var inner = properties.TryMember(EvaluationOptions, out var options) && options.Text(EvaluationScope) is { IsMissing: false } word && word.Is("inner");
            properties.TryMember(Parameters, out var given);
            ReadAll(inline, inner ? new TemplateScope(inline, given, scope) : scope, parent: null);
        }
        else if (properties.TryMember(TemplateLink, out _) || !inline.IsMissing)
        {
            sink.Reject(++_record, "the template it deploys is linked or computed and was not read; give that one too");
        }
    }

    private bool IsFalse(TapeNode declared, PropertyName name, TemplateScope scope) =>
        declared.TryMember(name, out var node) && _resolver.Resolve(node, scope) is var value
        && (value.Kind == NodeKind.False || value.Kind == NodeKind.Text && value.Text.Equals("false", StringComparison.OrdinalIgnoreCase));

    private TapeNode Write(TapeNode declared, TemplateName name, TemplateScope scope)
    {
        var root = _tape.Open(NodeKind.Object, []);
        _tape.Add(NodeKind.Text, "type"u8, Encoding.UTF8.GetBytes(name.Type));
        _tape.Add(NodeKind.Text, "name"u8, Encoding.UTF8.GetBytes(name.Full));
        foreach (var member in declared.Inner)
            if (!NotOfTheResource.Contains(member.GetName(), StringComparer.OrdinalIgnoreCase)) Write(member, scope, member.Name, depth: 1);
        _tape.Close(root);
        return _tape.Root;
    }

    private void Write(TapeNode node, TemplateScope scope, ReadOnlySpan<byte> name, int depth)
    {
        var value = _resolver.Resolve(node, scope);
        if (depth >= JsonTape.DeepestNesting) throw new System.Text.Json.JsonException("its values are nested too deeply");
        if (value.Kind is not (NodeKind.Object or NodeKind.Array))
        {
            _tape.Add(value.Kind, name, Encoding.UTF8.GetBytes(value.Text));
            return;
        }
        var at = _tape.Open(value.Kind, name);
        foreach (var inner in value.Node.Inner)
        {
            if (value.Kind == NodeKind.Object && CopiedProperty.All(inner) is { } copied)
                foreach (var property in copied) WriteCopied(property, value.Scope!, depth + 1);
            else Write(inner, value.Scope!, inner.Name, depth + 1);
        }
        _tape.Close(at);
    }

    private void WriteCopied(CopiedProperty property, TemplateScope scope, int depth)
    {
        var list = _tape.Open(NodeKind.Array, property.Name.Utf8);
        Write(property.Input, scope, [], depth + 1);
        _tape.Close(list);
    }
}
