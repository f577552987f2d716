using System.CommandLine;
using System.CommandLine.Parsing;

namespace Compliance.Cli;

/// <summary>Options whose value is one of a few words.</summary>
internal static class Words
{
    /// <param name="words">In the order in which they are shown.</param>
    public static Option<string> Option(string name, string[] aliases, string description, string byDefault, params string[] words) => new(name, aliases)
    {
        HelpName = string.Join('|', words),
        Description = description,
        DefaultValueFactory = _ => byDefault,
        CustomParser = argument => Parse(argument, name, words),
    };

    private static string? Parse(ArgumentResult argument, string name, string[] words)
    {
        var text = argument.Tokens[0].Value;
        if (words.Contains(text)) return text;
        argument.AddError($"{name}: `{text}` is not one of {string.Join(", ", words)}");
        return null;
    }
}
