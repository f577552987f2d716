using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Compliance.Entitlements.Review;
using Compliance.Evidence;
using Compliance.Handling;
using Compliance.Reports;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance access review</c>: writes the sheet on which reviewers certify what is granted, and reads it back.</summary>
internal static class AccessReviewCommand
{
    private static readonly Argument<string> Folder = new("vendor-folder") { Description = "folder with vendor.yaml, access.yaml and lists of users and roles" };
    private static readonly Option<string?> Out = new("--out") { HelpName = "file", Description = "where to write the sheet; default: standard output" };
    private static readonly Option<LocalDate?> Due = new("--due") { HelpName = "date", Description = "the last day on which what is revoked may still be granted", CustomParser = ParseDay };
    private static readonly Option<string?> Import = new("--import") { HelpName = "file", Description = "take in a sheet with `Decision`, `Reviewer` and `Justification` filled in" };
    private static readonly Option<string?> By = new("--by") { HelpName = "name", Description = "with --import: who takes it in; the trail has the pseudonym" };
    private static readonly Option<string> Store = Stores.Option();

    /// <summary>As long as lists count in an audit.</summary>
    private static readonly Duration Fresh = Duration.FromDays(35);

    public static Command Build(CancellationToken cancellation)
    {
        var command = new Command("review", "write the certification sheet of what is granted, or take in the decisions on it") { Folder, Out, Due, Import, By, Store };
        command.Validators.Add(result =>
        {
            var imports = result.GetResult(Import) is not null;
            if (imports && result.GetResult(Out) is not null) result.AddError("--import reads a sheet and --out writes one: give one of them");
            if (imports && result.GetResult(By) is null) result.AddError("--import needs --by: who takes the decisions in");
            if (!imports && result.GetResult(Store) is { Implicit: false }) result.AddError("a sheet is written from the folder alone: --store goes with --import");
            if (!imports && result.GetResult(By) is not null) result.AddError("--by goes with --import");
        });
        command.SetAction(parsed => parsed.GetValue(Import) is { } sheet ? ImportAsync(parsed, sheet, cancellation).GetAwaiter().GetResult() : Write(parsed, cancellation));
        return command;
    }

    private static int Write(ParseResult parsed, CancellationToken cancellation)
    {
        var folder = new DiskFolder(parsed.GetRequiredValue(Folder));
        var record = VendorReader.Read(folder);
        var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        var review = AccessReview.Of(Guid.CreateVersion7(now.ToDateTimeOffset()).ToString(), folder, record, now, DueOf(parsed, record), cancellation);
        Spare(parsed.GetValue(Out));
        using (var file = OutputFile.Open(parsed.GetValue(Out), "--out"))
        {
            using var text = file is null ? Terminal.OpenText() : new StreamWriter(file.Stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
            AccessReviewSheet.Write(review, record.Access.Timezone, text);
            text.Flush();
            file?.Complete();
        }
        Terminal.Complain(string.Create(CultureInfo.InvariantCulture,
            $"{review.Items.Count} entitlements to review, {review.Items.Count(item => item.Against.Count > 0)} with something against them"));
        foreach (var system in review.Systems.Where(system => system.AsOf is null || now - system.AsOf > Fresh))
            Terminal.Complain($"the newest list of `{system.Name}` is {(system.AsOf is { } asOf ? $"of {LocalDatePattern.Iso.Format(asOf.InUtc().Date)}" : "of no known day")}: export it again before you ask anybody to decide");
        if (review.Unread == 0) return ExitCode.Clean;
        Terminal.Complain(string.Create(CultureInfo.InvariantCulture, $"{review.Unread} records of the lists could not be read and are missing: `compliance audit` shows which"));
        return ExitCode.NotEvaluable;
    }

    /// <exception cref="InputException">There is a file that holds more than an empty sheet: decisions, which took somebody's time.</exception>
    private static void Spare(string? path)
    {
        if (path is null || new FileInfo(path) is not { Exists: true, Length: > 0 }) return;
        using var file = File.OpenRead(path);
        if (!ReviewAnswers.IsBlank(Path.GetFileName(path), file)) throw new InputException($"--out: `{path}` is there, and is no sheet without decisions: give another name, or move it away");
    }

    private static async Task<int> ImportAsync(ParseResult parsed, string path, CancellationToken cancellation)
    {
        var folder = new DiskFolder(parsed.GetRequiredValue(Folder));
        var record = VendorReader.Read(folder);
        var (sheet, sha256) = Read(path, parsed, record);
        var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        var answers = AccessReview.Of("", folder, record, now, due: null, cancellation).Listed(record).Hold(Path.GetFileName(path), sheet);
        var connection = parsed.GetRequiredValue(Store);
        using var store = Stores.Open(connection);
        var journal = new VendorJournal(store, new VendorKeys(Recording.Secrets(connection), store.Vendors), TimeProvider.System);
        var imported = await new ReviewImporting(store, journal).ImportAsync(record.Vendor.Id, parsed.GetValue(By)!, answers, sha256, cancellation);
        await using var text = Terminal.OpenText();
        await text.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{imported.Rows} entitlements: {imported.Kept} kept, {imported.Revoked} to be revoked, {imported.Open} not decided{(imported.Superseded > 0 ? $"; {imported.Superseded} decided otherwise since" : "")}"));
        // What nobody decided about is not certified.
        return imported.Open > 0 ? ExitCode.NotEvaluable : ExitCode.Clean;
    }

    private static (ReviewAnswers Answers, string Sha256) Read(string path, ParseResult parsed, VendorRecord record)
    {
        using var file = File.OpenRead(path);
        var answers = ReviewAnswers.Read(Path.GetFileName(path), file, record.Vendor.Id, record.Access.Timezone, DueOf(parsed, record));
        file.Position = 0;
        return (answers, Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    private static Instant? DueOf(ParseResult parsed, VendorRecord record) =>
        parsed.GetValue(Due) is { } day ? record.Access.Timezone.AtStartOfDay(day.PlusDays(1)).ToInstant() : null;

    private static LocalDate? ParseDay(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (LocalDatePattern.Iso.Parse(text) is { Success: true, Value: { Year: > 1999 and < 9999 } day }) return day;
        argument.AddError($"`{text}` is not a date: expected one such as 2026-01-31");
        return null;
    }
}
