using System.CommandLine;
using System.CommandLine.Parsing;
using Compliance.Playbooks;
using Compliance.Reports;
using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance incident</c>: the cases of a vendor, from suspicion to the decision whether anybody is told.</summary>
internal static class IncidentCommand
{
    public static readonly Option<VendorId> Vendor = new("--vendor") { HelpName = "id", Description = "whose incident", Required = true, CustomParser = ParseVendor };
    public static readonly Option<string> Incident = new("--incident") { HelpName = "id", Description = "which incident", Required = true };
    public static readonly Option<string> By = new("--by") { HelpName = "name", Description = "who answers for it; default: the signed-in user", DefaultValueFactory = _ => Environment.UserName };
    public static readonly Option<string?> Folder = new("--folder") { HelpName = "folder", Description = "the vendor's folder; default: where a command last used it" };
    public static readonly Option<string?> Company = new("--company") { HelpName = "file", Description = "company.yaml; default: beside the vendor's folder" };
    public static readonly Option<string?> Playbooks = PlaybookCommand.FolderOption();
    private static readonly Option<string> Store = Stores.Option();

    public static Command Build(Terminal terminal, CancellationToken cancellation) =>
        new("incident", "suspicions, incidents and breaches: facts, clocks, steps, messages")
        {
            IncidentOpenCommand.Build(cancellation),
            IncidentFactCommand.Build(cancellation),
            IncidentStageCommand.Build(cancellation),
            IncidentStepCommand.Build(cancellation),
            IncidentEnableCommand.Build(cancellation),
            IncidentAcknowledgeCommand.Build(cancellation),
            IncidentShowCommand.Build(terminal, cancellation),
            IncidentTimelineCommand.Build(cancellation),
            IncidentRegisterCommand.Build(terminal, cancellation),
        };

    /// <summary>A command on one incident.</summary>
    public static Command OnIncident(string name, string description, params Symbol[] own)
    {
        var command = new Command(name, description);
        foreach (var symbol in own)
        {
            if (symbol is Argument argument) command.Arguments.Add(argument);
            else command.Options.Add((Option)symbol);
        }
        foreach (var option in new Option[] { Vendor, Incident, By, Folder, Company, Playbooks, Store }) command.Options.Add(option);
        return command;
    }

    /// <summary>A command on a vendor's incidents.</summary>
    public static IEnumerable<Option> Everywhere => [By, Folder, Company, Playbooks, Store];

    /// <param name="writes">Whether the store is made when it is not there.</param>
    public static IncidentSession Open(ParseResult parsed, bool writes = false, string? folder = null)
    {
        var connection = parsed.GetRequiredValue(Store);
        return new(writes ? Stores.Open(connection) : Stores.OpenExisting(connection), connection, folder ?? parsed.GetValue(Folder), parsed.GetValue(Company), PlaybookCommand.Library(parsed.GetValue(Playbooks)));
    }

    /// <summary>Performs an act on the incident that the command line names, and tells what it stands at.</summary>
    public static int Act(ParseResult parsed, string act, Func<Incidents.Incident, NodaTime.Instant, IReadOnlyList<Incidents.IncidentRecord>> decide, CancellationToken cancellation) =>
        Act(parsed, act, (incident, _, now) => decide(incident, now), cancellation);

    /// <summary>As above, of an act that names a step of a playbook.</summary>
    public static int Act(
        ParseResult parsed, string act, Func<Incidents.Incident, PlaybookLibrary, NodaTime.Instant, IReadOnlyList<Incidents.IncidentRecord>> decide, CancellationToken cancellation)
    {
        using var session = Open(parsed);
        var stored = session.ActAsync(parsed.GetRequiredValue(Vendor), parsed.GetRequiredValue(Incident), parsed.GetRequiredValue(By), act, (incident, now) => decide(incident, session.Playbooks, now), cancellation).GetAwaiter().GetResult();
        Tell(session, stored);
        return ExitCode.Clean;
    }

    /// <summary>Where an incident stands after an act, and the messages that followed from it.</summary>
    public static void Tell(IncidentSession session, StoredIncident stored)
    {
        var playbook = stored.Incident.Playbook is { } id ? session.Playbooks.Find(id) : null;
        using var text = Terminal.OpenText();
        text.WriteLine($"{stored.Head.Id}  {stored.Head.Stage.ToString().ToLowerInvariant()}  {stored.Head.Size} records, the last at index {stored.Indexes[^1]} of the trail");
        foreach (var delivery in stored.Incident.Deliveries.Where(delivery => delivery.Queued.At >= session.Began && delivery is { Accepted: false, Acknowledged: false }))
            text.WriteLine($"  {(delivery.Withheld ? "withheld (pilot)" : "queued, the service sends it")}: {MessageWords.Of(delivery, playbook)}");
    }

    private static VendorId ParseVendor(ArgumentResult argument)
    {
        if (VendorId.TryParse(argument.Tokens[0].Value, out var id)) return id;
        argument.AddError($"--vendor: `{argument.Tokens[0].Value}` is not a vendor id: use 2 to 62 of a-z, 0-9 and -, not beginning with -");
        return default;
    }
}
