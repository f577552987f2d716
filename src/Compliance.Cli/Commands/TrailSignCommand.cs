using System.CommandLine;
using Compliance.Handling;
using Compliance.Publishing;
using Compliance.Signing;
using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance trail sign</c>: signs what the log is now with the key beside an embedded store, and prints the checkpoint.</summary>
internal static class TrailSignCommand
{
    public static Command Build(CancellationToken cancellation)
    {
        var vendor = new Option<VendorId>("--vendor") { HelpName = "id", Description = "whose trail", Required = true, CustomParser = TrailShowCommand.ParseVendor };
        var store = Stores.Option();
        var command = new Command("sign", "sign a checkpoint of a trail in an embedded store") { vendor, store };
        command.SetAction(parsed =>
        {
            using var opened = Stores.OpenExisting(parsed.GetRequiredValue(store));
            var signing = Signing(opened) ?? throw new InputException($"the trails in {opened.Location} are signed by the service alone, every hour (SignCheckpoints): `trail sign` is for embedded stores");
            var signed = signing.RunAsync(parsed.GetRequiredValue(vendor), cancellation).GetAwaiter().GetResult();
            if (signed is null)
            {
                Terminal.Complain($"the trail of `{parsed.GetRequiredValue(vendor)}` has no entries: there is nothing to sign");
                return ExitCode.Clean;
            }
            using var output = Terminal.OpenBytes();
            output.Write(signed.Bytes.Span);
            return ExitCode.Clean;
        });
        return command;
    }

    /// <summary>Signing of an embedded store as the service signs it: by its settings <c>TrailOrigin</c>, <c>CheckpointKey</c> and <c>CheckpointArchive</c> where
    /// the environment has them, else with the key beside the store, made where there is none. Null: the store is another, and its key not here.</summary>
    public static CheckpointSigning? Signing(Store store)
    {
        if (Stores.EmbeddedPath(store.Location) is not { } path) return null;
        var folder = Path.GetDirectoryName(path)!;
        var keys = CheckpointKeys.Open(Setting("CheckpointKey"), Path.Combine(folder, CheckpointKeys.FileName), Setting("TrailOrigin"));
        return new CheckpointSigning(store, keys, TimeProvider.System, Archive(Path.Combine(folder, "checkpoints")));
    }

    // The service's own place for it, where the service has run on this store.
    private static ICheckpointArchive? Archive(string folder) =>
        Setting("CheckpointArchive") is { } set ? CheckpointArchive.Open(set) : Directory.Exists(folder) ? new DirectoryCheckpointArchive(folder) : null;

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name)?.Trim() is { Length: > 0 } set ? set : null;
}
