using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Compliance.Trail.Verification;

namespace Compliance.Checking;

/// <summary>The problems that are still there when a log goes on as somebody decided: their number, and a sum that tells one set of them
/// from another, in whatever order they are found. A head that is made anew, and rows that are set aside, are problems no more: when
/// they come back, somebody has been there again.</summary>
internal sealed class LastingProblems
{
    private readonly ulong[] _sum = new ulong[4];

    public long Count { get; private set; }

    /// <summary>What a halt says of them after its own problem, and the entry that it was decided about with it.</summary>
    public string Mark => string.Create(CultureInfo.InvariantCulture, $"{Count} lasting in all ({string.Concat(_sum.Select(lane => lane.ToString("x16", CultureInfo.InvariantCulture)))})");

    public static bool Is(TrailProblem problem) => problem switch
    {
        { Place: LogKeys.Head or LogKeys.Halt } or { Index: null, Place: null } => false,
        { Kind: TrailProblemKind.Planted or TrailProblemKind.Rollback, Place: { } place } when place.StartsWith('e') => false,
        { Kind: TrailProblemKind.Rollback, Place: { } place } when place.StartsWith('b') => false,
        _ => true,
    };

    public void Add(TrailProblem problem)
    {
        if (!Is(problem)) return;
        Count++;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{problem.Kind} {problem.Index} {problem.Place}")));
        for (var i = 0; i < _sum.Length; i++)
        {
            unchecked
            {
                _sum[i] += BinaryPrimitives.ReadUInt64LittleEndian(hash.AsSpan(8 * i));
            }
        }
    }
}
