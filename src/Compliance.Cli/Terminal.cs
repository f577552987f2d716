using Spectre.Console;

namespace Compliance.Cli;

/// <summary>Where data and messages go: data on stdout, everything else on stderr.</summary>
internal sealed class Terminal
{
    /// <summary>Width of a table in a file or a pipe, which has none: the same on every machine.</summary>
    private const int UnknownWidth = 120;
    private readonly bool _mayColour;

    public Terminal()
    {
        // no-color.org: set and not empty, whatever its value.
        _mayColour = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && !IsDumb;
        Colour = _mayColour && !Console.IsOutputRedirected;
        Width = Console.IsOutputRedirected || Console.WindowWidth <= 0 ? UnknownWidth : Console.WindowWidth;
    }

    /// <summary>Whether a table on stdout is coloured.</summary>
    public bool Colour { get; }

    /// <summary>Columns of stdout.</summary>
    public int Width { get; }

    private static bool IsDumb => Environment.GetEnvironmentVariable("TERM") == "dumb";

    /// <summary>A buffered writer of UTF-8 without a byte order mark; the caller disposes it.</summary>
    public static StreamWriter OpenText() => new(Console.OpenStandardOutput(), bufferSize: 1 << 16) { NewLine = "\n" };

    /// <summary>A buffered stream onto stdout; the caller disposes it.</summary>
    public static Stream OpenBytes() => new BufferedStream(Console.OpenStandardOutput(), 1 << 16);

    /// <summary>A message for the user, each of its lines marked as ours.</summary>
    public static void Complain(string message)
    {
        foreach (var line in message.Split('\n')) Console.Error.WriteLine($"compliance: {Reports.TerminalText.Visible(line.TrimEnd('\r'))}");
    }

    /// <summary>The console on stderr for a bar; null where nobody watches it.</summary>
    public IAnsiConsole? OpenBar()
    {
        if (Console.IsErrorRedirected || IsDumb) return null;
        return AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            ColorSystem = _mayColour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
    }
}
