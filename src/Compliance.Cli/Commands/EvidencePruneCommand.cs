using System.CommandLine;
using System.Globalization;
using Compliance.Evidence;
using Compliance.Handling;
using Compliance.Reports;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance evidence prune</c>: what has outlived <c>retain</c> of vendor.yaml, and with <c>--delete</c> its end.</summary>
internal static class EvidencePruneCommand
{
    private static readonly Option<VendorId> Vendor = new("--vendor") { HelpName = "id", Description = "whose evidence", Required = true, CustomParser = TrailShowCommand.ParseVendor };
    private static readonly Option<string?> Folder = new("--folder") { HelpName = "path", Description = "the vendor's folder, whose vendor.yaml says how long; otherwise that in the store, or where a command last used it" };
    private static readonly Option<bool> Delete = new("--delete") { Description = "delete it, under your own sign-in; otherwise it is only listed" };
    private static readonly Option<string?> By = new("--by") { HelpName = "name", Description = "who answers for it; the trail has the pseudonym" };
    private static readonly Option<string> StoreOption = Stores.Option();

    public static Command Build(CancellationToken cancellation)
    {
        var command = new Command("prune", "list the evidence that has outlived `retain` of vendor.yaml, or delete it; exit code 1 when some of it could not be deleted")
        {
            Vendor, Folder, Delete, By, StoreOption,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(Delete) is { Implicit: false } != (result.GetResult(By) is { Implicit: false })) result.AddError("--delete and --by go together: whoever deletes evidence is in the trail");
        });
        command.SetAction(parsed => RunAsync(parsed, cancellation).GetAwaiter().GetResult());
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (vendor, connection) = (parsed.GetRequiredValue(Vendor), parsed.GetRequiredValue(StoreOption));
        using var store = Stores.OpenExisting(connection);
        var evidence = Stores.EvidenceOf(connection);
        var retain = (await ContractAsync(store, evidence, vendor, parsed.GetValue(Folder), cancellation)).Retain;
        var pruning = new EvidencePruning(store, evidence, TimeProvider.System);
        if (!parsed.GetValue(Delete))
        {
            await WriteAsync(await pruning.LookAsync(vendor, retain, cancellation), retain);
            return ExitCode.Clean;
        }
        var pruned = await pruning.PruneAsync(vendor, retain, parsed.GetValue(By)!, new VendorKeys(Recording.Secrets(connection), store.Vendors), cancellation);
        if (pruned.Ages.Outlived.Count == 0) await WriteAsync(pruned.Ages, retain);
        else await WriteAsync(pruned, evidence.Location);
        return pruned.Files.Any(file => file.Deletion.Outcome is DeletionOutcome.Kept or DeletionOutcome.Refused) ? ExitCode.CouldNotRun : ExitCode.Clean;
    }

    private static async Task<Vendor> ContractAsync(Store store, IEvidenceStore evidence, VendorId vendor, string? folder, CancellationToken cancellation)
    {
        IVendorFolder contract;
        if (folder is not null) contract = new DiskFolder(folder);
        else if (await evidence.ListAsync(vendor, cancellation) is var files && files.Any(file => file.Path == "vendor.yaml")) contract = new StoredFolder(evidence, vendor, [.. files.Select(file => file.Freeze())]);
        else contract = new DiskFolder(await store.Vendors.FolderAsync(vendor, cancellation)
            ?? throw new InputException($"the vendor.yaml of `{vendor}`, which says how long evidence is kept, is not known here: give its folder with --folder"));
        var read = VendorReader.Read(contract).Vendor;
        return read.Id == vendor ? read : throw new InputException($"{contract.Location}: `id` of vendor.yaml is `{read.Id}`, not `{vendor}`: give the folder of that vendor with --folder");
    }

    private static async Task WriteAsync(EvidenceAges ages, Retention retain)
    {
        await using var text = Terminal.OpenText();
        foreach (var (file, kind) in ages.Outlived) await text.WriteLineAsync($"{TerminalText.Visible(file.Path)}  {Size(file.Length)}  {Wording.ToSecond(file.CollectedAt)}  {Why(kind, retain)}");
        await text.WriteLineAsync(ages.Outlived.Count == 0 ? $"nothing has outlived `retain: {retain}`"
            : $"{Total(ages.Outlived.Select(outlived => outlived.File))} outlived `retain: {retain}`; with --delete and --by they are deleted");
        if (ages.Needed.Count > 0)
            await text.WriteLineAsync($"{Total(ages.Needed)} are as old and stay: audits {(retain.IsNone ? "that may be under way" : "that began since")} had them before them");
    }

    private static async Task WriteAsync(PrunedEvidence pruned, string location)
    {
        await using var text = Terminal.OpenText();
        await text.WriteLineAsync($"{Total(pruned.With(DeletionOutcome.Deleted).Select(file => file.File))} deleted");
        foreach (var (file, deletion) in pruned.Files.Where(file => file.Deletion.Outcome is not DeletionOutcome.Deleted)) await text.WriteLineAsync($"{TerminalText.Visible(file.Path)}  {Left(deletion, location)}");
        if (pruned.Ages.Outlived.Count - pruned.Files.Count is > 0 and var untried) await text.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{untried} files after it were not tried"));
    }

    private static string Why(OutlivedKind kind, Retention retain) => (kind, retain.IsNone) switch
    {
        (OutlivedKind.Log, _) => $"a log that no audit of the last {retain} had before it",
        (OutlivedKind.Copy, true) => "a copy, and none is kept",
        (OutlivedKind.Copy, false) => $"a copy of what no audit of the last {retain} read",
        (_, true) => "collected by an audit that has ended",
        _ => $"collected by an audit that began more than {retain} ago",
    };

    private static string Left(EvidenceDeletion deletion, string location) => deletion switch
    {
        { Outcome: DeletionOutcome.Gone } => "was gone already",
        { Outcome: DeletionOutcome.Changed } => "has changed since it was listed, and stays",
        { Outcome: DeletionOutcome.Kept, KeptUntil: { } until } => $"is kept by the container's policy until {Wording.ToSecond(until)}: repeat this then",
        { Outcome: DeletionOutcome.Kept } => "is kept by a policy or a hold of the container",
        _ when location.StartsWith("http", StringComparison.Ordinal) => "you have no right to delete it: you need the role Storage Blob Data Contributor on the container `evidence` for this act",
        _ => $"you have no right to delete it: you need to be able to write in {location}",
    };

    private static string Total(IEnumerable<StoredEvidence> files) => files.ToList() is var all && all.Count == 1 ? $"1 file ({Size(all[0].Length)})"
        : string.Create(CultureInfo.InvariantCulture, $"{all.Count} files ({Size(all.Sum(file => file.Length))})");

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes");
}
