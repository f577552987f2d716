using Compliance.Evidence;
using Compliance.Vendors;

namespace Compliance.Onboarding;

/// <summary>What became of a drafted file.</summary>
public enum DraftOutcome
{
    Written,

    /// <summary>It was there already, as drafted now.</summary>
    Unchanged,

    /// <summary>It was there as drafted before, and is drafted anew.</summary>
    Renewed,

    /// <summary>A person edited it, and nothing new came since: it is kept.</summary>
    Kept,

    /// <summary>A person wrote or edited it: it is kept, and what would be drafted now lies beside it.</summary>
    Beside,
}

/// <summary>Writes drafts into a folder on disk. INVARIANT: what a person wrote or edited is never written over.</summary>
public sealed class Drafts
{
    // Whoever saves a file more often than this while it is drafted is a program.
    private const int MostAttempts = 8;

    private readonly string _root;
    private readonly DraftMemory _memory;

    private Drafts(string root, DraftMemory memory) => (_root, _memory) = (root, memory);

    /// <param name="root">The folder.</param>
    /// <param name="files">Name → text.</param>
    /// <param name="given">What the user said about the folder, which holds when it is drafted again; null: nothing that is new.</param>
    /// <returns>What became of each, by name.</returns>
    /// <exception cref="Compliance.InputException">A name of a draft is a link or a folder.</exception>
    /// <exception cref="IOException">It cannot be written; what was written before stays, and running again goes on.</exception>
    public static IReadOnlyDictionary<string, DraftOutcome> Write(string root, IReadOnlyDictionary<string, string> files, DraftOptions? given = null)
    {
        var drafts = new Drafts(root, DraftMemory.Of(new DiskFolder(root)));
        var outcomes = new SortedDictionary<string, DraftOutcome>(StringComparer.Ordinal);
        foreach (var (name, text) in files) outcomes[name] = drafts.Put(name, text);
        given?.Keep(drafts._memory);
        drafts.Replace(ContractFiles.Remembered, drafts._memory.ToBytes());
        return outcomes;
    }

    private DraftOutcome Put(string name, string text) => Settle(name, file => TryPut(file, name, text));

    /// <summary>Null: the file was changed by somebody else meanwhile; look again.</summary>
    private DraftOutcome? TryPut(DraftFile file, string name, string text)
    {
        var bytes = DraftMemory.Sealed(name, text);
        var present = file.Read();
        if (present is not null && present.AsSpan().SequenceEqual(bytes))
        {
            _memory.Remember(name, text);
            DropBeside(name);
            return DraftOutcome.Unchanged;
        }
        if (present is null || _memory.IsOwn(name, present))
        {
            if (!file.TryPut(bytes, present)) return null;
            _memory.Remember(name, text);
            if (present is null) return DraftOutcome.Written;
            DropBeside(name);
            return DraftOutcome.Renewed;
        }
        if (_memory.Drafted(name, present) == DraftMemory.Digest(text))
        {
            DropBeside(name);
            return DraftOutcome.Kept;
        }
        Beside(name + ContractFiles.DraftSuffix, text);
        return DraftOutcome.Beside;
    }

    // A draft that lies beside is a person's too, once it is edited.
    private void Beside(string beside, string text) => Settle(beside, file =>
    {
        var there = file.Read();
        if (there is not null && !_memory.IsOwn(beside, there)) return DraftOutcome.Kept;
        if (!file.TryPut(DraftMemory.Sealed(beside, text), there)) return null;
        _memory.Remember(beside, text);
        return DraftOutcome.Written;
    });

    private void DropBeside(string name)
    {
        var beside = name + ContractFiles.DraftSuffix;
        var file = new DraftFile(_root, beside);
        if (file.Read() is { } there && _memory.IsOwn(beside, there)) file.Delete(there);
    }

    private void Replace(string name, byte[] bytes) => Settle(name, file =>
    {
        var there = file.Read();
        if (there is not null && there.AsSpan().SequenceEqual(bytes)) return DraftOutcome.Unchanged;
        return file.TryPut(bytes, there) ? DraftOutcome.Written : null;
    });

    private DraftOutcome Settle(string name, Func<DraftFile, DraftOutcome?> attempt)
    {
        var file = new DraftFile(_root, name);
        for (var i = 0; i < MostAttempts; i++)
            if (attempt(file) is { } outcome) return outcome;
        throw new IOException($"`{name}` is written by another program all the time; stop that, and run again");
    }
}
