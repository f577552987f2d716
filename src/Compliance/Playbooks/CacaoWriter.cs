using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Compliance.Playbooks.Cacao;

namespace Compliance.Playbooks;

/// <summary>Writes a playbook as JSON that <see cref="CacaoReader"/> reads as the same playbook: export and import are one format.</summary>
/// <remarks>Properties stand in the order of the specification, steps in the order in which they follow each other from the start,
/// other names in ordinal order: one playbook is one sequence of bytes.</remarks>
public static class CacaoWriter
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the text, indented, and a final line feed.</summary>
    public static void Write(CacaoPlaybook playbook, Stream output) => output.Write(Bytes(playbook));

    public static byte[] Bytes(CacaoPlaybook playbook)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, Readable)) PlaybookShape.Whole.Write(playbook.Document, json);
        output.Write("\n"u8);
        return output.WrittenSpan.ToArray();
    }
}
