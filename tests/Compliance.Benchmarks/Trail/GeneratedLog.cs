using System.Text.Unicode;
using Compliance.Trail;

namespace Compliance.Benchmarks.Trail;

/// <summary>A log of findings, each leaf made when it is asked for: as long as those of an audit, and canonical.</summary>
internal static class GeneratedLog
{
    public const string Vendor = "acme-bpo";

    // People of a vendor; every pseudonym has 26 letters.
    private const int People = 5_000;

    public static async IAsyncEnumerable<TrailLeaf> LeavesAsync(long from, long before)
    {
        var buffer = new byte[1024];
        for (var index = from; index < before; index++)
        {
            // Read one by one, as they come from a store, but without waiting.
            await ValueTask.CompletedTask;
            var length = Write(index, buffer);
            yield return new(index, buffer.AsMemory(0, length), EntryHash.OfLeaf(buffer.AsSpan(0, length)));
        }
    }

    private static int Write(long index, Span<byte> buffer)
    {
        var (person, millisecond, second) = (index % People, index % 1000, index / 1000 % 60);
        Utf8.TryWrite(buffer, $$"""
            {"actor":"system:schedule","audit":"01a2064ef9ba751b959f5b63e3cffc9e","data":{"action":"customer.read","count":{{index}},"evidence":[{"record":{{person}},"source":"logs/aws/2026-03.json.gz"}],"finding":"f:3jrp6qpddgztqsqnam7doeohu2","principal":"p:{{Letters(person)}}aaaaaaaaaaaaaaaaaaaa","role":"tier1","rule":"access-without-case","severity":"high","state":"new","verdict":"fail"},"time":"2026-03-01T06:07:{{second:D2}}.{{millisecond:D3}}Z","type":"finding opened","v":1,"vendor":"acme-bpo"}
            """, out var length);
        return length;
    }

    // Six letters for a number.
    private static string Letters(long number) => string.Create(6, number, (letters, rest) =>
    {
        for (var i = 0; i < letters.Length; i++, rest /= 26) letters[i] = (char)('a' + rest % 26);
    });
}
