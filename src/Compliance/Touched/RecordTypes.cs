using System.Runtime.InteropServices;
using System.Text;
using Compliance.Evidence.Bytes;
using Compliance.Judging;
using Compliance.Vendors;

namespace Compliance.Touched;

/// <summary>Types of records, compared ignoring case, with the numbers of each. A log cannot make the table grow without
/// bound: beyond <see cref="MostKept"/> types they are told apart, but counted as one.</summary>
internal sealed class RecordTypes
{
    public const int MostKept = 1 << 12;

    private const int LongestKept = 1024;
    private const int Others = 0;
    private const int None = 1;

    // A key of their own: a type spelled like a record's id must not hash to the same.
    private readonly KeyedHash _hash = new();
    private readonly TextTable<RecordType> _bySpelling = new(2 * MostKept);
    private readonly Dictionary<string, RecordType> _byFolded = [];
    private readonly List<TypeNumbers> _numbers = [new(null, isOther: true), new(null, isOther: false)];
    private readonly RecordType _none;

    public RecordTypes() => _none = new RecordType(None, _hash.Of([]));

    public TypeNumbers this[int index] => _numbers[index];

    public RecordType Get(ReadOnlySpan<byte> type)
    {
        if (type.IsEmpty) return _none;
        if (_bySpelling.TryGetValue(type, out var known)) return known;
        var folded = Pattern.Fold(type);
        if (!_byFolded.TryGetValue(folded, out known))
        {
            var keep = _byFolded.Count < MostKept && type.Length <= LongestKept;
            known = new RecordType(keep ? _numbers.Count : Others, _hash.Of(MemoryMarshal.AsBytes(folded.AsSpan())));
            if (!keep) return known;
            _byFolded.Add(folded, known);
            _numbers.Add(new TypeNumbers(Encoding.UTF8.GetString(type), isOther: false));
        }
        _bySpelling.Keep(type, known);
        return known;
    }

    /// <summary>Those with a number, most accessed first, and one for the rest.</summary>
    public IReadOnlyList<TouchedType> Summary()
    {
        var counted = _numbers.Skip(1).Where(n => n.Any)
            .OrderByDescending(n => n.Accessed).ThenByDescending(n => n.Rows).ThenByDescending(n => n.Reachable).ThenBy(n => n.Type, StringComparer.Ordinal)
            .ToList();
        var rest = counted.Skip(TouchedResult.MostTypes).Aggregate(_numbers[Others], TypeNumbers.Sum);
        var listed = counted.Take(TouchedResult.MostTypes).Select(n => n.Result());
        return rest.Any ? [.. listed, rest.Result()] : [.. listed];
    }
}

/// <param name="Index">Of its numbers.</param>
/// <param name="Hash">Different for every type, also for those counted as one.</param>
internal readonly record struct RecordType(int Index, UInt128 Hash);

/// <summary>Numbers while they grow.</summary>
internal sealed class TypeNumbers(string? type, bool isOther)
{
    private RowSum _rows;

    public string? Type => type;
    public long Accessed { get; set; }
    public long Reachable { get; set; }
    public long Rows => _rows.Value;
    public bool Any => Accessed > 0 || Reachable > 0 || Rows > 0;

    public void AddRows(long rows) => _rows.Add(rows);

    public TouchedType Result() => new(type, isOther, Accessed, Rows, Reachable);

    public static TypeNumbers Sum(TypeNumbers left, TypeNumbers right)
    {
        var sum = new TypeNumbers(null, isOther: true) { Accessed = left.Accessed + right.Accessed, Reachable = left.Reachable + right.Reachable };
        sum.AddRows(left.Rows);
        sum.AddRows(right.Rows);
        return sum;
    }
}

/// <summary>A sum of what logs claim: no log can make it overflow.</summary>
internal struct RowSum
{
    /// <summary>The largest integer that every reader of JSON reads exactly.</summary>
    public const long Most = (1L << 53) - 1;

    public long Value { get; private set; }

    /// <summary>Whether it stands at <see cref="Most"/> because there was more.</summary>
    public bool IsCut { get; private set; }

    public void Add(long rows)
    {
        IsCut |= rows > Most - Value;
        Value += Math.Min(rows, Most - Value);
    }
}
