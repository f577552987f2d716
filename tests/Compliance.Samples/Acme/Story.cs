namespace Compliance.Samples.Acme;

/// <param name="Principal">Absent for what concerns a role or a source.</param>
/// <param name="Count">Failing records; 0 for the rules that judge no event.</param>
internal sealed record ExpectedFinding(string Rule, string? Principal, string? Role, string? Action, int Count, string What);

/// <summary>What was planted: the findings an audit of the sample must give, exactly these.</summary>
internal sealed class Story
{
    private readonly List<string> _innocent = [];

    public List<ExpectedFinding> Findings { get; } = [];
    public IReadOnlyList<string> Innocent => _innocent;

    public void Expect(string rule, string? principal, string? role, string? action, int count, string what) =>
        Findings.Add(new ExpectedFinding(rule, principal, role, action, count, what));

    /// <summary>Something that looks wrong and is right by the letter of the definitions.</summary>
    public void LooksWrong(string principal, string what) => _innocent.Add($"`{principal}`: {what}");
}
