namespace Compliance.Functions.Tests.App;

/// <summary>What the functions did, on standard output, where the tests read it.</summary>
public static class Journal
{
    public static void Write(FormattableString line) => Console.Out.WriteLine("@ " + FormattableString.Invariant(line));
}
