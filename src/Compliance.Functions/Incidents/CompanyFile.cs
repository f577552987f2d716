using Compliance.Companies;

namespace Compliance.Functions.Incidents;

/// <summary>company.yaml: where the setting <c>Company</c> says, else beside the vendors' folders. Read whenever it is needed, so that a
/// change counts from then on.</summary>
public sealed class CompanyFile(ServiceOptions options)
{
    private const string Name = "company.yaml";

    /// <returns>Null: there is none, and the setting names none.</returns>
    /// <exception cref="InputException">It cannot be used, or is not where the setting says.</exception>
    public Company? Read()
    {
        var path = options.Company ?? options.VendorFolders.Select(root => Path.Combine(root, Name)).FirstOrDefault(File.Exists);
        if (path is null) return null;
        if (!File.Exists(path)) throw new InputException($"setting `Company`: `{Path.GetFullPath(path)}` does not exist; expected the file {Name}, or no such setting");
        using var yaml = File.OpenRead(path);
        return CompanyReader.Read(yaml, Path.GetFileName(path));
    }
}
