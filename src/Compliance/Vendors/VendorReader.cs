using System.Security.Cryptography;
using Compliance.Evidence;

namespace Compliance.Vendors;

/// <summary>Reads the contract side of a vendor folder. What each file holds is told in VENDOR-FOLDER.md.</summary>
public static class VendorReader
{
    private const int LargestYaml = 4 << 20;
    private const int LargestCsv = 64 << 20;

    /// <summary>Reads vendor.yaml and access.yaml, and people.csv, accounts.csv, schedule.csv, changes.csv and attestations.yaml where
    /// they are.</summary>
    /// <exception cref="InputException">Something in the files cannot be used: up to 20 problems, one a line, each with
    /// file, line and column, what was expected and what to do.</exception>
    public static VendorRecord Read(IVendorFolder folder)
    {
        var problems = new InputProblems();
        var listed = folder.List();
        var files = listed.Where(file => !file.Path.Contains('/', StringComparison.Ordinal))
            .DistinctBy(file => file.Path).ToDictionary(file => file.Path, StringComparer.Ordinal);

        var vendor = Yaml(folder, files, "vendor.yaml", problems, (root, _) => VendorYaml.Read(root));
        var access = Yaml(folder, files, "access.yaml", problems, AccessYaml.Read);
        // Without a readable access.yaml the timezone of dates is not known, but their form can still be checked.
        var timezone = access?.Timezone ?? NodaTime.DateTimeZone.Utc;
        var people = Csv(folder, files, PeopleCsv.File, problems, text => PeopleCsv.Read(text, timezone, problems));
        var accounts = Csv(folder, files, AccountsCsv.File, problems, text => AccountsCsv.Read(text, problems));

        var times = new SiteTimes(new SiteZones(vendor, people, timezone));
        var schedule = Csv(folder, files, ScheduleCsv.File, problems, text => ScheduleCsv.Read(text, times, problems));
        var changes = Csv(folder, files, ChangesCsv.File, problems, text => ChangesCsv.Read(text, access?.Roles, times, problems));

        var attestations = files.ContainsKey(AttestationsYaml.File) ? Yaml(folder, files, AttestationsYaml.File, problems, AttestationsYaml.Read) : null;

        problems.ThrowIfAny();
        return new VendorRecord(vendor!, access!, people, accounts ?? [])
        {
            Attestations = attestations is null ? null : new AttestationDocuments(folder, listed).Find(attestations),
            Schedule = schedule,
            Changes = changes ?? [],
            ClockChanges = times.Remarks,
        };
    }

    private static T? Yaml<T>(
        IVendorFolder folder, Dictionary<string, VendorFile> files, string name, InputProblems problems, Func<YamlValue, string, T?> read)
        where T : class
    {
        if (!files.TryGetValue(name, out var file))
        {
            problems.Add(new InputException($"{name}: not found in {Excerpt.Of(folder.Location)}: a vendor folder holds vendor.yaml and access.yaml"));
            return null;
        }
        return Noted(problems, () =>
        {
            var bytes = Bytes(folder, file, LargestYaml);
            var root = YamlTree.Parse(name, InputText.Of(name, bytes));
            return read(new YamlValue(root, name, problems), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        });
    }

    private static T? Csv<T>(
        IVendorFolder folder, Dictionary<string, VendorFile> files, string name, InputProblems problems, Func<string, T?> read)
        where T : class =>
        files.TryGetValue(name, out var file) ? Noted(problems, () => read(InputText.Of(name, Bytes(folder, file, LargestCsv)))) : null;

    /// <summary>A file that cannot be read at all is one problem among those of the others.</summary>
    private static T? Noted<T>(InputProblems problems, Func<T?> read) where T : class
    {
        try
        {
            return read();
        }
        catch (InputException problem)
        {
            problems.Add(problem);
            return null;
        }
    }

    private static byte[] Bytes(IVendorFolder folder, VendorFile file, int largest)
    {
        using var stream = folder.Open(file);
        return InputText.Bytes(file.Path, stream, largest);
    }
}
