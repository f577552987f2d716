using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace Compliance.Local.FunctionsWorker.Hosting;

/// <summary>
/// local.settings.json: <c>Values</c> become environment variables, as with Core Tools, so that code which reads the environment sees them too;
/// a variable that is really set wins. <c>Host</c> becomes settings <c>Host:…</c> of the lowest rank.
/// </summary>
internal static class LocalSettings
{
    public const string FileName = "local.settings.json";

    public static MemoryConfigurationSource Apply(string directory, out StartupError? error)
    {
        error = null;
        var file = Path.Combine(directory, FileName);
        IConfiguration settings;
        try
        {
            // The provider skips comments and trailing commas.
            settings = new ConfigurationBuilder().AddJsonFile(file, optional: true).Build();
        }
        catch (InvalidDataException broken)
        {
            error = new StartupError($"`{file}` is not JSON: {broken.InnerException?.Message ?? broken.Message}");
            return new MemoryConfigurationSource();
        }

        foreach (var (key, value) in settings.GetSection("Values").AsEnumerable(makePathsRelative: true))
        {
            var name = key.Replace(":", "__", StringComparison.Ordinal);
            if (value is not null && Environment.GetEnvironmentVariable(name) is null && Environment.GetEnvironmentVariable(key) is null)
                Environment.SetEnvironmentVariable(name, value);
        }

        return new MemoryConfigurationSource { InitialData = settings.GetSection("Host").AsEnumerable().ToList() };
    }
}
