using System.Text.Json.Nodes;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Notes;

namespace Compliance.Trail.Verification;

/// <summary>What somebody who verifies remembers of a log from one time to the next: that it did not shrink, fork or change
/// hands can be told only by who knows what it was. A file of its own, to be kept where the log's operator cannot write.</summary>
/// <remarks><c>{"checkpoint":"&lt;note&gt;","keys":[vkey…],"origin"}</c>, canonical JSON and a line break.</remarks>
/// <param name="Origin">Name of the log.</param>
/// <param name="Keys">That are believed to sign for it.</param>
/// <param name="Checkpoint">The largest that was verified.</param>
public sealed record TrailState(string Origin, IReadOnlyList<NoteKey> Keys, SignedCheckpoint Checkpoint)
{
    /// <summary>Bytes that such a file may have: 4 MiB.</summary>
    public const int MaxBytes = 4 << 20;

    /// <exception cref="FormatException">The bytes are not such a file, or its checkpoint is not signed by one of its keys.</exception>
    public static TrailState Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes) throw new FormatException($"{bytes.Length} bytes are too many: at most {MaxBytes}");
        if (CanonicalJson.Parse(bytes) is not JsonObject { Count: 3 } members
            || members["keys"] is not JsonArray keys
            || !TryText(members["origin"], out var origin)
            || !TryText(members["checkpoint"], out var note))
            throw new FormatException("a state is a JSON object of `origin`, `keys` and `checkpoint`, and nothing else");
        var state = new TrailState(
            origin,
            [.. keys.Select(key => TryText(key, out var vkey) ? NoteKey.Parse(vkey) : throw new FormatException("`keys` of a state are verifier keys"))],
            SignedCheckpoint.Parse(System.Text.Encoding.UTF8.GetBytes(note)));
        if (state.Checkpoint.Checkpoint.Origin != origin || !state.Checkpoint.Check(state.Keys).IsVerified)
            throw new FormatException("the checkpoint of a state is of its origin and signed by one of its keys");
        return state;
    }

    public byte[] ToBytes()
    {
        var members = new JsonObject
        {
            ["origin"] = Origin,
            ["keys"] = new JsonArray([.. Keys.Select(key => JsonValue.Create(key.ToString()))]),
            ["checkpoint"] = System.Text.Encoding.UTF8.GetString(Checkpoint.Bytes.Span),
        };
        return [.. CanonicalJson.Write(members), (byte)'\n'];
    }

    /// <summary>Reads a state file; null: there is none yet.</summary>
    /// <exception cref="InputException">It is not a state file.</exception>
    public static TrailState? Read(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            var bytes = BoundedBytes.Of(stream, MaxBytes, () => new InputException($"{file}: not a state file: larger than {MaxBytes} bytes"));
            return Parse(bytes.Span);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (FormatException e)
        {
            throw new InputException($"{file}: not a state file of `trail verify`: {e.Message}. Name another file, or restore this one from where you keep copies", e);
        }
    }

    /// <summary>Replaces the file by this state in one step: whoever reads it sees the old one or the new one, whole.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string file)
    {
        var next = $"{file}.next";
        using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(ToBytes());
            stream.Flush(flushToDisk: true);
        }
        File.Move(next, file, overwrite: true);
    }

    private static bool TryText(JsonNode? node, out string text)
    {
        text = node is JsonValue value && value.TryGetValue<string>(out var found) ? found : "";
        return text.Length > 0;
    }
}
