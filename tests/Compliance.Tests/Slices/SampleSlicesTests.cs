using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Reports;
using Compliance.Slices;
using Compliance.Vendors;

namespace Compliance.Tests.Slices;

/// <summary>The sample as it is deployed: files in the formats of five systems, read slice by slice through the public door.</summary>
public sealed class SampleSlicesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(20_000)]
    [InlineData(100_000)]
    public void The_sample_in_slices_is_judged_as_in_one_piece(long bytes)
    {
        var request = Request();
        var plan = SlicePlan.Of(new LogReader(request.Folder, request.Record.Vendor.Logs).Files, bytes);
        var key = SliceKey.Draw();

        var files = plan.Slices.Reverse().Select(slice =>
        {
            using var output = new MemoryStream();
            Auditor.ReadSlice(Request(), slice, SliceKey.Parse(key.Reveal()), output, default);
            var read = output.ToArray();
            return SliceFile.Read(slice.Number, () => new MemoryStream(read));
        }).ToList();

        Assert.True(plan.Slices.Count > 1);
        Assert.Equal(Json(Auditor.Audit(request, progress: null, default)), Json(Auditor.Audit(request, plan, files, key, default)));
    }

    [Fact]
    public void A_plan_of_other_files_is_refused()
    {
        var request = Request();
        var files = new LogReader(request.Folder, request.Record.Vendor.Logs).Files;
        var plan = SlicePlan.Of([.. files.Skip(1)], 100_000);

        Assert.Throws<InputException>(() => Auditor.ReadSlice(request, plan.Slices[0], SliceKey.Draw(), Stream.Null, default));
        Assert.Throws<InputException>(() => Auditor.Audit(request, plan, [.. plan.Slices.Select(slice => SliceFile.Unread(slice.Number, "not needed"))], SliceKey.Draw(), default));
    }

    [Fact]
    public void Reading_and_merging_end_when_they_are_told_to()
    {
        var request = Request();
        var plan = SlicePlan.Of(new LogReader(request.Folder, request.Record.Vendor.Logs).Files, 1);

        Assert.Throws<OperationCanceledException>(() => Auditor.ReadSlice(request, plan.Slices[0], SliceKey.Draw(), Stream.Null, new CancellationToken(canceled: true)));
    }

    private static AuditRequest Request()
    {
        var folder = new DiskFolder(Repository.At("src", "Compliance.Functions", "samples", "acme-bpo"));
        return new AuditRequest { Id = "audit-1", Record = VendorReader.Read(folder), Folder = folder, StartedBy = "tester" };
    }

    private static string Json(AuditResult result)
    {
        using var json = new MemoryStream();
        AuditJson.Write(result, json);
        return $"{System.Text.Encoding.UTF8.GetString(json.ToArray())}\n{UsageText.Of(result.Usage)}";
    }
}
