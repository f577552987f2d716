using System.Reflection;

namespace Compliance.Functions.Tests.Surface;

/// <summary>
/// The public types and members of the official packages, as listed in official-surface.txt: a line <c>T Name : Base flags</c> for a type, then
/// <c>  Kind signature</c> for each member, the signature as reflection prints it.
/// </summary>
internal sealed class OfficialSurface
{
    private readonly Dictionary<string, HashSet<string>> _members = [];

    public OfficialSurface(TextReader text)
    {
        var members = new HashSet<string>();
        while (text.ReadLine() is { } line)
        {
            if (line.StartsWith("T ", StringComparison.Ordinal))
            {
                var header = line[2..];
                var name = header[..header.IndexOf(" :", StringComparison.Ordinal)];
                // One name may stand in several packages, each adding members.
                if (!_members.TryGetValue(name, out members!))
                    _members[name] = members = [];
                members.Add(header.TrimEnd());
            }
            else if (line.Length > 0)
            {
                members.Add(line.Trim());
            }
        }
    }

    public int Types => _members.Count;

    /// <summary>What an assembly shows to applications and the official packages do not; empty when it is source-compatible.</summary>
    public IEnumerable<string> Beyond(Assembly standIn) => standIn.GetExportedTypes().SelectMany(Beyond);

    private IEnumerable<string> Beyond(Type type)
    {
        if (!_members.TryGetValue(type.FullName!, out var official))
            return [$"type {type.FullName}"];
        return Describe(type).Where(line => !official.Contains(line)).Select(line => $"{type.FullName}: {line}");
    }

    private static IEnumerable<string> Describe(Type type)
    {
        yield return $"{type.FullName} : {type.BaseType?.FullName}{(type.IsAbstract ? " abstract" : "")}{(type.IsSealed ? " sealed" : "")}";
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var member in type.GetMembers(Declared))
        {
            if (IsShown(member))
                yield return $"{member.MemberType} {member}";
        }
    }

    private static bool IsShown(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => IsShown(constructor) && !constructor.IsStatic,
        // Accessors are shown by their property; overrides by what they override.
        MethodInfo method => IsShown(method) && !method.IsSpecialName && method.GetBaseDefinition() == method,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsShown),
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        _ => false,
    };

    private static bool IsShown(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;
}
