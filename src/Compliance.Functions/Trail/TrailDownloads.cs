using Compliance.Functions.Http;
using Compliance.Handling;
using Compliance.Trail.Export;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Compliance.Functions.Trail;

/// <summary>Exports on their way to a caller: written as they are read, so that nothing is left of one that breaks off.</summary>
public sealed class TrailDownloads(TrailExporting exporting, TrailFindings findings, ILogger<TrailDownloads> logger)
{
    public async Task<IResult> SendAsync(HttpRequest request, ExportOrder order, CancellationToken cancellationToken)
    {
        var range = new TrailFindingsRange(order.Vendor, order.From, order.To, order.WithNames);
        // What can be refused is refused before it is recorded, and before the first byte.
        if (order.Format == "oscal") await findings.RequireOscalAsync(range, cancellationToken);
        return order.Format switch
        {
            "ocsf" => await FindingsAsync("application/x-ndjson", "ocsf.ndjson", body => findings.WriteOcsfAsync(range, body, cancellationToken)),
            "oscal" => await FindingsAsync("application/json", "oscal.json", body => findings.WriteOscalAsync(range, body, cancellationToken)),
            _ => await ZipAsync(),
        };

        async Task<IResult> FindingsAsync(string type, string name, Func<Stream, Task> write)
        {
            await exporting.RecordAsync(order, cancellationToken);
            return await OfAsync(type, name, write);
        }

        async Task<IResult> ZipAsync()
        {
            var prepared = await exporting.PrepareAsync(order, cancellationToken);
            return await OfAsync("application/zip", "trail.zip", async body => await TrailExport.WriteAsync(prepared, await ZipTarget.CreateAsync(body, cancellationToken), cancellationToken));
        }

        Task<IResult> OfAsync(string type, string name, Func<Stream, Task> write) =>
            Download.OfAsync(request, type, $"{order.Vendor}-{name}", write, broken => TrailServiceLog.ExportBroke(logger, broken, order.Vendor.Value, broken.Message));
    }
}
