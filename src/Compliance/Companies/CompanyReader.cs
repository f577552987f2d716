using Compliance.Vendors;

namespace Compliance.Companies;

/// <summary>Reads company.yaml. Its keys are told in COMPANY.md.</summary>
public static class CompanyReader
{
    private const int Largest = 1 << 20;

    /// <param name="yaml">Is read to its end and not closed.</param>
    /// <param name="name">Of the file, for messages.</param>
    /// <exception cref="InputException">Something in the file cannot be used: up to 20 problems, one a line, each with file, line and
    /// column, what was expected and what to do. Nothing of a value that may be a secret is shown.</exception>
    public static Company Read(Stream yaml, string name) => Read(InputText.Of(name, InputText.Bytes(name, yaml, Largest)), name);

    /// <inheritdoc cref="Read(Stream, string)"/>
    public static Company Read(TextReader yaml, string name)
    {
        var text = new char[Largest + 1];
        var length = yaml.ReadBlock(text, 0, text.Length);
        if (length > Largest) throw InputException.At(name, 1, 1, "the file is longer than 1 Mi characters: shorten it");
        return Read(new string(text, 0, length), name);
    }

    private static Company Read(string text, string name)
    {
        var problems = new InputProblems();
        var company = CompanyYaml.Read(new YamlValue(YamlTree.Parse(name, text, page: "COMPANY.md"), name, problems));
        problems.ThrowIfAny();
        return company!;
    }
}
