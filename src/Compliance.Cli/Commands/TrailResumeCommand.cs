using System.CommandLine;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance trail resume</c>: decides how a trail goes on that was halted because it did not verify.</summary>
internal static class TrailResumeCommand
{
    private static readonly Option<VendorId> Vendor = new("--vendor") { HelpName = "id", Description = "whose trail", Required = true, CustomParser = TrailShowCommand.ParseVendor };
    private static readonly Option<string> Decision = new("--decision") { HelpName = "continue|rebuild", Required = true, Description = "continue: from its head as it is, setting aside what lies beyond; rebuild: make its head anew from its entries" };
    private static readonly Option<string> Reason = new("--reason") { HelpName = "text", Required = true, Description = "why; stays in the trail for good, so name nobody" };
    private static readonly Option<string> By = new("--by") { HelpName = "name", Required = true, Description = "who decides; the trail has the pseudonym" };
    private static readonly Option<string> StoreOption = Stores.Option();

    public static Command Build(CancellationToken cancellation)
    {
        var command = new Command("resume", "let a halted trail go on, with a reason that is recorded in it") { Vendor, Decision, Reason, By, StoreOption };
        command.SetAction(parsed => Run(parsed, cancellation));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var word = parsed.GetRequiredValue(Decision);
        var decision = TrailDecisions.Parse(word) ?? throw new UsageException($"--decision: `{word}` is not one of continue, rebuild");
        var (vendor, connection) = (parsed.GetRequiredValue(Vendor), parsed.GetRequiredValue(StoreOption));
        using var store = Stores.OpenExisting(connection);
        var decisions = new TrailDecisions(store, new VendorKeys(Recording.Secrets(connection), store.Vendors), TimeProvider.System);
        var position = decisions.ResumeAsync(vendor, decision, parsed.GetRequiredValue(Reason), parsed.GetRequiredValue(By), cancellation).GetAwaiter().GetResult();
        using var text = Terminal.OpenText();
        text.WriteLine($"the trail of `{vendor}` goes on: entry {position.First} says who decided that, and why");
        return ExitCode.Clean;
    }
}
