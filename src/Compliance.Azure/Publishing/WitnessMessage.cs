using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.Delivery;
using Compliance.Storage;
using Compliance.Trail.Notes;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Publishing;

/// <summary>What a witness gets: the checkpoint, the keys it is signed with, and how to hold the trail to it one day.</summary>
internal static class WitnessMessage
{
    /// <param name="keys">Of the log, the current one first.</param>
    public static OutgoingMessage Of(Vendor vendor, StoredCheckpoint checkpoint, IReadOnlyList<NoteKey> keys, string witness, Instant now)
    {
        var note = Encoding.UTF8.GetString(checkpoint.Signed.Bytes.Span);
        var signed = checkpoint.Signed.Note.Signatures.Select(signature => signature.KeyId).ToHashSet();
        var vkeys = keys.Where(key => signed.Contains(key.KeyId)).Select(key => key.ToString()!).ToList();
        return new()
        {
            Id = IdOf(vendor.Id, checkpoint.Size, witness),
            Type = "compliance.trail.checkpoint",
            DedupKey = $"{vendor.Id}:checkpoint",
            Urgency = Urgency.Info,
            Title = string.Create(CultureInfo.InvariantCulture, $"[{vendor.Id}] checkpoint of the audit trail: {checkpoint.Size} entries"),
            Text = Text(vendor, checkpoint, note, vkeys),
            Subject = string.Create(CultureInfo.InvariantCulture, $"{vendor.Id}/checkpoint/{checkpoint.Size}"),
            Time = now,
            Data = new JsonObject
            {
                ["vendor"] = vendor.Id.Value,
                ["origin"] = checkpoint.Signed.Checkpoint.Origin,
                ["size"] = checkpoint.Size,
                ["checkpoint"] = note,
                ["keys"] = new JsonArray([.. vkeys.Select(vkey => (JsonNode)vkey)]),
            },
        };
    }

    /// <summary>The same whenever this checkpoint is sent to this witness.</summary>
    public static string IdOf(VendorId vendor, long size, string witness) =>
        "checkpoint-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{vendor}\n{size}\n{witness}"))))[..32];

    // What cannot be had elsewhere comes first: some channels cut a long text.
    private static string Text(Vendor vendor, StoredCheckpoint checkpoint, string note, List<string> vkeys)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"A signed checkpoint of the audit trail on {vendor.Id}. It fixes the first {checkpoint.Size} entries, each and their order. Keep this message.\n\n");
        text.Append(note).Append('\n');
        text.Append(vkeys.Count == 1 ? "Key:\n" : "Keys:\n");
        foreach (var vkey in vkeys) text.Append(vkey).Append('\n');
        text.Append("""

            When the trail is shown to you later, ask for an export of it and hold it to this checkpoint: save the line below as state.json, then
            `compliance trail verify EXPORT --state state.json`
            It recomputes the whole trail, and says so if anything up to here was changed, removed, inserted or put in another order.


            """.ReplaceLineEndings("\n"));
        var state = new JsonObject
        {
            ["origin"] = checkpoint.Signed.Checkpoint.Origin,
            ["keys"] = new JsonArray([.. vkeys.Select(vkey => (JsonNode)vkey)]),
            ["checkpoint"] = note,
        };
        return text.Append(state.ToJsonString()).Append('\n').ToString();
    }
}
