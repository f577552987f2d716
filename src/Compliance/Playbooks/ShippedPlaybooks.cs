namespace Compliance.Playbooks;

/// <summary>The playbooks that come with this program: data in Shipped/, embedded, read once, with the same checks as a stranger's.</summary>
public static class ShippedPlaybooks
{
    private const string Folder = "Playbooks/";

    private static readonly Lazy<IReadOnlyList<Playbook>> Playbooks = new(Read);

    /// <summary>By id.</summary>
    public static IReadOnlyList<Playbook> All => Playbooks.Value;

    /// <summary>By its id, as <c>mass-record-access</c>, or the id of its CACAO playbook; null: there is none.</summary>
    public static Playbook? Find(string id) => All.FirstOrDefault(playbook => playbook.Id == id || playbook.Cacao.Id == id);

    /// <summary>The playbook that findings of a rule start; null: they start none.</summary>
    public static Playbook? For(string rule) => All.FirstOrDefault(playbook => playbook.Triggers.Contains(rule, StringComparer.Ordinal));

    private static IReadOnlyList<Playbook> Read()
    {
        var assembly = typeof(ShippedPlaybooks).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .Select(name => Playbook.From(CacaoReader.Read(Bytes(assembly.GetManifestResourceStream(name)!), name)))
                .OrderBy(playbook => playbook.Id, StringComparer.Ordinal),
        ];
    }

    private static byte[] Bytes(Stream resource)
    {
        using (resource)
        {
            using var copy = new MemoryStream();
            resource.CopyTo(copy);
            return copy.ToArray();
        }
    }
}
