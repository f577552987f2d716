using System.Text.RegularExpressions;

namespace Compliance.Vendors;

/// <summary>A vendor's id: the partition key of everything stored about it, <c>[a-z0-9][a-z0-9-]{1,61}</c>.</summary>
public readonly partial record struct VendorId
{
    private readonly string? _value;

    private VendorId(string value) => _value = value;

    /// <exception cref="InvalidOperationException">The id is <c>default</c>.</exception>
    public string Value => _value ?? throw new InvalidOperationException("a default VendorId was used");

    public static bool TryParse(string? text, out VendorId id)
    {
        var valid = text is not null && Shape().IsMatch(text);
        id = valid ? new VendorId(text!) : default;
        return valid;
    }

    /// <exception cref="InputException">The text is no vendor id.</exception>
    public static VendorId Parse(string? text) =>
        TryParse(text, out var id) ? id : throw new InputException($"`{text}` is not a vendor id: use 2 to 62 of a-z, 0-9 and -, not beginning with -");

    public override string ToString() => Value;

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{1,61}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
