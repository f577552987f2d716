using System.CommandLine;
using Compliance.Handling;
using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance trail prove</c>: a file that proves an entry, or that a log only grew, to whoever has the log's key. Without
/// <c>--out</c> it goes to stdout.</summary>
internal static class TrailProveCommand
{
    private static readonly Argument<long?> Index = new("index") { Description = "of the entry that is to be proved, from 0", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<VendorId> Vendor = new("--vendor") { HelpName = "id", Description = "whose trail", Required = true, CustomParser = TrailShowCommand.ParseVendor };
    private static readonly Option<long?> Size = new("--size") { HelpName = "n", Description = "prove it under the checkpoint of n entries; default the latest" };
    private static readonly Option<long?> From = new("--from") { HelpName = "n", Description = "instead of an entry: prove that the log at this checkpoint is the beginning …" };
    private static readonly Option<long?> To = new("--to") { HelpName = "n", Description = "… of the log at this one; default the latest" };
    private static readonly Option<string?> Out = new("--out") { HelpName = "file", Description = "where to write the proof, such as entry-7.tlog-proof" };

    public static Command Build(CancellationToken cancellation)
    {
        var store = Stores.Option();
        var command = new Command("prove", "prove that an entry is in a signed trail, or that the trail only grew") { Index, Vendor, store, Size, From, To, Out };
        command.SetAction(parsed =>
        {
            Check(parsed);
            using var opened = Stores.OpenExisting(parsed.GetRequiredValue(store));
            using var file = OutputFile.Open(parsed.GetValue(Out), "--out");
            var proof = ProveAsync(parsed, opened, cancellation).GetAwaiter().GetResult();
            if (file is null)
            {
                using var output = Terminal.OpenBytes();
                output.Write(proof);
                return ExitCode.Clean;
            }
            file.Stream.Write(proof);
            file.Complete();
            using var text = Terminal.OpenText();
            text.WriteLine($"verify  compliance trail verify {parsed.GetValue(Out)} {(parsed.GetValue(Index) is null ? "--state <what was seen before>" : "--key <the log's key>")}");
            return ExitCode.Clean;
        });
        return command;
    }

    private static void Check(ParseResult parsed)
    {
        var (index, from) = (parsed.GetValue(Index), parsed.GetValue(From));
        if (index is null == from is null) throw new UsageException("say what to prove: the index of an entry, or `--from` the size of an earlier checkpoint");
        if (index is not null && parsed.GetValue(To) is not null) throw new UsageException("--to belongs to --from: name the checkpoint of an entry's proof with --size");
        if (from is not null && parsed.GetValue(Size) is not null) throw new UsageException("--size belongs to the proof of an entry: name the later checkpoint with --to");
    }

    private static async Task<byte[]> ProveAsync(ParseResult parsed, Store store, CancellationToken cancellation)
    {
        var (proving, vendor) = (new TrailProving(store), parsed.GetRequiredValue(Vendor));
        return parsed.GetValue(Index) is { } index
            ? (await proving.InclusionAsync(vendor, index, parsed.GetValue(Size), cancellation)).ToBytes()
            : (await proving.ConsistencyAsync(vendor, parsed.GetValue(From)!.Value, parsed.GetValue(To), cancellation)).ToBytes();
    }
}
