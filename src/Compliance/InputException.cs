namespace Compliance;

/// <summary>Input that cannot be used. The message names the place and the remedy, and is fit to be shown to a user.</summary>
public class InputException : Exception
{
    public InputException(string message) : base(message) { }

    public InputException(string message, Exception inner) : base(message, inner) { }

    /// <summary>An error at a place in a file: <c>access.yaml:12:7: …</c>.</summary>
    public static InputException At(string file, long line, long column, string problem) =>
        new($"{file}:{line}:{column}: {problem}");
}
