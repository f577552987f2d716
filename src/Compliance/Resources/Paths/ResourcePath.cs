using System.Collections.Immutable;

namespace Compliance.Resources.Paths;

/// <summary>A path into a resource as written in a check, compiled once.</summary>
internal sealed class ResourcePath
{
    private ResourcePath(string text, IReadOnlyList<PathBranch> branches)
    {
        Text = text;
        Branches = [.. branches];
        ThroughChild = Branches.All(branch => branch.Origin == PathOrigin.Child);
    }

    public string Text { get; }

    /// <summary>The ways it means, all of which count.</summary>
    public ImmutableArray<PathBranch> Branches { get; }

    /// <summary>Whether it leads to children only, so that a resource without them is not judged by it.</summary>
    public bool ThroughChild { get; }

    /// <exception cref="FormatException">It is no path; the message says where.</exception>
    public static ResourcePath Parse(string text) =>
        new(text, [.. BraceExpansion.Of(text).Select(plain => new PathParser(plain).Parse())]);

    public override string ToString() => Text;
}
