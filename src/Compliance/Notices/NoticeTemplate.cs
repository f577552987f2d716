using Compliance.Regimes;
using Compliance.Vendors;

namespace Compliance.Notices;

/// <summary>Of what a notice consists, for some rules.</summary>
internal sealed record NoticeTemplate
{
    /// <summary>Ids of the rules it is for; empty: it is for a type of recipient.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>The type of recipient of <see cref="RegimeRule.RecipientType"/>; null: it is for rules, or for what no other is for.</summary>
    public string? Recipient { get; init; }

    /// <summary>Of which stages; of several templates the first that matches is taken.</summary>
    public required IReadOnlyList<Pattern> Stages { get; init; }
    public required string Title { get; init; }
    public required IReadOnlyList<Phrase> Opening { get; init; }
    public required IReadOnlyList<TemplateSection> Sections { get; init; }
    public required IReadOnlyList<Phrase> Closing { get; init; }

    public bool IsFor(RegimeRule rule) => Rules.Count == 0 && (Recipient is null || Recipient == rule.RecipientType) && Stages.Any(stage => stage.Matches(rule.Stage));
}

/// <summary>A section of a notice.</summary>
/// <param name="Requires">The item of <see cref="RegimeRule.Content"/> that it answers; null: the rule lists none.</param>
/// <param name="WhenLate">Whether it stands there only when the limit has passed.</param>
internal sealed record TemplateSection(string Heading, IReadOnlyList<Phrase> Text, string? Requires, bool WhenLate);
