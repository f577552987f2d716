using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Compliance.Transit;

/// <summary>The suites of SSL 3.0 to TLS 1.3 by number. Names are data (<c>CipherSuites.json</c>); what a suite does is read from its name.</summary>
public static class CipherSuites
{
    private static readonly Lazy<FrozenDictionary<ushort, CipherSuite>> Registry = new(Read);
    private static readonly Lazy<FrozenDictionary<string, CipherSuite>> Names =
        new(() => Registry.Value.Values.OrderBy(suite => suite.Id).DistinctBy(suite => suite.Name).ToFrozenDictionary(suite => suite.Name, StringComparer.Ordinal));

    /// <summary>By number.</summary>
    public static IReadOnlyList<CipherSuite> All { get; } = [.. Registry.Value.Values.OrderBy(suite => suite.Id)];

    /// <summary>The suite, or <see cref="CipherSuite.Unregistered"/>.</summary>
    public static CipherSuite Of(ushort id) => Registry.Value.TryGetValue(id, out var suite) ? suite : CipherSuite.Unregistered(id);

    /// <summary>The suite of a name, the lowest number where an implementation gave it a second; null: there is none.</summary>
    public static CipherSuite? Find(string name) => Names.Value.GetValueOrDefault(name);

    private static FrozenDictionary<ushort, CipherSuite> Read()
    {
        using var stream = typeof(CipherSuites).Assembly.GetManifestResourceStream("Transit/CipherSuites.json")
            ?? throw new InvalidOperationException("the registry of cipher suites is not built into the program");
        // Read without the serializer, which takes longer to start than this table to read.
        using var names = JsonDocument.Parse(stream);
        return names.RootElement.EnumerateObject()
            .Select(entry => SuiteName.Read(ushort.Parse(entry.Name.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture), entry.Value.GetString()!))
            .ToFrozenDictionary(suite => suite.Id);
    }
}
