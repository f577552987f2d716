namespace Compliance.Notices;

/// <summary>A draft of what a rule asks to be told to one recipient. Not legal advice: a person reviews it, and a person submits it.</summary>
/// <param name="Text">Plain text, lines ended by LF.</param>
/// <param name="Html">The same as a whole document of HTML, without scripts and without anything fetched from elsewhere.</param>
/// <param name="Missing">What the rule requires and nobody has recorded, in words; the draft shows each where its value would stand.</param>
/// <param name="Sha256">Of the text in UTF-8, lower-case hex: tells drafts apart.</param>
public sealed record Notice(string Title, string Text, string Html, IReadOnlyList<string> Missing, string Sha256);
