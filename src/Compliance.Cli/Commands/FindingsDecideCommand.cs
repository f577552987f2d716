using System.CommandLine;
using Compliance.Findings;
using Compliance.Handling;
using Compliance.Reports;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance findings decide</c>: decides about some findings, or about all that share a rule, a role, an action; or takes that back.</summary>
internal static class FindingsDecideCommand
{
    private static readonly Option<string[]> Finding = new("--finding") { HelpName = "id", Description = "a finding; repeatable" };
    private static readonly Option<string?> Rule = new("--rule") { HelpName = "id", Description = "all findings of a rule, later ones too; with --role and --action those that have all of them" };
    private static readonly Option<string?> Role = new("--role") { HelpName = "role", Description = "all findings of a role" };
    private static readonly Option<string?> Action = new("--action") { HelpName = "action", Description = "all findings of an action" };
    private static readonly Option<bool> All = new("--all") { Description = "every finding of the vendor" };
    private static readonly Option<string> Status = Words.Option("--status", [], "what is decided", Wording.Of(FindingStatus.Assigned), [.. FindingsCommand.Statuses.Keys]);
    private static readonly Option<bool> Withdraw = new("--withdraw") { Description = "take back what was decided about just these" };
    private static readonly Option<string?> Owner = new("--owner") { HelpName = "name", Description = "who is to put it right, or answers for the risk" };
    private static readonly Option<Instant?> Due = Instants.Option("--due", "by when, instead of the contract's time");
    private static readonly Option<string?> Reason = new("--reason") { HelpName = "text", Description = "why; the trail has its digest" };
    private static readonly Option<string?> RequestedBy = new("--requested-by") { HelpName = "name", Description = "who asks that the risk be accepted; default: --by" };
    private static readonly Option<string?> ApprovedBy = new("--approved-by") { HelpName = "name", Description = "who accepts the risk; another person" };
    private static readonly Option<string?> Control = new("--control") { HelpName = "text", Description = "what is done instead while the risk is accepted" };
    private static readonly Option<Instant?> Expires = Instants.Option("--expires", "when the decision ends: of an accepted risk required, of a false positive a year by default");

    public static Command Build(CancellationToken cancellation)
    {
        var command = FindingsCommand.On(
            "decide", "say where people are with findings: assigned, fixed, a false positive, an accepted risk …",
            [Finding, Rule, Role, Action, All, Status, Withdraw, FindingsCommand.By, Owner, Due, Reason, RequestedBy, ApprovedBy, Control, Expires],
            (parsed, store, journal, vendor) => RunAsync(parsed, store, new FindingDeciding(store, journal, TimeProvider.System), vendor, cancellation));
        // It is either said, or there is --withdraw.
        Status.DefaultValueFactory = null;
        command.Validators.Add(result =>
        {
            bool Has(Option option) => result.GetResult(option) is { Implicit: false };
            var ways = new[] { Has(Finding), Has(Rule) || Has(Role) || Has(Action), Has(All) };
            if (ways.Count(way => way) != 1) result.AddError("name findings with --finding, or what they share with --rule, --role and --action, or say --all");
            if (Has(Withdraw) == Has(Status)) result.AddError("say what is decided with --status, or --withdraw");
        });
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Store store, FindingDeciding deciding, VendorId vendor, CancellationToken cancellation)
    {
        var by = parsed.GetRequiredValue(FindingsCommand.By);
        var order = parsed.GetValue(Withdraw) ? null : Order(parsed, by);
        if (order?.Refusal(Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow())) is { } refusal) throw new InputException(refusal.Message);
        await using var text = Terminal.OpenText();
        if (parsed.GetValue(Finding) is { Length: > 0 } ids)
        {
            // All are looked up first: a wrong id among them decides nothing.
            var findings = new List<FindingRecord>();
            foreach (var id in ids.Distinct(StringComparer.OrdinalIgnoreCase)) findings.Add(await FindingsCommand.FindAsync(store, vendor, id, cancellation));
            foreach (var finding in findings) await text.WriteLineAsync(await DecideAsync(deciding, vendor, by, finding, order, cancellation));
            return ExitCode.Clean;
        }
        var selector = new FindingSelector(parsed.GetValue(Rule), parsed.GetValue(Role), parsed.GetValue(Action));
        if (order?.Refusal(selector) is { } unfit) throw new InputException(unfit.Message);
        var (outcome, _) = await deciding.DecideAsync(vendor, by, selector, order, cancellation);
        if (outcome is ChangeOutcome.NotFound) throw new InputException($"nothing was decided about just these findings: `compliance findings list --vendor {vendor}` says what was");
        if (outcome is ChangeOutcome.Stale) throw new InputException("somebody else decided about just these findings at the same time: look at what stands now, and repeat");
        await text.WriteLineAsync(order is null ? "withdrawn" : $"{Wording.Of(order.Status)}: counts for these findings, and for those that later audits find; verdicts change with the next audit");
        return ExitCode.Clean;
    }

    private static async Task<string> DecideAsync(
        FindingDeciding deciding, VendorId vendor, string by, FindingRecord finding, DecisionOrder? order, CancellationToken cancellation)
    {
        var id = VendorFinding.ShortId(finding.Finding.Fingerprint);
        if (await deciding.DecideAsync(vendor, by, finding, order, cancellation) is not ChangeOutcome.Changed)
            throw new InputException($"`{id}` was changed by somebody else at the same time: look at it, and repeat");
        return $"{id}  {(order is null ? "withdrawn" : Wording.Of(order.Status))}; verdicts change with the next audit";
    }

    private static DecisionOrder Order(ParseResult parsed, string by)
    {
        var status = FindingsCommand.Statuses[parsed.GetRequiredValue(Status)];
        return new()
        {
            Status = status,
            Owner = parsed.GetValue(Owner),
            Due = parsed.GetValue(Due),
            Reason = parsed.GetValue(Reason),
            RequestedBy = parsed.GetValue(RequestedBy) ?? (status is FindingStatus.RiskAccepted ? by : null),
            ApprovedBy = parsed.GetValue(ApprovedBy),
            Control = parsed.GetValue(Control),
            Expires = parsed.GetValue(Expires),
        };
    }
}
