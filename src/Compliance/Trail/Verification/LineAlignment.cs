using Compliance.Trail.Merkle;

namespace Compliance.Trail.Verification;

/// <summary>Which line has which entry, where lines are missing, doubled, moved or changed.</summary>
internal sealed class LineAlignment(LineQueue lines, TrailProblems problems)
{
    /// <summary>Lines that are searched for an entry that is not in its place.</summary>
    private const int Reach = 256;

    private const int None = -1;
    private const int InBundle = -2;

    private readonly int[] _lineOf = new int[Tile.FullWidth];

    /// <summary>Lines that the block took up.</summary>
    public int Used { get; private set; }

    /// <summary>The line that holds entry i of the block; negative: none does.</summary>
    public int LineOf(int i) => _lineOf[i];

    public bool IsInBundle(int i) => _lineOf[i] == InBundle;

    public void UseBundle(int i) => _lineOf[i] = InBundle;

    public void AllAgree(int width)
    {
        for (var i = 0; i < width; i++) _lineOf[i] = i;
        Used = width;
    }

    /// <summary>Nothing is known of the block: a line is taken for the entry that it stands for.</summary>
    /// <returns>Whether the lines ended within it.</returns>
    public bool AsTheyCome(long index, int width, bool mustBeThere)
    {
        Used = Math.Min(width, lines.Count);
        for (var i = 0; i < width; i++) _lineOf[i] = i < Used ? i : None;
        if (Used < width && mustBeThere) Ended(index + Used);
        return Used < width;
    }

    /// <summary>Compares each line with the hash of its entry, and tells what happened where they differ.</summary>
    /// <param name="truth">Leaf hashes of the block, and of what follows as far as that is known.</param>
    /// <returns>Whether the lines ended within it.</returns>
    public bool Find(long index, int width, ReadOnlySpan<byte> truth, bool mustBeThere)
    {
        _lineOf.AsSpan(0, width).Fill(None);
        Used = 0;
        var i = 0;
        while (i < width)
        {
            lines.Fill(Used + 1);
            if (Used >= lines.Count)
            {
                if (mustBeThere) Ended(index + i);
                return true;
            }
            if (lines.Hash(Used).SequenceEqual(At(truth, i))) _lineOf[i++] = Used++;
            else i = Explain(index, i, width, truth);
        }
        return false;
    }

    private void Ended(long index) => problems.Add(TrailProblemKind.Truncated, index, EntryPass.LinesPath, "the lines end here, before the size that was signed");

    // What follows decides: where this line belongs, and where this entry went.
    private int Explain(long index, int i, int width, ReadOnlySpan<byte> truth)
    {
        lines.Fill(Math.Min(Used + Reach, LineQueue.Most));
        var later = LineWith(At(truth, i));
        var belongs = EntryOf(lines.Hash(Used), truth, i + 1);
        if (later > 0 && belongs > 0) return Moved(index, i, Math.Max(later - Used, belongs - i) + 1, width, truth);
        if (belongs > 0)
        {
            Note(TrailProblemKind.Gap, index + i, belongs - i == 1 ? "the entry is missing between the lines around it" : $"this and the next {belongs - i - 1} entries are missing between the lines around them");
            return Math.Min(belongs, width);
        }
        var known = EntryOf(lines.Hash(Used), truth, 0) is >= 0 and var first && first < i;
        if (later > 0)
        {
            Note(known ? TrailProblemKind.Duplicate : TrailProblemKind.Planted, index + i, known ? "an earlier line stands here again" : $"{Lines(later - Used)} inserted that the log does not have");
            // They are not kept: whoever inserts many would fill the queue before the block is through.
            lines.Remove(Used, later - Used);
            return i;
        }
        Note(known ? TrailProblemKind.Duplicate : TrailProblemKind.Modified, index + i, known ? "an earlier line stands here instead of the entry" : "the line is not the entry that was signed");
        Used++;
        return i + 1;
    }

    // The same entries in another order, as few of them as there are.
    private int Moved(long index, int i, int count, int width, ReadOnlySpan<byte> truth)
    {
        Note(TrailProblemKind.Reordered, index + i, "the lines stand in another order than the entries");
        count = Math.Min(count, Math.Min(width - i, lines.Count - Used));
        for (var entry = i; entry < i + count; entry++)
        {
            for (var line = Used; line < Used + count; line++)
            {
                if (lines.Hash(line).SequenceEqual(At(truth, entry))) _lineOf[entry] = line;
            }
        }
        Used += count;
        return i + count;
    }

    private int LineWith(ReadOnlySpan<byte> hash)
    {
        for (var line = Used + 1; line < lines.Count; line++)
        {
            if (lines.Hash(line).SequenceEqual(hash)) return line;
        }
        return None;
    }

    private static int EntryOf(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> truth, int from)
    {
        for (var entry = from; entry < truth.Length / EntryHash.Size; entry++)
        {
            if (hash.SequenceEqual(At(truth, entry))) return entry;
        }
        return None;
    }

    private void Note(TrailProblemKind kind, long index, string detail) => problems.Add(kind, index, EntryPass.LinesPath, detail);

    private static string Lines(int count) => count == 1 ? "a line was" : $"{count} lines were";

    private static ReadOnlySpan<byte> At(ReadOnlySpan<byte> truth, int i) => truth.Slice(i * EntryHash.Size, EntryHash.Size);
}
