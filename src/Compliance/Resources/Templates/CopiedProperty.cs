using Compliance.Resources.Json;

namespace Compliance.Resources.Templates;

/// <summary>A property that a template fills with copies of one value: read as a list of one.</summary>
internal readonly record struct CopiedProperty(TapeNode Name, TapeNode Input)
{
    private static readonly PropertyName InputName = new("input");

    /// <summary>The properties that a member <c>copy</c> stands for; null: it is a property like others.</summary>
    public static IReadOnlyList<CopiedProperty>? All(TapeNode member)
    {
        if (member.Kind != NodeKind.Array || !member.Name.SequenceEqual("copy"u8)) return null;
        var copied = new List<CopiedProperty>();
        foreach (var loop in member.Inner)
        {
            var name = loop.Text(Names.Name);
            if (name.IsMissing || !loop.TryMember(InputName, out var input)) return null;
            copied.Add(new CopiedProperty(name, input));
        }
        return copied;
    }
}
