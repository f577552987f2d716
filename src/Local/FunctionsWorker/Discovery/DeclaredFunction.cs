using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Local.FunctionsWorker.Discovery;

/// <summary>What <see cref="FunctionContext.FunctionDefinition"/> shows of a method that carries <see cref="FunctionAttribute"/>.</summary>
internal sealed class DeclaredFunction(string name, MethodInfo method, BindingMetadata trigger, IEnumerable<BindingMetadata> outputs) : FunctionDefinition
{
    public override string Name { get; } = name;

    public override string EntryPoint { get; } = EntryPointOf(method);

    public override string Id { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(EntryPointOf(method))).AsSpan(0, 8));

    public override string PathToAssembly { get; } = method.Module.FullyQualifiedName;

    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. method.GetParameters().Select(parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType))];

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } =
        ImmutableDictionary<string, BindingMetadata>.Empty.Add(trigger.Name, trigger);

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } = outputs.ToImmutableDictionary(output => output.Name);

    private static string EntryPointOf(MethodInfo method) => $"{method.DeclaringType!.FullName}.{method.Name}";
}

internal sealed class DeclaredBinding(string name, string type, BindingDirection direction) : BindingMetadata
{
    public override string Name { get; } = name;

    public override string Type { get; } = type;

    public override BindingDirection Direction { get; } = direction;
}
