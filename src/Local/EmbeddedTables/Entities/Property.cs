using System.Buffers;
using System.Text;

namespace Compliance.Local.EmbeddedTables.Entities;

/// <summary>A property as it is stored and sent: its JSON value, preceded by its type where JSON does not tell it.</summary>
internal readonly record struct Property(string Name, EdmType Type, ReadOnlyMemory<byte> Json, int Size)
{
    public const string TypeSuffix = "@odata.type";

    public static readonly byte[] TypeSuffixUtf8 = "@odata.type"u8.ToArray();

    /// <summary>The bytes that count toward an entity's 1 MiB: 8 for the property, its name in UTF-16, the value.</summary>
    public int CountedBytes => 8 + 2 * Name.Length + Size;

    // JSON has true and false, texts and numbers; a Double without a decimal point or an exponent never gets here.
    private bool TypeIsPlain => Type is EdmType.String or EdmType.Boolean or EdmType.Int32 || (Type is EdmType.Double && Json.Span[0] != (byte)'"');

    public void Write(IBufferWriter<byte> output, bool types)
    {
        if (types && !TypeIsPlain)
        {
            WriteName(output, TypeSuffixUtf8);
            output.Write("\"Edm."u8);
            Encoding.UTF8.GetBytes(Type.ToString(), output);
            output.Write("\","u8);
        }
        WriteName(output, default);
        output.Write(Json.Span);
    }

    public static EdmType ParseType(string name) => name switch
    {
        "Edm.String" => EdmType.String,
        "Edm.Boolean" => EdmType.Boolean,
        "Edm.Int32" => EdmType.Int32,
        "Edm.Double" => EdmType.Double,
        "Edm.Int64" => EdmType.Int64,
        "Edm.DateTime" => EdmType.DateTime,
        "Edm.Guid" => EdmType.Guid,
        "Edm.Binary" => EdmType.Binary,
        _ => throw TableException.InvalidInput($"`{name}` is not a type of a property"),
    };

    // Names are letters, digits and underscores: nothing in them needs escaping.
    private void WriteName(IBufferWriter<byte> output, ReadOnlySpan<byte> suffix)
    {
        output.Write("\""u8);
        Encoding.UTF8.GetBytes(Name, output);
        output.Write(suffix);
        output.Write("\":"u8);
    }
}
