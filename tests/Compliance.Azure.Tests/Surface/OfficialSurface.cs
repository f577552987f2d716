using System.Reflection;
using System.Runtime.CompilerServices;

namespace Compliance.Surface;

/// <summary>
/// The public types and members of official packages, as reflection prints them: a line <c>T name : base abstract sealed</c> for
/// a type, then its members, indented, each <c>Method</c>, <c>Property</c>, <c>Field</c> or <c>Constructor</c> and its signature.
/// </summary>
internal sealed class OfficialSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly Dictionary<string, HashSet<string>> _types = [];

    private OfficialSurface()
    {
    }

    /// <exception cref="FormatException">A member stands before the first type.</exception>
    public static OfficialSurface Parse(string text)
    {
        var surface = new OfficialSurface();
        HashSet<string>? members = null;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("T ", StringComparison.Ordinal))
                members = surface.MembersOf(line.TrimEnd());
            else
                (members ?? throw new FormatException($"`{line}` belongs to no type")).Add(line.Trim());
        }
        return surface;
    }

    /// <summary>What the assembly shows and the official packages do not: a type line, or a type's name with a member.</summary>
    public IReadOnlyList<string> Missing(Assembly assembly)
    {
        var missing = new List<string>();
        foreach (var type in assembly.GetExportedTypes())
        {
            if (!_types.TryGetValue(Line(type), out var official))
                missing.Add(Line(type));
            else
                missing.AddRange(Members(type).Where(member => !official.Contains(member)).Select(member => $"{type}: {member}"));
        }
        return missing;
    }

    // One type may stand in several packages, each adding members.
    private HashSet<string> MembersOf(string type)
    {
        if (!_types.TryGetValue(type, out var members)) _types.Add(type, members = []);
        return members;
    }

    private static string Line(Type type)
    {
        var kind = (type.IsAbstract, type.IsSealed) switch
        {
            (true, true) => " abstract sealed",
            (true, false) => " abstract",
            (false, true) => " sealed",
            _ => "",
        };
        return $"T {type.FullName} : {type.BaseType}{kind}";
    }

    // Operators and accessors have special names; accessors are seen through their property.
    private static IEnumerable<string> Members(Type type) =>
        from member in type.GetMembers(Declared)
        where IsVisible(member) && !member.IsDefined(typeof(CompilerGeneratedAttribute))
        select $"{member.MemberType} {member}";

    private static bool IsVisible(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => IsVisible((MethodBase)constructor),
        // An override is shown by what it overrides.
        MethodInfo method => IsVisible((MethodBase)method) && !method.IsSpecialName && method.GetBaseDefinition() == method,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        _ => false,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;
}
