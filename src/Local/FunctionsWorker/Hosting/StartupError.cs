namespace Compliance.Local.FunctionsWorker.Hosting;

/// <summary>Something the person who starts the host has to put right; the message says what, and is all they are shown.</summary>
internal sealed class StartupError(string message) : Exception(message)
{
    /// <summary>Keeps the first error for the start to say, and goes on with a value that stands in: what is built before the start must not throw.</summary>
    public static T Keep<T>(Func<T> read, T otherwise, ref StartupError? error)
    {
        try
        {
            return read();
        }
        catch (StartupError wrong)
        {
            error ??= wrong;
            return otherwise;
        }
    }
}
