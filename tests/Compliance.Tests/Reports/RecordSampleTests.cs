using System.Security.Cryptography;
using System.Text;
using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Reports;
using Compliance.Tests.Cli;
using Compliance.Vendors;

namespace Compliance.Tests.Reports;

public sealed class RecordSampleTests : IDisposable
{
    private readonly TinyVendor _vendor = new();

    public void Dispose() => _vendor.Dispose();

    [Fact]
    public void Each_record_is_shown_as_the_audit_read_it_with_the_digest_of_its_bytes()
    {
        _vendor.Log("ticket.read", "ticket.delete", "ticket.read");
        var (result, folder, record) = Audit();

        var sample = RecordSample.Of(result, seed: 11, size: 2, folder, record.Vendor.Logs);

        Assert.Equal((11, 2, 3), (sample.Seed, sample.Asked, sample.Population));
        Assert.Equal(2, sample.Records.Count);
        Assert.All(sample.Records, one =>
        {
            var action = one.Reference.Record == 2 ? "ticket.delete" : "ticket.read";
            Assert.Equal((null, "agent1", action, "T-1", "success"), (one.Unread, one.Account, one.Action, one.Resource, one.Outcome));
            var line = TinyVendor.Record((int)one.Reference.Record - 1, action).TrimEnd('\n');
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line))), one.Sha256);
        });
    }

    [Fact]
    public void A_record_is_shown_without_cards_addresses_and_secrets()
    {
        _vendor.Write("logs/help.ndjson", TinyVendor.Record(0, "mail jane@example.com ?token=S3CRET").Replace("T-1", "4111111111111111", StringComparison.Ordinal));
        var (result, folder, record) = Audit();

        var one = Assert.Single(RecordSample.Of(result, 1, 25, folder, record.Vendor.Logs).Records);

        Assert.Equal(("mail j***@example.com ?token=***", "************1111"), (one.Action, one.Resource));
    }

    [Fact]
    public void A_record_says_how_many_findings_name_it()
    {
        _vendor.Log("ticket.delete");
        var (result, folder, record) = Audit();

        var one = Assert.Single(RecordSample.Of(result, 1, 25, folder, record.Vendor.Logs).Records);

        Assert.Equal(result.Findings.Where(finding => finding.Evidence.Contains(one.Reference)).Select(finding => finding.Fingerprint), one.CitedBy);
        Assert.NotEmpty(one.CitedBy);
    }

    [Fact]
    public void A_record_that_was_rejected_is_drawn_too_and_says_why()
    {
        _vendor.Write("logs/help.ndjson", TinyVendor.Record(0, "ticket.read") + "not JSON\n");
        var (result, folder, record) = Audit();

        var rejected = RecordSample.Of(result, 1, 25, folder, record.Vendor.Logs).Records.Single(one => one.Reference.Record == 2);

        Assert.StartsWith("rejected by the reader: ", rejected.Unread, StringComparison.Ordinal);
        Assert.Null(rejected.Sha256);
    }

    [Fact]
    public void Of_a_log_that_has_changed_since_nothing_is_shown()
    {
        _vendor.Log("ticket.read", "ticket.read");
        var (result, folder, record) = Audit();
        _vendor.Log("ticket.read", "ticket.delete");

        Assert.All(RecordSample.Of(result, 1, 25, folder, record.Vendor.Logs).Records, one =>
        {
            Assert.Contains("is not what the audit read", one.Unread, StringComparison.Ordinal);
            Assert.Null(one.Account);
        });
    }

    [Fact]
    public void A_log_that_is_gone_is_said_to_be()
    {
        _vendor.Log("ticket.read");
        var (result, _, record) = Audit();
        File.Delete(Path.Combine(_vendor.Root, "acme/logs/help.ndjson"));

        var one = Assert.Single(RecordSample.Of(result, 1, 25, new DiskFolder(Path.Combine(_vendor.Root, "acme")), record.Vendor.Logs).Records);

        Assert.Equal("the log is not there any more", one.Unread);
    }

    private (AuditResult Result, IVendorFolder Folder, VendorRecord Record) Audit()
    {
        var folder = new DiskFolder(Path.Combine(_vendor.Root, "acme"));
        var record = VendorReader.Read(folder);
        var request = new AuditRequest { Id = "a1", Record = record, Folder = folder, StartedBy = "test" };
        return (Auditor.Audit(request, progress: null, CancellationToken.None), folder, record);
    }
}
