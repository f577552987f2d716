using Compliance.Handling;
using Compliance.Secrets;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance trail export --as</c>: the findings that a trail speaks of, in a format of others.</summary>
internal static class TrailFindingsExport
{
    /// <param name="order">Its format is <c>ocsf</c> or <c>oscal</c>.</param>
    /// <param name="path">Null: standard output.</param>
    public static async Task RunAsync(ExportOrder order, string connection, string? path, CancellationToken cancellation)
    {
        using var store = Stores.OpenExisting(connection);
        using var file = OutputFile.Open(path, "--out");
        await new TrailExporting(store, new VendorKeys(Recording.Secrets(connection), store.Vendors), sign: null, TimeProvider.System).RecordAsync(order, cancellation);
        var range = new TrailFindingsRange(order.Vendor, order.From, order.To, order.WithNames);
        await using var output = file is null ? Terminal.OpenBytes() : null;
        var findings = new TrailFindings(store);
        await (order.Format == "oscal" ? findings.WriteOscalAsync(range, output ?? file!.Stream, cancellation) : findings.WriteOcsfAsync(range, output ?? file!.Stream, cancellation));
        file?.Complete();
    }
}
