using System.Globalization;
using Compliance.Reports;
using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Handling;

/// <summary>What a stored trail says of findings, in a format of others.</summary>
public sealed class TrailFindings(Store store)
{
    /// <summary>Writes OCSF 1.8.0 events, NDJSON.</summary>
    /// <param name="range">Which entries; their ends as given are <see cref="InputException"/> where the log does not have them.</param>
    public async Task WriteOcsfAsync(TrailFindingsRange range, Stream output, CancellationToken cancellationToken = default)
    {
        var source = await SourceAsync(range, cancellationToken);
        await OcsfFindings.WriteAsync(source.ReadAsync(cancellationToken), output, cancellationToken);
    }

    /// <summary>Writes an OSCAL assessment-results document.</summary>
    /// <inheritdoc cref="WriteOcsfAsync"/>
    /// <exception cref="InputException">The log does not have the range, or no audit completed in it.</exception>
    public async Task WriteOscalAsync(TrailFindingsRange range, Stream output, CancellationToken cancellationToken = default) =>
        await new OscalResults(range.Vendor.Value, await SourceAsync(range, cancellationToken)).WriteAsync(output, cancellationToken);

    /// <summary>Refuses what <see cref="WriteOscalAsync"/> would, before anything is written or recorded.</summary>
    /// <inheritdoc cref="WriteOscalAsync"/>
    public async Task RequireOscalAsync(TrailFindingsRange range, CancellationToken cancellationToken = default) =>
        await new OscalResults(range.Vendor.Value, await SourceAsync(range, cancellationToken)).RequireAuditsAsync(cancellationToken);

    private async Task<FindingRowSource> SourceAsync(TrailFindingsRange range, CancellationToken cancellationToken)
    {
        var size = (await store.Trail.HeadAsync(range.Vendor.Value, cancellationToken)).Size;
        var to = range.To ?? size;
        if (range.From < 0 || range.From > to || to > size)
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"the trail of `{range.Vendor}` has {size} entries: `from` must be at least 0 and at most `to`, `to` at most {size}"));
        return new()
        {
            From = range.From,
            To = to,
            Leaves = (from, before, ct) => store.Trail.LeavesAsync(range.Vendor.Value, from, before, ct),
            NameOf = range.Names ? (pseudonym, ct) => store.Names.FindAsync(range.Vendor, pseudonym, ct) : null,
        };
    }
}

/// <summary>Which entries of a trail are written, <c>[From, To)</c>.</summary>
/// <param name="To">Null: to the end that the log has now.</param>
/// <param name="Names">Whether names stand beside the pseudonyms, where they are still known.</param>
public sealed record TrailFindingsRange(VendorId Vendor, long From = 0, long? To = null, bool Names = false);
