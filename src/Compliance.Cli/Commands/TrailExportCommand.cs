using System.CommandLine;
using System.Globalization;
using Compliance.Handling;
using Compliance.Secrets;
using Compliance.Trail.Export;
using Compliance.Vendors;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance trail export</c>: a vendor's log in a directory or a zip that can be verified with nothing else.</summary>
internal static class TrailExportCommand
{
    private static readonly Option<VendorId> Vendor = new("--vendor") { HelpName = "id", Description = "whose trail", Required = true, CustomParser = TrailShowCommand.ParseVendor };
    private static readonly Option<string?> Out = new("--out") { HelpName = "path", Description = "a directory that is empty or does not exist, or a new file that ends in .zip; with --as a file, default: standard output" };
    private static readonly Option<string?> As = new Option<string?>("--as") { HelpName = "format", Description = "write only the findings: ocsf (events, NDJSON) or oscal (assessment results)" }.AcceptOnlyFromAmong("ocsf", "oscal");
    private static readonly Option<long> From = new("--from") { HelpName = "index", Description = "first entry; default: 0" };
    private static readonly Option<long?> To = new("--to") { HelpName = "index", Description = "before which entry it ends; default: all" };
    private static readonly Option<bool> Names = new("--names") { Description = "say what pseudonyms stand for" };
    private static readonly Option<string> By = new("--by") { HelpName = "name", Description = "who takes it; default: the signed-in user", DefaultValueFactory = _ => Environment.UserName };
    private static readonly Option<string> StoreOption = Stores.Option();

    public static Command Build(Terminal terminal, CancellationToken cancellation)
    {
        var command = new Command("export", "write a trail to a directory or a zip that anybody can verify") { Vendor, Out, As, From, To, Names, By, StoreOption };
        command.Validators.Add(result =>
        {
            if (result.GetResult(As) is null && result.GetResult(Out) is null) result.AddError("--out is missing: a directory, or a file that ends in .zip; only with --as may it be left out");
        });
        command.SetAction(parsed =>
        {
            var store = parsed.GetRequiredValue(StoreOption);
            if (parsed.GetValue(As) is { } format)
            {
                TrailFindingsExport.RunAsync(Order(parsed, format), store, parsed.GetValue(Out), cancellation).GetAwaiter().GetResult();
                return ExitCode.Clean;
            }
            var path = parsed.GetValue(Out)!;
            var order = Order(parsed, ExportFolder.IsZip(path) ? "zip" : "directory");
            var request = ExportBar.Run(terminal.OpenBar(), progress => RunAsync(order with { Progress = progress }, store, path, cancellation).GetAwaiter().GetResult());
            Tell(request, path);
            return ExitCode.Clean;
        });
        return command;
    }

    private static ExportOrder Order(ParseResult parsed, string format) => new()
    {
        Vendor = parsed.GetRequiredValue(Vendor),
        Id = Guid.NewGuid().ToString("N"),
        By = parsed.GetRequiredValue(By),
        Format = format,
        From = parsed.GetValue(From),
        To = parsed.GetValue(To),
        WithNames = parsed.GetValue(Names),
    };

    private static async Task<ExportRequest> RunAsync(ExportOrder order, string connection, string path, CancellationToken cancellation)
    {
        using var store = Stores.OpenExisting(connection);
        await using var folder = await ExportFolder.CreateAsync(path, cancellation);
        var signing = TrailSignCommand.Signing(store);
        var exporting = new TrailExporting(store, new VendorKeys(Recording.Secrets(connection), store.Vendors), signing is null ? null : signing.RunAsync, TimeProvider.System);
        var request = await exporting.PrepareAsync(order, cancellation);
        folder.Begin();
        await TrailExport.WriteAsync(request, folder.Target, cancellation);
        folder.Complete();
        return request;
    }

    private static void Tell(ExportRequest request, string path)
    {
        var (checkpoint, key) = (request.Checkpoint.Checkpoint, request.Keys[0]);
        var unsigned = Math.Max(request.To - checkpoint.Size, 0);
        using var text = Terminal.OpenText();
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"entries     {request.From} to {request.To - 1} of `{request.Vendor}`{(unsigned == 0 ? "" : $", the last {unsigned} not signed yet")}"));
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"checkpoint  {checkpoint.Origin}, {checkpoint.Size} entries, root {checkpoint.Root}"));
        text.WriteLine($"key         {key.KeyIdHex}: tell it to whoever verifies by another way than this export");
        text.WriteLine($"verify      compliance trail verify {path}");
    }
}
