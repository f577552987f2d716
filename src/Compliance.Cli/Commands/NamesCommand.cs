using System.CommandLine;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance names</c>: what the trail's pseudonyms stand for, and how that is forgotten.</summary>
internal static class NamesCommand
{
    public static readonly Option<VendorId> Vendor = new("--vendor") { HelpName = "id", Description = "whose names", Required = true, CustomParser = TrailShowCommand.ParseVendor };
    public static readonly Option<string> By = new("--by") { HelpName = "name", Description = "who answers for it; the trail has the pseudonym", Required = true };
    private static readonly Option<string> StoreOption = Stores.Option();

    public static Command Build(CancellationToken cancellation) => new("names", "what pseudonyms stand for, and forgetting it")
    {
        NamesFindCommand.Build(cancellation),
        NamesForgetCommand.Build(cancellation),
        NamesRememberCommand.Build(cancellation),
        NamesDestroyKeyCommand.Build(cancellation),
    };

    /// <summary>A command on a vendor's names, on a store that is there.</summary>
    public static Command On(string name, string description, Option[] own, Func<ParseResult, Store, VendorKeys, VendorId, Task> act)
    {
        var command = new Command(name, description) { Vendor };
        foreach (var option in own) command.Options.Add(option);
        command.Options.Add(StoreOption);
        command.SetAction(parsed =>
        {
            var connection = parsed.GetRequiredValue(StoreOption);
            using var store = Stores.OpenExisting(connection);
            act(parsed, store, new VendorKeys(Recording.Secrets(connection), store.Vendors), parsed.GetRequiredValue(Vendor)).GetAwaiter().GetResult();
            return ExitCode.Clean;
        });
        return command;
    }
}
