using System.Text.RegularExpressions;
using Compliance.Vendors;

namespace Compliance.Tests.Vendors;

/// <summary>The page that tells how to write a vendor folder, read as a user would copy from it.</summary>
public sealed partial class VendorFolderPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.At("src", "Compliance", "Vendors", "VENDOR-FOLDER.md"));

    [Fact]
    public void Its_examples_can_be_read()
    {
        var record = VendorReader.Read(MemoryFolder.With(Example("vendor.yaml"), Example("access.yaml")).Add("attestations.yaml", Example("attestations.yaml")));

        Assert.NotEmpty(record.Vendor.Endpoints);
        Assert.NotNull(record.Vendor.Azure);
        Assert.NotEmpty(record.Access.Roles);
        Assert.NotEmpty(record.Vendor.Entitlements);
        Assert.Contains(record.Access.Roles, role => role.Grants.Count > 0);
        Assert.NotEmpty(record.Attestations!.All);
    }

    [Fact]
    public void It_names_every_profile_of_an_endpoint() =>
        Assert.All(VendorEndpoint.Profiles, profile => Assert.Contains($"`{profile}`", Section("vendor.yaml"), StringComparison.Ordinal));

    [Fact]
    public void It_names_every_type_of_attestation_with_its_keys_levels_and_dates()
    {
        var section = Section("attestations.yaml");
        foreach (var type in AttestationType.All)
        {
            var row = Regex.Match(section, $@"^\| `{type.Word}` \|.*$", RegexOptions.Multiline).Value;
            var common = Regex.Match(section, @"^Every attestation has.*\n.*$", RegexOptions.Multiline).Value;
            Assert.All(type.Keys, key => Assert.True(row.Contains($"`{key}", StringComparison.Ordinal) || common.Contains($"`{key}", StringComparison.Ordinal), $"{type.Word}: {key}"));
            Assert.All([.. type.Levels, .. type.Dates], word => Assert.Contains($"`{word}`", row, StringComparison.Ordinal));
        }
        Assert.All(AttestationDemand.All, demand => Assert.Contains($"`{demand.Word}`", section, StringComparison.Ordinal));
    }

    private static string Section(string file) => Regex.Match(Page, $@"^## {Regex.Escape(file)}$(.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;

    private static string Example(string file) => CodeBlock().Match(Section(file)).Groups[1].Value;

    [GeneratedRegex(@"^```yaml\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
