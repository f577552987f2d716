using System.Text;
using Compliance.Tests.Trail.Notes;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Notes;
using Compliance.Trail.Proofs;

namespace Compliance.Tests.Trail.Vectors;

/// <summary>Writes the vectors' files. <c>index.json</c> says what was done to them, and is written by hand.</summary>
internal sealed class VectorWriter(string folder, KnownSignatures signatures)
{
    private readonly INoteSigner _log = signatures.Of(new(VectorLog.Origin, "the key of the vectors"));
    private readonly INoteSigner _next = signatures.Of(new(VectorLog.Origin, "the next key of the vectors"));

    public async Task WriteAsync()
    {
        await WriteExportsAsync();
        await WriteCheckpointsAsync();
        await WriteProofsAsync();
        Write("signatures.json", Encoding.UTF8.GetBytes(signatures.ToJson()));
    }

    private async Task WriteExportsAsync()
    {
        var (five, many) = (VectorLog.Five, VectorLog.ThreeHundred);
        await five.ExportAsync(At("five"), await five.CheckpointAsync(5, _log), [_log.Key], 0, 5);
        await five.ExportAsync(At("five-unsigned-tail"), await five.CheckpointAsync(3, _log), [_log.Key], 0, 5);
        await five.ExportAsync(At("five-two-keys"), await five.CheckpointAsync(5, _log, _next), [_next.Key, _log.Key], 0, 5);
        await many.ExportAsync(At("three-hundred"), await many.CheckpointAsync(300, _log), [_log.Key], 0, 300);
        await many.ExportAsync(At("three-hundred-middle"), await many.CheckpointAsync(300, _log), [_log.Key], 101, 150);
    }

    private async Task WriteCheckpointsAsync()
    {
        var five = VectorLog.Five;
        var good = await five.CheckpointAsync(5, _log);
        Write("checkpoints/good", good.Bytes.Span);
        Write("checkpoints/two-keys", (await five.CheckpointAsync(5, _log, _next)).Bytes.Span);
        Write("checkpoints/stranger-beside", new SignedNote(good.Note.Text, [new("example.com/stranger", 1, [1, 2, 3]), .. good.Note.Signatures]).ToBytes());
        Write("checkpoints/one-key-fails", new SignedNote(good.Note.Text, [.. good.Note.Signatures, new(VectorLog.Origin, _next.Key.KeyId, good.Note.Signatures[0].Bytes)]).ToBytes());
        Write("checkpoints/more-lines", await SignedAsync(good.Note.Text + "a line nobody interprets\n"));
        // Signed by the log's own key: the signature is good, and the text is still no checkpoint.
        Write("checkpoints/leading-zero", await SignedAsync(good.Note.Text.Replace("\n5\n", "\n05\n", StringComparison.Ordinal)));
        Write("checkpoints/short-root", await SignedAsync(good.Note.Text[..^5] + "\n"));
    }

    private async Task WriteProofsAsync()
    {
        var (five, many) = (VectorLog.Five, VectorLog.ThreeHundred);
        Write("proofs/five-2.tlog-proof", new TlogProof(2, five.Inclusion(2, 5), await five.CheckpointAsync(5, _log), five.Leaf(2).ToArray()).ToBytes());
        Write("proofs/five-4.tlog-proof", new TlogProof(4, five.Inclusion(4, 5), await five.CheckpointAsync(5, _log), five.Leaf(4).ToArray()).ToBytes());
        Write("proofs/one-0.tlog-proof", new TlogProof(0, [], await five.CheckpointAsync(1, _log), five.Leaf(0).ToArray()).ToBytes());
        Write("proofs/three-hundred-255.tlog-proof", new TlogProof(255, many.Inclusion(255, 300), await many.CheckpointAsync(300, _log), many.Leaf(255).ToArray()).ToBytes());
        Write("proofs/five-from-3.tlog-proof", new ConsistencyFile(3, five.Consistency(3, 5), await five.CheckpointAsync(5, _log)).ToBytes());
        Write("proofs/three-hundred-from-256.tlog-proof", new ConsistencyFile(256, many.Consistency(256, 300), await many.CheckpointAsync(300, _log)).ToBytes());
    }

    private async Task<byte[]> SignedAsync(string text) =>
        new SignedNote(text, [new(_log.Key.Name, _log.Key.KeyId, await _log.SignAsync(Encoding.UTF8.GetBytes(text), default))]).ToBytes();

    private string At(string path) => Path.Combine(folder, path);

    private void Write(string path, ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllBytes(At(path), bytes);
    }
}
