using System.Text;
using Compliance.Resources.Json;
using Compliance.Resources.Snapshots;

namespace Compliance.Resources.Templates;

/// <summary>The resources of <c>terraform show -json</c>: of a plan as they will be, of a state as they are.</summary>
internal sealed class TerraformPlan(TapeNode plan, IResourceSink sink)
{
    private static readonly PropertyName PlannedValues = new("planned_values");
    private static readonly PropertyName Values = new("values");
    private static readonly PropertyName TerraformVersion = new("terraform_version");
    private static readonly PropertyName RootModule = new("root_module");
    private static readonly PropertyName ChildModules = new("child_modules");
    private static readonly PropertyName ResourceChanges = new("resource_changes");
    private static readonly PropertyName Change = new("change");
    private static readonly PropertyName AfterUnknown = new("after_unknown");
    private static readonly PropertyName Address = new("address");
    private static readonly PropertyName Mode = new("mode");
    private static readonly byte[] AfterApply = "known only after apply"u8.ToArray();
    private readonly JsonTape _tape = new();
    private readonly Dictionary<string, TapeNode> _unknown = new(StringComparer.Ordinal);
    private long _record;

    public static bool IsOne(TapeNode root) =>
        root.TryMember(PlannedValues, out _) || root.TryMember(TerraformVersion, out _) && root.TryMember(Values, out _);

    /// <inheritdoc cref="ArmTemplate.Read"/>
    public long Read(long record)
    {
        _record = record;
        if (plan.TryMember(ResourceChanges, out var changes))
            foreach (var change in changes.Inner)
                if (change.Text(Address) is { IsMissing: false } address && change.TryMember(Change, out var what) && what.TryMember(AfterUnknown, out var unknown))
                    _unknown.TryAdd(address.GetText(), unknown);
        if ((plan.TryMember(PlannedValues, out var values) || plan.TryMember(Values, out values)) && values.TryMember(RootModule, out var root)) ReadModule(root);
        return _record;
    }

    private void ReadModule(TapeNode module)
    {
        if (module.TryMember(Names.Resources, out var resources))
            foreach (var resource in resources.Inner) ReadOne(resource);
        if (module.TryMember(ChildModules, out var children))
            foreach (var child in children.Inner) ReadModule(child);
    }

    private void ReadOne(TapeNode resource)
    {
        var mode = resource.Kind == NodeKind.Object ? resource.Text(Mode) : default;
        if (!mode.IsMissing && mode.Is("data")) return;
        var (address, type) = resource.Kind == NodeKind.Object ? (resource.Text(Address), resource.Text(Names.Type)) : default;
        if (address.IsMissing || type.IsMissing || !resource.TryMember(Values, out var values) || values.Kind != NodeKind.Object)
        {
            sink.Reject(++_record, "expected a resource with `address`, `type` and `values`");
            return;
        }
        _tape.Clear();
        Merge(values, _unknown.GetValueOrDefault(address.GetText()), []);
        sink.Take(new Resource(_tape.Root, type.Utf8.ToArray(), default) { Record = ++_record, GivenName = address.GetText(), Blocks = true });
    }

    /// <summary>Writes a value and, where the plan says so, that it is not known.</summary>
    private void Merge(TapeNode value, TapeNode unknown, ReadOnlySpan<byte> name)
    {
        if (unknown.IsMissing || unknown.Kind == NodeKind.False || unknown.IsEmpty && unknown.Kind is NodeKind.Object or NodeKind.Array)
        {
            if (!value.IsMissing) _tape.Copy(value, name);
        }
        else if (unknown.Kind == NodeKind.True) _tape.Add(NodeKind.Unknown, name, AfterApply);
        else if (unknown.Kind == NodeKind.Array) MergeArray(value, unknown, name);
        else MergeObject(value, unknown, name);
    }

    private void MergeArray(TapeNode value, TapeNode unknown, ReadOnlySpan<byte> name)
    {
        var at = _tape.Open(NodeKind.Array, name);
        var known = Elements(value);
        var index = 0;
        foreach (var element in unknown.Inner)
        {
            Merge(index < known.Count ? known[index] : default, element, []);
            index++;
        }
        for (; index < known.Count; index++) _tape.Copy(known[index], []);
        _tape.Close(at);
    }

    private void MergeObject(TapeNode value, TapeNode unknown, ReadOnlySpan<byte> name)
    {
        var at = _tape.Open(NodeKind.Object, name);
        var open = new Dictionary<string, TapeNode>(StringComparer.Ordinal);
        foreach (var member in unknown.Inner) open.TryAdd(member.GetName(), member);
        if (!value.IsMissing && value.Kind == NodeKind.Object)
        {
            foreach (var member in value.Inner)
            {
                open.Remove(member.GetName(), out var unknownMember);
                Merge(member, unknownMember, member.Name);
            }
        }
        foreach (var (member, rest) in open) Merge(default, rest, Encoding.UTF8.GetBytes(member));
        _tape.Close(at);
    }

    private static List<TapeNode> Elements(TapeNode value)
    {
        var elements = new List<TapeNode>();
        if (!value.IsMissing && value.Kind == NodeKind.Array)
            foreach (var element in value.Inner) elements.Add(element);
        return elements;
    }
}
