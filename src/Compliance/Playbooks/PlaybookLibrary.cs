namespace Compliance.Playbooks;

/// <summary>The playbooks that cases can run: those that come with the program, and the company's own.</summary>
public sealed class PlaybookLibrary
{
    /// <summary>Files beyond these, by name, are not read.</summary>
    public const int MaxFiles = 200;

    private PlaybookLibrary(IReadOnlyList<Playbook> own, IReadOnlyList<string> problems) => (Own, Problems) = (own, problems);

    /// <summary>Without any of a company.</summary>
    public static PlaybookLibrary Shipped { get; } = new([], []);

    /// <summary>The company's, in the order of their files.</summary>
    public IReadOnlyList<Playbook> Own { get; }

    /// <summary>Why files were left out: of each file one line for each reason.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>By id.</summary>
    public IReadOnlyList<Playbook> All => [.. ShippedPlaybooks.All.Concat(Own).OrderBy(playbook => playbook.Id, StringComparer.Ordinal)];

    /// <summary>By its id, as <c>mass-record-access</c>, or the id of its CACAO playbook; null: there is none.</summary>
    public Playbook? Find(string id) => ShippedPlaybooks.Find(id) ?? Own.FirstOrDefault(playbook => IsNamed(playbook, id));

    /// <summary>The playbook that findings of a rule start, the company's before one that comes with the program; null: they start none.</summary>
    public Playbook? For(string rule) => OwnFor(rule) ?? ShippedPlaybooks.For(rule);

    /// <summary>The company's playbook that findings of a rule start; null: it has none.</summary>
    public Playbook? OwnFor(string rule) => Own.FirstOrDefault(playbook => playbook.Triggers.Contains(rule, StringComparer.Ordinal));

    /// <summary>What is in a folder's <c>*.json</c> and can be run; files that cannot are in <see cref="Problems"/>, and stop no other.</summary>
    public static PlaybookLibrary Read(string folder)
    {
        var (own, problems) = (new List<Playbook>(), new List<string>());
        foreach (var path in Files(folder, problems))
        {
            try
            {
                var playbook = Playbook.From(ReadFile(path));
                RequireFree(playbook, own);
                own.Add(playbook);
            }
            catch (Exception refused) when (refused is InputException or IOException or UnauthorizedAccessException)
            {
                var name = Path.GetFileName(path);
                problems.AddRange(refused.Message.Split('\n').Select(line => line.StartsWith(name, StringComparison.Ordinal) ? line : $"{name}: {line}"));
            }
        }
        return new(own, problems);
    }

    /// <summary>One file as CACAO has it, whether it can be run or not.</summary>
    /// <exception cref="InputException">It is no playbook that can be used.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static CacaoPlaybook ReadFile(string path)
    {
        using var file = File.OpenRead(path);
        // One byte more tells the reader that there is too much.
        var bytes = new byte[CacaoReader.MaxBytes + 1];
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return CacaoReader.Read(bytes.AsSpan(0, length), Path.GetFileName(path));
    }

    /// <summary>Whether no other playbook has its names: which one a case runs must not depend on who else is there.</summary>
    /// <exception cref="InputException">One has.</exception>
    public static void RequireFree(Playbook playbook, IReadOnlyList<Playbook> others)
    {
        ArgumentNullException.ThrowIfNull(playbook);
        foreach (var id in new[] { playbook.Id, playbook.Cacao.Id })
        {
            if (ShippedPlaybooks.Find(id) is not null)
                throw new InputException($"the id `{id}` is that of a playbook that comes with the program: give this one an `id` and a label `id:…` of its own");
            if (others.Any(other => IsNamed(other, id))) throw new InputException($"the id `{id}` is that of another file's playbook: give one of them another");
        }
    }

    private static bool IsNamed(Playbook playbook, string id) => playbook.Id == id || playbook.Cacao.Id == id;

    private static List<string> Files(string folder, List<string> problems)
    {
        if (!Directory.Exists(folder))
        {
            problems.Add($"the folder of playbooks `{folder}` does not exist: make it, or name another");
            return [];
        }
        var files = Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).ToList();
        if (files.Count > MaxFiles) problems.Add($"the folder of playbooks holds {files.Count} files: only the first {MaxFiles} are read");
        return [.. files.Take(MaxFiles)];
    }
}
