using System.CommandLine;
using Compliance.Evidence;
using Compliance.Onboarding;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance init</c>: a folder of exports as people receive them in, a vendor folder out.</summary>
internal static class InitCommand
{
    private static readonly Argument<string> Folder = new("folder") { Description = "folder with a vendor's exports: rosters, lists of users, logs" };
    private static readonly Option<string?> Id = new("--id") { HelpName = "vendor", Description = "the vendor's id; otherwise made of the folder's name" };
    private static readonly Option<DateTimeZone?> Timezone = ZoneOption.Of("--timezone", "where its people work, such as Asia/Manila; otherwise as the roster's sites tell");
    private static readonly Option<string> Dates =
        Words.Option("--dates", [], "which stands first in dates of the roster, day or month; auto: as the dates show", "auto", "auto", "dmy", "mdy");

    public static Command Build(Terminal terminal, CancellationToken cancellation)
    {
        var command = new Command("init", "draft a vendor folder from what lies in a folder; what you have edited is kept") { Folder, Id, Timezone, Dates };
        command.SetAction(parsed => Run(parsed, terminal, cancellation));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var path = parsed.GetRequiredValue(Folder);
        var options = new DraftOptions
        {
            Id = parsed.GetValue(Id) is { } id ? ParseId(id) : null,
            Timezone = parsed.GetValue(Timezone),
            DayOrder = parsed.GetRequiredValue(Dates) switch
            {
                "dmy" => DayOrder.DayFirst,
                "mdy" => DayOrder.MonthFirst,
                _ => parsed.GetResult(Dates) is { Implicit: false } ? DayOrder.Unknown : null,
            },
            Now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()),
        };
        var draft = AuditBar.Run(terminal.OpenBar(), progress => FirstDraft.Of(new DiskFolder(path), options, progress, cancellation));
        var outcomes = Drafts.Write(path, draft.Files, draft.Given);
        using var output = Terminal.OpenText();
        DraftText.Write(draft, outcomes, path, output, terminal.Width, terminal.Colour);
        return ExitCode.Clean;
    }

    private static VendorId ParseId(string text) =>
        VendorId.TryParse(text, out var id) ? id : throw new UsageException($"--id: `{text}` is not a vendor id: use 2 to 62 of a-z, 0-9 and -, not beginning with -");
}
