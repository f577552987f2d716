using System.Text;
using Compliance.Resources.Paths;

namespace Compliance.Resources.Catalogue;

/// <summary>Every check, by the type of resource it reads. Immutable.</summary>
public sealed class CheckCatalogue
{
    private const string Folder = "Checks/";
    private const int LongestType = 256;
    private static readonly Lazy<CheckCatalogue> Embedded = new(ReadEmbedded);
    private readonly Dictionary<string, TypePlan> _plans = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, TypePlan>.AlternateLookup<ReadOnlySpan<char>> _byText;
    private int _joins;

    private CheckCatalogue(IReadOnlyList<CheckReading> readings)
    {
        _byText = _plans.GetAlternateLookup<ReadOnlySpan<char>>();
        Readings = readings;
        All = [.. readings.Select(reading => reading.Check).Distinct()];
        foreach (var reading in readings) PlanOf(reading.Type).Readings.Add(reading);
        foreach (var reading in readings) AddJoins(reading);
    }

    /// <summary>The checks that come with this program.</summary>
    public static CheckCatalogue Default => Embedded.Value;

    /// <summary>Every check, in the order of the files and in them.</summary>
    public IReadOnlyList<ResourceCheck> All { get; }

    internal IReadOnlyList<CheckReading> Readings { get; }

    /// <summary>What a check asks, of what, and on whose word; Markdown.</summary>
    public string PageOf(ResourceCheck check) => CheckPage.Of(check, Readings.Where(reading => reading.Check.Id == check.Id));

    /// <summary>Reads files of checks, in the order given.</summary>
    /// <exception cref="InputException">One is no file of checks, or two checks have one id; the message names file and check.</exception>
    public static CheckCatalogue Read(IEnumerable<(string File, Stream Json)> files)
    {
        var readings = new List<CheckReading>();
        var home = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (file, json) in files)
        {
            using (json)
            {
                var here = new CheckCompiler(file).Compile(json).ToList();
                foreach (var check in here.Select(reading => reading.Check).Distinct())
                    if (!home.TryAdd(check.Id, file)) throw new InputException($"{file}: check {check.Id} is in {home[check.Id]} too; give it an id of its own");
                readings.AddRange(here);
            }
        }
        return new CheckCatalogue(readings);
    }

    /// <summary>What there is to do with a resource of a type; null: nothing.</summary>
    internal TypePlan? Find(ReadOnlySpan<byte> type)
    {
        Span<char> text = stackalloc char[LongestType];
        return type.Length <= LongestType && Encoding.UTF8.TryGetChars(type, text, out var length) && _byText.TryGetValue(text[..length], out var plan) ? plan : null;
    }

    private static CheckCatalogue ReadEmbedded()
    {
        var assembly = typeof(CheckCatalogue).Assembly;
        return Read(assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (name, assembly.GetManifestResourceStream(name)!)));
    }

    private TypePlan PlanOf(string type)
    {
        if (!_plans.TryGetValue(type, out var plan)) _plans.Add(type, plan = new TypePlan());
        return plan;
    }

    // What a check reads in another resource is taken down when that resource is met, wherever it stands.
    private void AddJoins(CheckReading reading)
    {
        foreach (var branch in reading.Paths.Concat(reading.Conditions.Select(condition => condition.Path)).SelectMany(path => path.Branches))
        {
            if (branch.Origin == PathOrigin.Child) Join(branch, $"{reading.Type}/{branch.ChildType}");
            if (branch.Origin == PathOrigin.Parent) Join(branch, reading.Type[..reading.Type.LastIndexOf('/')]);
        }
    }

    private void Join(PathBranch branch, string type)
    {
        branch.Join = _joins++;
        PlanOf(type).Captures.Add(branch);
    }
}

/// <summary>What there is to do with the resources of one type.</summary>
internal sealed class TypePlan
{
    public List<CheckReading> Readings { get; } = [];

    /// <summary>What other resources' checks read here.</summary>
    public List<PathBranch> Captures { get; } = [];
}
