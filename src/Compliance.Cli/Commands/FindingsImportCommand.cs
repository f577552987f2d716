using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Compliance.Handling;
using Compliance.Reports;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance findings import</c>: takes in the list of findings that a vendor filled in and sent back.</summary>
internal static class FindingsImportCommand
{
    private static readonly Argument<string> File = new("csv") { Description = "the list, with `answer`, `reply` and `evidence` filled in" };

    public static Command Build(CancellationToken cancellation) =>
        FindingsCommand.On("import", "take in what the vendor replied to the list of findings", [File, FindingsCommand.By], async (parsed, store, journal, vendor) =>
        {
            var path = parsed.GetRequiredValue(File);
            var (replies, sha256) = Read(path);
            var imported = await new ReplyImporting(store, journal).ImportAsync(vendor, parsed.GetRequiredValue(FindingsCommand.By), replies, sha256, cancellation);
            await using var text = Terminal.OpenText();
            await text.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{imported.Rows} rows: {imported.Taken} replies taken in, {imported.Unchanged} were there already, {imported.Refused.Count} refused"));
            foreach (var refused in imported.Refused)
                await text.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  line {refused.Line}  {TerminalText.Visible(refused.Id)}  {TerminalText.Visible(refused.Why)}"));
            // A reply that could not be read may be the one that matters.
            return imported.Refused.Count > 0 ? ExitCode.NotEvaluable : ExitCode.Clean;
        });

    private static (VendorReplies Replies, string Sha256) Read(string path)
    {
        using var file = System.IO.File.OpenRead(path);
        var replies = VendorReplies.Read(Path.GetFileName(path), file);
        file.Position = 0;
        return (replies, Convert.ToHexStringLower(SHA256.HashData(file)));
    }
}
