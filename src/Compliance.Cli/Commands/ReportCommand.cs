using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Compliance.Findings;
using Compliance.Frameworks;
using Compliance.Reports;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance report</c>: an audit told by the clauses of one framework, or to one audience. What is reported is an audit on record,
/// or one of a vendor folder, performed for the report and not recorded.</summary>
internal static class ReportCommand
{
    private const int DefaultSample = 25;

    private static readonly Argument<string> Subject = new("vendor-folder|audit|latest")
    {
        Description = "a folder to audit for the report, or the id of an audit on record, or `latest`",
    };

    private static readonly Option<string?> FrameworkId = new("--framework")
    {
        HelpName = "id",
        Description = $"by whose clauses: {string.Join(", ", FrameworkCatalogue.All.Select(framework => framework.Id))}",
        CustomParser = Parse,
    };

    private static readonly Option<ReportAudience?> For = new("--for")
    {
        HelpName = "vendor|auditor|management",
        Description = "for whom: the list that the vendor answers, all that an auditor works from, or one page",
        CustomParser = ParseAudience,
    };

    private static readonly Option<string> Output = Words.Option("--output", ["-o"], "how to write the report", "table", "table", "html", "json", "csv");
    private static readonly Option<string> Store = Stores.Option();
    private static readonly Option<VendorId?> Vendor = new("--vendor")
    {
        HelpName = "id",
        Description = "whose audit, where the store has several vendors",
        CustomParser = argument => TrailShowCommand.ParseVendor(argument),
    };

    private static readonly Option<bool> Names = new("--names") { Description = "name persons, accounts and resources to the auditor instead of their pseudonyms" };
    private static readonly Option<int?> Sample = new("--sample") { HelpName = "n", Description = $"records for the auditor to look at, at most {SampleChoice.MostRecords}; {DefaultSample} where only --seed is given" };
    private static readonly Option<long?> Seed = new("--seed") { HelpName = "n", Description = "any whole number: with it anybody chooses the same records" };

    public static Command Build(Terminal terminal, CancellationToken cancellation)
    {
        var command = new Command("report", "tell an audit clause by clause of a framework, or to the vendor, an auditor or management")
        {
            Subject, FrameworkId, For, AuditCommand.From, AuditCommand.To, Store, Vendor, Names, Sample, Seed, Output,
        };
        command.Validators.Add(Check);
        command.SetAction(parsed => Run(parsed, terminal, cancellation));
        return command;
    }

    private static string? Parse(ArgumentResult argument)
    {
        var id = argument.Tokens[0].Value;
        if (FrameworkCatalogue.Find(id) is not null) return id;
        argument.AddError($"--framework: `{id}` is not one of {string.Join(", ", FrameworkCatalogue.All.Select(framework => framework.Id))}");
        return null;
    }

    private static ReportAudience? ParseAudience(ArgumentResult argument)
    {
        switch (argument.Tokens[0].Value)
        {
            case "vendor": return ReportAudience.Vendor;
            case "auditor": return ReportAudience.Auditor;
            case "management": return ReportAudience.Management;
            default:
                argument.AddError($"--for: `{argument.Tokens[0].Value}` is not one of vendor, auditor, management");
                return null;
        }
    }

    private static void Check(CommandResult result)
    {
        var (framework, audience) = (result.GetResult(FrameworkId) is not null, result.GetResult(For) is not null);
        if (framework == audience) result.AddError("say either --framework or --for: by what, or for whom, the audit is told");
        // By their words: a value that could not be read has its error already, and no value.
        var output = Word(result, Output);
        if (audience && output == "table") result.AddError("--output: a report for an audience is html, json or csv");
        if (framework && output == "html") result.AddError("--output: a report by framework is table, json or csv");
        var sampled = result.GetResult(Sample) is not null || result.GetResult(Seed) is not null;
        if ((sampled || result.GetResult(Names) is { Implicit: false }) && Word(result, For) != "auditor") result.AddError("--sample, --seed and --names are for --for auditor");
        if (result.GetResult(Sample) is not null && result.GetResult(Seed) is null) result.AddError("--sample needs --seed: any whole number, which the report then tells");
        if (int.TryParse(Word(result, Sample), CultureInfo.InvariantCulture, out var size) && size is < 1 or > SampleChoice.MostRecords)
            result.AddError($"--sample: `{size}` is not 1 to {SampleChoice.MostRecords}");
    }

    // What was typed for an option; null: nothing.
    private static string? Word(CommandResult result, Option option) => result.GetResult(option) is { Implicit: false, Tokens: [var word, ..] } ? word.Value : null;

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        var subject = parsed.GetRequiredValue(Subject);
        // A folder wins: what is to be audited lies before one's eyes. `latest` as a folder's name is `./latest`.
        using var source = Directory.Exists(subject) || !ReportSource.MayBeAudit(subject)
            ? ReportSource.OfFolder(AuditCommand.Order(parsed, subject, now), now, terminal, cancellation)
            : ReportSource.OfRecord(parsed.GetRequiredValue(Store), parsed.GetValue(Vendor), subject, now, cancellation);
        if (parsed.GetValue(For) is { } audience) Write(parsed, audience, source, cancellation);
        else Write(source.Reported.Result, parsed.GetValue(FrameworkId)!, parsed.GetRequiredValue(Output), terminal);
        return ExitCode.Of(source.Reported.Result, Severity.High);
    }

    private static void Write(ParseResult parsed, ReportAudience audience, ReportSource source, CancellationToken cancellation)
    {
        var form = parsed.GetRequiredValue(Output) switch
        {
            "json" => ReportForm.Json,
            "csv" => ReportForm.Csv,
            _ => ReportForm.Html,
        };
        var reported = source.Reported;
        if (audience is ReportAudience.Auditor)
        {
            reported = source.WithTrail(cancellation);
            if (parsed.GetValue(Seed) is { } seed) reported = reported with { Sample = source.SampleOf(seed, parsed.GetValue(Sample) ?? DefaultSample, cancellation) };
        }
        var names = source.NamesFor(audience, parsed.GetValue(Names), cancellation);
        using var output = Terminal.OpenBytes();
        AudienceReport.Write(reported, source.Record, names, audience, form, output);
    }

    private static void Write(AuditResult result, string framework, string output, Terminal terminal)
    {
        var report = FrameworkReport.Of(result, Catalogue.Frameworks.First(known => known.Id == framework));
        switch (output)
        {
            case "json":
                using (var json = Terminal.OpenBytes()) FrameworkReportJson.Write(report, json);
                break;
            case "csv":
                using (var csv = Terminal.OpenText()) FrameworkReportCsv.Write(report, csv);
                break;
            default:
                using (var table = Terminal.OpenText()) FrameworkReportTable.Write(report, table, terminal.Width, terminal.Colour);
                break;
        }
    }
}
