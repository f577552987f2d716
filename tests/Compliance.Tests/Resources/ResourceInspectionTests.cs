using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Resources;
using Compliance.Resources.Catalogue;
using Compliance.Vendors;

namespace Compliance.Tests.Resources;

public sealed class ResourceInspectionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("resources-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_snapshots_of_a_vendor_folder_become_evidence_and_judgements()
    {
        Write("resources/2026-05.json", Rows("TLS1_0", "a", "b"));
        Write("resources/2026-06.ndjson", Row("b", "TLS1_2"));
        Write("resources/readme.md", "not a snapshot");
        Write("logs/x.json", Rows("TLS1_0", "never"));

        var inspected = Inspect();

        Assert.Equal(["resources/2026-05.json", "resources/2026-06.ndjson"], inspected.Evidence.Select(source => source.Source));
        Assert.All(inspected.Evidence, source => Assert.Equal(("resources", 64), (source.Kind, source.Sha256.Length)));
        Assert.Equal([2L, 1L], inspected.Evidence.Select(source => source.Accepted));
        var failure = Assert.Single(inspected.Judgements, judgement => judgement is { Rule: "ST-TLS", Verdict: Verdict.Fail });
        Assert.Equal(("/subscriptions/s/providers/Microsoft.Storage/storageAccounts/a", "resources/2026-05.json", 1L), (failure.Subject, failure.Evidence!.Source, failure.Evidence.Record));
        Assert.Equal(1, inspected.Unlisted.Single(counted => counted.Rule == "ST-TLS").Passed);
        Assert.Null(inspected.Unread);
    }

    [Fact]
    public void A_check_of_an_audit_counts_what_is_not_listed()
    {
        Write("resources/now.json", Rows("TLS1_2", "a", "b", "c"));
        var inspected = Inspect();
        var inspection = Inspection.Of(VendorId.Parse("acme"), inspected.Evidence, inspected.Checks, inspected.Judgements, inspected.Unread, inspected.Unlisted);

        var passing = inspection.Checks.Single(check => check.Rule == "ST-TLS");
        Assert.Equal((Verdict.Pass, 0L, 3L), (passing.Verdict, passing.Findings, passing.Judged));
        Assert.Equal(Verdict.NotApplicable, inspection.Checks.Single(check => check.Rule == "SQL-TLS").Verdict);
        var failing = inspection.Checks.First(check => check.Rule == "ST-CMK");
        Assert.Equal((Verdict.Fail, 3L), (failing.Verdict, failing.Findings));
    }

    [Fact]
    public void A_file_that_cannot_be_read_lets_nothing_pass()
    {
        Write("resources/a.json", Rows("TLS1_2", "a"));
        Write("resources/b.json", "ERROR: not logged in");
        var inspected = Inspect();
        var inspection = Inspection.Of(VendorId.Parse("acme"), inspected.Evidence, inspected.Checks, inspected.Judgements, inspected.Unread, inspected.Unlisted);

        Assert.Equal((0L, 1L), (inspected.Evidence[1].Accepted, inspected.Evidence[1].Rejected));
        Assert.Contains("resources/b.json", inspected.Unread, StringComparison.Ordinal);
        Assert.Equal(Verdict.NotEvaluable, inspection.Checks.Single(check => check.Rule == "ST-TLS").Verdict);
    }

    [Fact]
    public void A_folder_without_snapshots_has_neither_evidence_nor_judgements()
    {
        Write("logs/x.json", "[]");
        var inspected = Inspect();

        Assert.Empty(inspected.Evidence);
        Assert.Empty(inspected.Judgements);
    }

    private InspectedResources Inspect() => ResourceInspection.Inspect(new DiskFolder(_folder.FullName), CheckCatalogue.Default, Given.At, default);

    private static string Rows(string tls, params string[] names) => $"[{string.Join(',', names.Select(name => Row(name, tls)))}]";

    private static string Row(string name, string tls) =>
        $$"""{"id": "/subscriptions/s/providers/Microsoft.Storage/storageAccounts/{{name}}", "type": "microsoft.storage/storageaccounts", "properties": {"minimumTlsVersion": "{{tls}}"} }""";

    private void Write(string path, string text)
    {
        var file = Path.Combine(_folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
