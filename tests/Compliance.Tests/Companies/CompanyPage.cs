using System.Text.RegularExpressions;

namespace Compliance.Tests.Companies;

/// <summary>The page that tells how to write company.yaml.</summary>
internal static partial class CompanyPage
{
    public static readonly string Text = File.ReadAllText(Repository.At("src", "Compliance", "Companies", "COMPANY.md"));

    /// <summary>Its example, as a user would copy it.</summary>
    public static readonly string Example = CodeBlock().Match(Text).Groups[1].Value;

    [GeneratedRegex(@"^```yaml\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
