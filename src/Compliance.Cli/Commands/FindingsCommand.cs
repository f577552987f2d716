using System.CommandLine;
using Compliance.Findings;
using Compliance.Reports;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance findings</c>: what audits found, what people decide about it, and what the vendor replies.</summary>
internal static class FindingsCommand
{
    /// <summary>Word of a status → status.</summary>
    public static readonly IReadOnlyDictionary<string, FindingStatus> Statuses = Enum.GetValues<FindingStatus>().ToDictionary(Wording.Of, StringComparer.Ordinal);

    public static readonly Option<string> By = new("--by") { HelpName = "name", Description = "who decides; the trail has the pseudonym", Required = true };
    private static readonly Option<VendorId> Vendor = new("--vendor") { HelpName = "id", Description = "whose findings", Required = true, CustomParser = TrailShowCommand.ParseVendor };
    private static readonly Option<string> StoreOption = Stores.Option();

    public static Command Build(Terminal terminal, CancellationToken cancellation) => new("findings", "what audits found: list it, decide about it, take in what the vendor replies")
    {
        FindingsListCommand.Build(terminal, cancellation),
        FindingsDecideCommand.Build(cancellation),
        FindingsImportCommand.Build(cancellation),
    };

    /// <summary>A command on a vendor's findings, in a store that is there.</summary>
    /// <param name="act">Gives the exit code.</param>
    public static Command On(string name, string description, IEnumerable<Symbol> own, Func<ParseResult, Store, VendorJournal, VendorId, Task<int>> act)
    {
        var command = new Command(name, description) { Vendor };
        foreach (var symbol in own)
        {
            if (symbol is Argument argument) command.Arguments.Add(argument);
            else command.Options.Add((Option)symbol);
        }
        command.Options.Add(StoreOption);
        command.SetAction(parsed =>
        {
            var connection = parsed.GetRequiredValue(StoreOption);
            using var store = Stores.OpenExisting(connection);
            var journal = new VendorJournal(store, new VendorKeys(Recording.Secrets(connection), store.Vendors), TimeProvider.System);
            return OfKnownAsync().GetAwaiter().GetResult();

            // A vendor that is misspelt is not one without findings.
            async Task<int> OfKnownAsync()
            {
                var vendor = parsed.GetRequiredValue(Vendor);
                if ((await store.Audits.ListAsync(vendor, 1)).Items.Count == 0)
                    throw new InputException($"there is no audit of `{vendor}` in {connection}: run `compliance audit` first, correct --vendor, or say with --store where it is");
                return await act(parsed, store, journal, vendor);
            }
        });
        return command;
    }

    /// <summary>The finding that a short id or a fingerprint names.</summary>
    /// <exception cref="InputException">None, or more than one.</exception>
    public static async Task<FindingRecord> FindAsync(Store store, VendorId vendor, string id, CancellationToken cancellation)
    {
        var digits = Fingerprint.TryParse(id, out var whole) ? whole.Value
            : VendorFinding.FingerprintOf(id) ?? throw new InputException($"`{id}` is no finding's id: expected one such as F-3f0c9a41d2b7, or a fingerprint; `compliance findings list` has them");
        var found = await store.Findings.FindAsync(vendor, digits, cancellation);
        return found.Count switch
        {
            1 => found[0],
            0 => throw new InputException($"`{vendor}` has no finding `{id}`: `compliance findings list --vendor {vendor}` has them"),
            _ => throw new InputException($"`{id}` is the beginning of more than one fingerprint: give all 32 digits"),
        };
    }
}
