using Compliance.Resources.Json;

namespace Compliance.Resources.Paths;

/// <summary>How a path goes on from a value.</summary>
internal enum StepKind : byte
{
    /// <summary><c>.name</c></summary>
    Member,

    /// <summary><c>[*]</c></summary>
    Elements,

    /// <summary><c>[name=='value']</c></summary>
    Where,

    /// <summary><c>['pre*post']</c></summary>
    Like,
}

/// <param name="Name">Of the member; of the compared member for <see cref="StepKind.Where"/>; of a name pattern its text.</param>
/// <param name="Value">What the compared member must be.</param>
internal sealed record PathStep(StepKind Kind, PropertyName Name, string Value = "")
{
    public bool IsProperties { get; } = Kind == StepKind.Member && Name.Text.Equals("properties", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a name fits the pattern, whose <c>*</c> is any run of characters.</summary>
    public bool Fits(ReadOnlySpan<byte> name) =>
        System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(Name.Text, System.Text.Encoding.UTF8.GetString(name), ignoreCase: true);
}
