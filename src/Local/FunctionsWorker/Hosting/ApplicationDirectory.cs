namespace Compliance.Local.FunctionsWorker.Hosting;

/// <summary>
/// Where host.json and local.settings.json are: beside the application's assembly, or where FUNCTIONS_APPLICATION_DIRECTORY says.
/// State (queues, timers, keys) is not kept there, since builds come and go, but below the working directory.
/// </summary>
internal static class ApplicationDirectory
{
    public static string Find() =>
        Environment.GetEnvironmentVariable("FUNCTIONS_APPLICATION_DIRECTORY") is { Length: > 0 } given
            ? Path.GetFullPath(given)
            : AppContext.BaseDirectory;
}
