using System.CommandLine;
using Compliance.Collection;
using Compliance.Evidence;
using Compliance.Identity;
using Compliance.Transit;
using Compliance.Vendors;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance collect</c>: what endpoints, resources and vaults say now, put into the vendor folder as evidence.</summary>
internal static class CollectCommand
{
    private static readonly InstantPattern FileTime = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    public static Command Build(CancellationToken cancellation)
    {
        var folder = new Argument<string>("vendor-folder") { Description = "folder whose vendor.yaml names endpoints, with the vendor's permission, and Azure scopes" };
        var command = new Command("collect", "collect live evidence into a vendor folder: endpoints, resources, vaults") { folder };
        command.SetAction(parsed => RunAsync(parsed.GetRequiredValue(folder), cancellation).GetAwaiter().GetResult());
        return command;
    }

    private static async Task<int> RunAsync(string path, CancellationToken cancellation)
    {
        var vendor = VendorReader.Read(new DiskFolder(path)).Vendor;
        var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        var refused = vendor.Endpoints.Where(endpoint => !endpoint.MayProbe(now)).ToList();
        foreach (var endpoint in refused) Terminal.Complain($"{endpoint} was not probed: {endpoint.WhyNotProbe(now)}");
        var live = new LiveEvidence(() => ServiceCredential.Shared, ProbeLimits.Default, TimeProvider.System);
        var kept = await live.CollectAsync(vendor, now, (document, body, ct) => KeepAsync(path, Dated(document, now), body, ct), cancellation);
        if (kept.Count == 0 && refused.Count == 0) Terminal.Complain($"{vendor.Id}: vendor.yaml names neither endpoints nor `azure` scopes: there is nothing to collect");
        using var output = Terminal.OpenText();
        foreach (var document in kept) output.WriteLine(Dated(document, now));
        return refused.Count > 0 ? ExitCode.NotEvaluable : ExitCode.Clean;
    }

    // Evidence is kept: what was collected before stays, and the newest counts.
    private static string Dated(string document, Instant now) =>
        $"{document[..^Path.GetExtension(document).Length]}-{FileTime.Format(now)}{Path.GetExtension(document)}";

    private static async Task KeepAsync(string folder, string document, Stream body, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, document);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Whole or not at all: a document that breaks off would be judged as one that cannot be read.
        var part = path + ".part";
        await using (var file = File.Create(part)) await body.CopyToAsync(file, cancellation);
        File.Move(part, path, overwrite: true);
    }
}
