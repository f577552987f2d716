using System.CommandLine;
using System.CommandLine.Parsing;

namespace Compliance.Cli;

/// <summary>Options whose value is one of a few words.</summary>
internal static class Words
{
    /// <param name="choices">Word → value, in the order in which they are shown; the first is the default unless <paramref name="byDefault"/> says otherwise.</param>
    public static Option<T> Option<T>(string name, string[] aliases, string description, T byDefault, params (string Word, T Value)[] choices) => new(name, aliases)
    {
        HelpName = string.Join('|', choices.Select(choice => choice.Word)),
        Description = description,
        DefaultValueFactory = _ => byDefault,
        CustomParser = argument => Parse(argument, name, choices),
    };

    private static T? Parse<T>(ArgumentResult argument, string name, (string Word, T Value)[] choices)
    {
        var text = argument.Tokens[0].Value;
        foreach (var (word, value) in choices)
            if (word == text) return value;
        argument.AddError($"{name}: `{text}` is not one of {string.Join(", ", choices.Select(choice => choice.Word))}");
        return default;
    }
}
