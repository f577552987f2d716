using System.Text;
using Compliance.Playbooks;
using Compliance.Reports;
using Compliance.Storage;
using Compliance.Trail;
using NodaTime;

namespace Compliance.Handling;

/// <summary>The timeline of an incident with where its records lie in the trail.</summary>
public static class IncidentTimeline
{
    /// <param name="case">Null: the contract cannot be read, and no clocks are told.</param>
    public static async Task<Timeline> OfAsync(Store store, StoredIncident stored, IncidentCase? @case, Instant now, CancellationToken cancellationToken)
    {
        var head = await store.Trail.HeadAsync(stored.Head.Vendor.Value, cancellationToken);
        return Timeline.Of(stored.Incident, @case?.Rules ?? [], now, new TimelineTrail(Indexes(stored), head.Size, head.Root.ToString()), salt: await SaltAsync(stored, cancellationToken));
    }

    // A timeline without digests is better than none: the key may have been destroyed on purpose.
    private static async Task<Func<byte[], byte[]>?> SaltAsync(StoredIncident stored, CancellationToken cancellationToken)
    {
        try
        {
            return (await stored.Keys(cancellationToken)).SaltOf;
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <summary>The playbook with what came of each step, persons under the pseudonyms that the trail has for them.</summary>
    /// <param name="playbook">The one that the incident runs.</param>
    /// <exception cref="InputException">With results it would be larger than a playbook that is read.</exception>
    public static void WriteCacao(StoredIncident stored, Playbook playbook, Pseudonyms pseudonyms, Instant now, Stream output) =>
        CacaoTimeline.Write(playbook, stored.Incident, now, Indexes(stored), pseudonyms.OfPerson, output);

    /// <param name="format"><c>markdown</c> or <c>json</c>.</param>
    public static void Write(Timeline timeline, string format, Stream output)
    {
        if (format == "json")
        {
            TimelineJson.Write(timeline, output);
            return;
        }
        using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        TimelineMarkdown.Write(timeline, text);
    }

    private static Dictionary<int, long> Indexes(StoredIncident stored) => stored.Indexes.Select((index, i) => KeyValuePair.Create(i + 1, index)).ToDictionary();
}
