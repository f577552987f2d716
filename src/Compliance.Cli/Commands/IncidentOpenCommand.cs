using System.CommandLine;
using Compliance.Evidence;
using Compliance.Handling;
using Compliance.Incidents;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance incident open</c>: a person opens a case. What clocks run from is recorded afterwards, fact by fact.</summary>
internal static class IncidentOpenCommand
{
    private static readonly Argument<string?> Folder = new("vendor-folder") { Description = "folder with vendor.yaml; or give --vendor", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Vendor = new("--vendor") { HelpName = "id", Description = "whose incident, where its folder is known" };
    private static readonly Option<string> Title = new("--title") { HelpName = "text", Description = "what it is about", Required = true };
    private static readonly Option<string?> Playbook = new("--playbook") { HelpName = "id", Description = "the playbook to run; default: that for --rule" };
    private static readonly Option<string?> Rule = new("--rule") { HelpName = "rule", Description = "the rule whose finding it is" };
    private static readonly Option<string[]> Principals = new("--principal") { HelpName = "principal", Description = "under suspicion, as findings name them; may be repeated" };
    private static readonly Option<Instant?> From = Instants.Option("--from", "accesses from here on, for who was touched");
    private static readonly Option<Instant?> To = Instants.Option("--to", "accesses before this");
    private static readonly Option<bool> Draft = new("--draft") { Description = "no clock runs until somebody goes on with it" };

    public static Command Build(CancellationToken cancellation)
    {
        var command = new Command("open", "open a case") { Folder, Vendor, Title, Playbook, Rule, Principals, From, To, Draft };
        foreach (var option in IncidentCommand.Everywhere) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(Folder) is null == result.GetValue(Vendor) is null) result.AddError("give the vendor's folder or --vendor");
        });
        command.SetAction(parsed => Run(parsed, cancellation));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var folder = parsed.GetValue(Folder);
        var vendor = folder is null ? VendorId.Parse(parsed.GetValue(Vendor)) : VendorReader.Read(new DiskFolder(folder)).Vendor.Id;
        using var session = IncidentCommand.Open(parsed, writes: true, folder);
        var stored = OpenAsync(session, parsed, vendor, folder, cancellation).GetAwaiter().GetResult();
        IncidentCommand.Tell(session, stored);
        return ExitCode.Clean;
    }

    private static async Task<Storage.StoredIncident> OpenAsync(IncidentSession session, ParseResult parsed, VendorId vendor, string? folder, CancellationToken cancellation)
    {
        if (folder is not null) await Stores.RememberAsync(session.Store, vendor, folder, cancellation);
        var (by, now) = (parsed.GetRequiredValue(IncidentCommand.By), session.Now);
        var opening = new Opening
        {
            Title = parsed.GetRequiredValue(Title),
            Playbook = parsed.GetValue(Playbook),
            Rule = parsed.GetValue(Rule),
            Principals = parsed.GetValue(Principals) ?? [],
            From = parsed.GetValue(From),
            To = parsed.GetValue(To),
        };
        // Two of the same words on unlike days are two cases.
        var key = IncidentSession.KeyOf($"open/{IncidentOpening.Day(now)}/{opening.Title}/{opening.Rule}/{opening.Playbook}/{string.Join('/', opening.Principals)}/{opening.From}/{opening.To}", by);
        var result = await session.Journal.OpenAsync(vendor, IncidentOpening.IdOf(now, key), IncidentOpening.Records(opening, session.Playbooks, parsed.GetValue(Draft), new(by), now), key, cancellation);
        return await session.AdvanceAsync(result.Stored, cancellation);
    }
}
