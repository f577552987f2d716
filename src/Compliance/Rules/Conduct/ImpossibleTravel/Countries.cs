using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using CsvHelper;

namespace Compliance.Rules.Conduct;

/// <summary>A circle around each country, by its code of ISO 3166-1 and by its names in English; ignoring case.</summary>
/// <remarks>The circles are the smallest that hold all of a country's land (Natural Earth, 1:10m, public domain), 25 km wider and rounded up:
/// islands count, overseas parts that have a code of their own do not.</remarks>
internal static class Countries
{
    private const int LongestName = 64;

    private static readonly Lazy<FrozenDictionary<string, Place>> All = new(Read);

    public static int Count => All.Value.Count;

    /// <summary>Null: no country is called so.</summary>
    public static Place? Find(ReadOnlySpan<byte> country)
    {
        if (country.Length > LongestName) return null;
        Span<char> name = stackalloc char[LongestName];
        var length = Encoding.UTF8.GetChars(country, name);
        return All.Value.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name[..length], out var place) ? place : null;
    }

    private static FrozenDictionary<string, Place> Read()
    {
        using var stream = typeof(Countries).Assembly.GetManifestResourceStream("Rules/countries.csv")
            ?? throw new InvalidOperationException("the table of countries is not built into the program");
        using var text = new StreamReader(stream, Encoding.UTF8);
        using var rows = CsvReader.FromText(text.ReadToEnd(), new CsvReaderOptions { Separator = ',' });
        var places = new Dictionary<string, Place>(StringComparer.OrdinalIgnoreCase);
        while (rows.Read())
        {
            var place = new Place(Number(rows.GetString(1)), Number(rows.GetString(2)), Number(rows.GetString(3)));
            foreach (var name in rows.GetString(4).Split('|').Prepend(rows.GetString(0))) places.TryAdd(name, place);
        }
        return places.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
