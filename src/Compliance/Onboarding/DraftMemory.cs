using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Compliance.Evidence;
using Compliance.Vendors;

namespace Compliance.Onboarding;

/// <summary>Which files were drafted, and as what: what differs from that, a person has edited. YAML carries the digest of what was
/// drafted in its first line; CSV, which has no comments, in <see cref="ContractFiles.Remembered"/>.</summary>
internal sealed class DraftMemory
{
    private const string Mark = "# drafted by compliance init; edit it freely, what is edited is kept. sha256 of the lines below as drafted: ";
    private const int LargestMemory = 1 << 20;
    private readonly SortedDictionary<string, string> _digests = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _given = new(StringComparer.Ordinal);

    /// <summary>What the folder remembers; nothing, where it cannot be read: then every file is a person's.</summary>
    public static DraftMemory Of(IVendorFolder folder)
    {
        var memory = new DraftMemory();
        if (folder.List().FirstOrDefault(file => file.Path == ContractFiles.Remembered) is not { } file) return memory;
        using var stream = folder.Open(file);
        try
        {
            using var json = JsonDocument.Parse(InputText.Bytes(file.Path, stream, LargestMemory));
            Read(json.RootElement, "drafted", memory._digests);
            Read(json.RootElement, "given", memory._given);
            return memory;
        }
        catch (JsonException)
        {
            return new DraftMemory();
        }
    }

    /// <summary>What the user said when the folder was last drafted; null: nothing.</summary>
    public string? Given(string option) => _given.GetValueOrDefault(option);

    public void Give(string option, string? value)
    {
        if (value is null) _given.Remove(option);
        else _given[option] = value;
    }

    /// <summary>Whether a file is as it was drafted.</summary>
    public bool IsOwn(string name, ReadOnlySpan<byte> bytes) => Drafted(name, bytes) is { } drafted && drafted == Digest(Body(name, bytes));

    /// <summary>Digest of what a file was drafted as; null: it was not drafted.</summary>
    public string? Drafted(string name, ReadOnlySpan<byte> bytes)
    {
        if (!IsYaml(name)) return _digests.GetValueOrDefault(name);
        var mark = Encoding.UTF8.GetBytes(Mark);
        var end = bytes.IndexOf((byte)'\n');
        return end > mark.Length && bytes.StartsWith(mark) ? Encoding.UTF8.GetString(bytes[mark.Length..end]).Trim() : null;
    }

    /// <summary>The bytes of a file as drafted, to be kept under its name or beside it.</summary>
    public static byte[] Sealed(string name, string text) => Encoding.UTF8.GetBytes(IsYaml(name) ? $"{Mark}{Digest(Encoding.UTF8.GetBytes(text))}\n{text}" : text);

    public static string Digest(string text) => Digest(Encoding.UTF8.GetBytes(text));

    public void Remember(string name, string text)
    {
        if (!IsYaml(name)) _digests[name] = Digest(text);
    }

    /// <summary>The memory as a file.</summary>
    public byte[] ToBytes()
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            Write(json, "drafted", _digests);
            if (_given.Count > 0) Write(json, "given", _given);
            json.WriteEndObject();
        }
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static void Read(JsonElement root, string name, SortedDictionary<string, string> into)
    {
        foreach (var one in root.Members(name))
            if (one.Value.Text() is { } value) into[one.Name] = value;
    }

    private static void Write(Utf8JsonWriter json, string name, SortedDictionary<string, string> members)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in members) json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static ReadOnlySpan<byte> Body(string name, ReadOnlySpan<byte> bytes) => IsYaml(name) ? bytes[(bytes.IndexOf((byte)'\n') + 1)..] : bytes;

    private static bool IsYaml(string name) => name.Contains(".yaml", StringComparison.Ordinal);

    private static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
