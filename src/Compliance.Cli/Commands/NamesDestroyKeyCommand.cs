using System.CommandLine;
using System.Globalization;
using Compliance.Handling;
using Compliance.Reports;
using Compliance.Secrets;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance names destroy-key</c>: makes the pseudonyms of a whole vendor speak of nobody, for good.</summary>
internal static class NamesDestroyKeyCommand
{
    private static readonly Option<string> Reason = new("--reason") { HelpName = "text", Description = "why; the trail has its digest", Required = true };
    private static readonly Option<string> Confirm = new("--confirm") { HelpName = "id", Description = "the vendor's id once more: this cannot be undone", Required = true };

    public static Command Build(CancellationToken cancellation) =>
        NamesCommand.On("destroy-key", "destroy a vendor's key of pseudonyms and all its names, for good", [NamesCommand.By, Reason, Confirm], async (parsed, store, keys, vendor) =>
        {
            if (parsed.GetRequiredValue(Confirm) != vendor.Value) throw new UsageException($"--confirm must be `{vendor}`: this cannot be undone");
            var done = await new KeyDestroying(store, keys, TimeProvider.System).DestroyAsync(vendor, parsed.GetRequiredValue(NamesCommand.By), parsed.GetRequiredValue(Reason), cancellation);
            await using var text = Terminal.OpenText();
            await text.WriteLineAsync($"decided {Wording.ToSecond(done.At)}; the trail says so and verifies as before");
            await text.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"names   {done.Names} deleted"));
            await text.WriteLineAsync($"key     {Key(done.Key)}");
            await text.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"left    {done.Left.Findings} findings, {done.Left.Runs} audits, {done.Left.Incidents} incidents and the evidence, with the names that they hold; backups of the vault or of the key file are with whoever made them"));
        });

    private static string Key(DeletedKey key) => key switch
    {
        { State: DeletedKeyState.Gone } => "deleted, and not recoverable from the vault",
        { PurgedOn: { } date } => $"deleted, but RECOVERABLE until the vault purges it on {Wording.ToSecond(date)}; with the right `secrets/purge`, and no purge protection, repeat this to purge it now",
        _ => "deleted, but RECOVERABLE until the vault purges it; with the right `secrets/purge`, and no purge protection, repeat this to purge it now",
    };
}
