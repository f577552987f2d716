namespace Compliance.Notices;

/// <summary>A notice before it is text or HTML: both are made from this.</summary>
internal sealed record Draft(string Title, IReadOnlyList<string> Banner, IReadOnlyList<Paragraph> Opening, IReadOnlyList<DraftSection> Sections, IReadOnlyList<Paragraph> Closing);

internal sealed record DraftSection(string Heading, IReadOnlyList<Paragraph> Text);

internal sealed record Paragraph(IReadOnlyList<Run> Runs);

/// <param name="IsMissing">Whether it stands where a value is missing.</param>
internal readonly record struct Run(string Text, bool IsMissing);
