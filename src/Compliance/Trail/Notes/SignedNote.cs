using System.Buffers.Binary;
using System.Text;

namespace Compliance.Trail.Notes;

/// <summary>A text and the signatures under it, as C2SP signed-note v1.0.0 writes them: the text, an empty line, and for each
/// signature <c>— name base64(key id ‖ signature)</c>.</summary>
/// <remarks>What is parsed has exactly one form: <see cref="ToBytes"/> gives back the bytes that were read. That a note could
/// be parsed says nothing about its signatures.</remarks>
public sealed class SignedNote
{
    /// <summary>Bytes that a note, or a file around one, may have: 1 MiB.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Signatures that a note may have; the specification asks for 16 at least.</summary>
    public const int MaxSignatures = 100;

    private const int KeyIdSize = 4;
    private const string LineStart = "\u2014 ";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="text">Ends in a line break; no other control character.</param>
    /// <param name="signatures">1 to <see cref="MaxSignatures"/>.</param>
    /// <exception cref="FormatException">The text or a signature cannot stand in a note.</exception>
    public SignedNote(string text, IReadOnlyList<NoteSignature> signatures)
    {
        if (!text.EndsWith('\n')) throw new FormatException("the text of a note ends in a line break");
        if (text.Any(c => c < ' ' && c != '\n')) throw new FormatException("a note has no control character but the line break");
        if (signatures.Count is 0 or > MaxSignatures) throw new FormatException($"a note has 1 to {MaxSignatures} signatures, not {signatures.Count}");
        foreach (var signature in signatures)
        {
            RequireName(signature.Name);
            RequireUtf8(signature.Name);
            if (signature.Bytes.Length == 0) throw new FormatException($"the signature of `{signature.Name}` is empty");
        }
        RequireUtf8(text);
        (Text, Signatures) = (text, signatures);
    }

    /// <summary>What is signed, with the line break that ends it.</summary>
    public string Text { get; }

    /// <summary>In the order of their lines.</summary>
    public IReadOnlyList<NoteSignature> Signatures { get; }

    /// <summary>The bytes that are signed.</summary>
    public byte[] TextBytes => Utf8.GetBytes(Text);

    /// <exception cref="FormatException">The bytes are not a signed note.</exception>
    public static SignedNote Parse(ReadOnlySpan<byte> bytes)
    {
        var note = Decode(bytes);
        // The text may hold empty lines of its own; those of the signatures follow the last one.
        var split = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || !note.EndsWith('\n')) throw new FormatException("a signed note is a text, an empty line and signature lines, each ended by a line break");
        var lines = note[(split + 2)..].Split('\n', MaxSignatures + 2)[..^1];
        if (lines.Length > MaxSignatures) throw new FormatException($"a note has at most {MaxSignatures} signatures");
        return new(note[..(split + 1)], [.. lines.Select(ParseSignature)]);
    }

    public byte[] ToBytes()
    {
        var note = new StringBuilder(Text).Append('\n');
        foreach (var (name, keyId, bytes) in Signatures)
        {
            var payload = new byte[KeyIdSize + bytes.Length];
            BinaryPrimitives.WriteUInt32BigEndian(payload, keyId);
            bytes.CopyTo(payload, KeyIdSize);
            note.Append(LineStart).Append(name).Append(' ').Append(Convert.ToBase64String(payload)).Append('\n');
        }
        return Utf8.GetBytes(note.ToString());
    }

    /// <exception cref="FormatException">It is no name of a key: empty, or with a space or a plus sign.</exception>
    internal static void RequireName(string name)
    {
        if (name.Length == 0 || name.Any(c => char.IsWhiteSpace(c) || c < ' ' || c == '+'))
            throw new FormatException("the name of a key is not empty and holds neither a space nor `+`");
    }

    /// <summary>UTF-8 text of a note, or of a file around one.</summary>
    /// <exception cref="FormatException">It is too long, or not UTF-8.</exception>
    internal static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes) throw new FormatException($"{bytes.Length} bytes are too many: at most {MaxBytes}");
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException("not UTF-8", e);
        }
    }

    private static void RequireUtf8(string text)
    {
        try
        {
            Utf8.GetByteCount(text);
        }
        catch (EncoderFallbackException e)
        {
            throw new FormatException("a note holds a lone surrogate, which UTF-8 cannot say", e);
        }
    }

    private static NoteSignature ParseSignature(string line)
    {
        var parts = line.StartsWith(LineStart, StringComparison.Ordinal) ? line[LineStart.Length..].Split(' ') : [];
        if (parts.Length != 2 || !StrictBase64.TryRead(parts[1], out var payload) || payload.Length <= KeyIdSize)
            throw new FormatException("a signature line is `— name base64`, and its payload a key id of 4 bytes and a signature");
        return new(parts[0], BinaryPrimitives.ReadUInt32BigEndian(payload), payload[KeyIdSize..]);
    }
}
