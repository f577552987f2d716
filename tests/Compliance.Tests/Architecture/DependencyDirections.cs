using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Compliance.Tests.Architecture;

/// <summary>Which room may know which. A reference against the direction is a line that this test names.</summary>
public sealed partial class DependencyDirections
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Trail"] = [],
        ["Frameworks"] = [],
        ["Events"] = ["Evidence"],
        ["Vendors"] = ["Events", "Evidence", "Findings"],
        ["Evidence"] = ["Events", "Vendors"],
        ["Findings"] = ["Events", "Evidence", "Vendors"],
        ["Entitlements"] = ["Events", "Evidence", "Vendors"],
        ["Transit"] = ["Findings"],
        ["Resources"] = ["Evidence", "Findings"],
        ["Vaults"] = [],
        ["Rules"] = ["Entitlements", "Events", "Findings", "Incidents", "Judging", "Transit", "Vaults", "Vendors"],
        ["Inspections"] = ["Entitlements", "Evidence", "Findings", "Frameworks", "Incidents", "Resources", "Rules", "Transit", "Vaults", "Vendors"],
        ["Judging"] = ["Events", "Evidence", "Findings", "Frameworks", "Rules", "Vendors"],
        ["Slices"] = ["Events", "Evidence", "Findings", "Judging", "Rules", "Vendors"],
        ["Regimes"] = [],
        ["Delivery"] = [],
        ["Companies"] = ["Delivery", "Regimes", "Vendors"],
        ["Incidents"] = ["Companies", "Events", "Findings", "Regimes", "Vendors"],
        ["Onboarding"] = ["Entitlements", "Events", "Evidence", "Findings", "Judging", "Reports", "Rules", "Vendors"],
        ["Touched"] = ["Events", "Evidence", "Incidents", "Judging", "Vendors"],
        ["Notices"] = ["Companies", "Incidents", "Regimes", "Vendors"],
        ["Playbooks"] = ["Companies", "Findings", "Incidents", "Regimes", "Vendors"],
        ["Reports"] = ["Companies", "Entitlements", "Events", "Evidence", "Findings", "Frameworks", "Incidents", "Notices", "Playbooks", "Regimes", "Resources", "Rules", "Trail", "Transit", "Vendors"],
    };

    private static readonly string[] StandIns = ["DataTables.csproj", "FunctionsWorker.csproj"];
    private static readonly string Core = Repository.At("src", "Compliance");

    private static readonly ILookup<string, string> Types = (
        from room in MayUse.Keys
        from line in Lines(Path.Combine(Core, room))
        from Match declared in Declaration().Matches(line.Text)
        select (room, Name: declared.Groups["name"].Value)).ToLookup(type => type.room, type => type.Name);

    [Fact]
    public void Every_room_of_the_core_stands_in_the_table() =>
        Assert.Empty(Directory.EnumerateDirectories(Core).Select(folder => Path.GetFileName(folder)!).Except([.. MayUse.Keys, "bin", "obj"]));

    [Fact]
    public void A_room_uses_only_the_rooms_it_may() =>
        Assert.Empty(
            from room in MayUse.Keys
            from line in Lines(Path.Combine(Core, room))
            from used in RoomsUsed(line.Text)
            where used != room && !MayUse[room].Contains(used)
            select $"{line.At}: {room} may not use {used}");

    [Fact]
    public void The_core_depends_on_neither_Azure_nor_the_web()
    {
        Assert.DoesNotContain(typeof(Auditor).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!), name => HostNamespace().IsMatch(name));
        Assert.Empty(Lines(Core).Where(line => HostNamespace().IsMatch(line.Text)).Select(line => line.At));
    }

    [Fact]
    public void A_rule_is_pure() =>
        Assert.Empty(Lines(Path.Combine(Core, "Rules")).Where(line => IsOneRule(line.File) && Impure().IsMatch(line.Text)).Select(line => $"{line.At}: {line.Text.Trim()}"));

    [Fact]
    public void Only_the_stand_ins_and_the_projects_know_the_hosting() =>
        Assert.Empty(
            from line in Lines(Repository.At("src"))
            where !line.File.StartsWith(Repository.At("src", "Local"), StringComparison.Ordinal) && HostingBranch().IsMatch(line.Text)
            select $"{line.At}: {line.Text.Trim()}");

    [Fact]
    public void A_stand_in_is_referenced_only_when_the_hosting_is_not_Azure()
    {
        var references = Projects().SelectMany(References).Where(reference => StandIns.Contains(Path.GetFileName(reference.Path))).ToList();

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.Equal("'$(Hosting)' != 'Azure'", reference.Condition));
    }

    [Fact]
    public void Tests_never_reference_a_stand_in() =>
        Assert.Empty(
            from project in Projects()
            where project.EndsWith("Tests.csproj", StringComparison.Ordinal)
            from reference in References(project)
            where StandIns.Contains(Path.GetFileName(reference.Path))
            select $"{Path.GetFileName(project)}: {reference.Path}");

    [Theory]
    [InlineData("using Compliance.Findings;", "Findings")]
    [InlineData("using static Compliance.Trail.Base32;", "Trail")]
    [InlineData("using Summary = Compliance.Evidence.SourceSummary;", "Evidence")]
    [InlineData("    Verdict verdict = Findings.Verdict.Fail;", "Findings")]
    [InlineData("    var count = result.Findings.Count;", null)]
    [InlineData("    var first = Findings.First();", null)]
    [InlineData("using Compliance.Judgement;", null)]
    public void A_use_is_noticed(string line, string? room) => Assert.Equal(room is null ? [] : [room], RoomsUsed(line));

    private static IEnumerable<string> RoomsUsed(string line) =>
        Qualified().Matches(line)
            .Where(use => MayUse.ContainsKey(use.Groups["room"].Value))
            // After the name of a room, without `Compliance.`, a member of a property may follow as well as a type.
            .Where(use => use.Groups["whole"].Success || Types[use.Groups["room"].Value].Contains(use.Groups["type"].Value))
            .Select(use => use.Groups["room"].Value).Distinct();

    // Beside the rules, the room holds the catalogue, which reads the rules' pages from the assembly.
    private static bool IsOneRule(string file) => Path.GetDirectoryName(file) != Path.Combine(Core, "Rules");

    private static IEnumerable<(string File, string At, string Text)> Lines(string folder) =>
        from file in Files(folder, "*.cs")
        from line in File.ReadLines(file).Index()
        select (file, $"{Path.GetRelativePath(Repository.Root, file)}:{line.Index + 1}", line.Item);

    private static IEnumerable<string> Projects() => Files(Repository.At("src"), "*.csproj").Concat(Files(Repository.At("tests"), "*.csproj"));

    private static IEnumerable<(string Path, string? Condition)> References(string project) =>
        from reference in XDocument.Load(project).Descendants("ProjectReference")
        select (reference.Attribute("Include")!.Value.Replace('\\', '/'), (reference.Attribute("Condition") ?? reference.Parent!.Attribute("Condition"))?.Value);

    private static IEnumerable<string> Files(string folder, string pattern) =>
        !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    [GeneratedRegex(@"(?<![\w.])(?<whole>Compliance\.)?(?<room>[A-Z]\w+)(?:\.(?<type>[A-Z]\w+))?")]
    private static partial Regex Qualified();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum)\s+(?<name>[A-Z]\w+)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?<![\w.])(?:Azure|Microsoft\.(?:Azure|AspNetCore|Extensions))\.[A-Z]")]
    private static partial Regex HostNamespace();

    [GeneratedRegex(@"(?<![\w.])(?:File|Directory|\w*Stream|Console|HttpClient|TimeProvider|Random|Environment|Guid|Stopwatch|DateTime(?:Offset)?)(?=[\s.?(<>])|\bnew Random\b|SystemClock")]
    private static partial Regex Impure();

    [GeneratedRegex(@"^\s*#if|(?<!\.)\bHosting\b")]
    private static partial Regex HostingBranch();
}
