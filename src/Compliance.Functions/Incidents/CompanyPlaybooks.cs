using Compliance.Playbooks;
using Microsoft.Extensions.Logging;

namespace Compliance.Functions.Incidents;

/// <summary>The playbooks that incidents can run: those that come with the program, and those in the folder of the setting
/// <c>Playbooks</c>. A file that is added, changed or taken away counts from then on.</summary>
public sealed class CompanyPlaybooks(ServiceOptions options, ILogger<CompanyPlaybooks> logger)
{
    private readonly Lock _lock = new();
    private (string Seen, PlaybookLibrary Library) _last = ("", PlaybookLibrary.Shipped);

    /// <summary>What is there now. Why a file is left out is logged when that is first seen.</summary>
    public PlaybookLibrary Read()
    {
        if (options.Playbooks is not { } folder) return PlaybookLibrary.Shipped;
        lock (_lock)
        {
            var seen = Seen(folder);
            if (seen == _last.Seen) return _last.Library;
            var library = PlaybookLibrary.Read(folder);
            foreach (var problem in library.Problems) IncidentLog.PlaybookRefused(logger, problem);
            _last = (seen, library);
            return library;
        }
    }

    // Names, times and lengths: parsing on every request what has not changed would be waste.
    private static string Seen(string folder)
    {
        var info = new DirectoryInfo(folder);
        if (!info.Exists) return "no folder";
        return string.Join('\n', info.EnumerateFiles("*.json").OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => $"{file.Name}/{file.LastWriteTimeUtc.Ticks}/{file.Length}").Prepend("folder"));
    }
}
