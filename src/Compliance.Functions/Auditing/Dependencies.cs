using Compliance.Storage;
using Compliance.Vendors;
using Microsoft.Extensions.Logging;

namespace Compliance.Functions.Auditing;

/// <summary>What the service cannot do without.</summary>
public sealed class Dependencies(Store store, IEvidenceStore evidence, ILogger<Dependencies> logger)
{
    // Any vendor does: the answer is a list, if only an empty one.
    private static readonly VendorId Nobody = VendorId.Parse("health-check");

    /// <summary>Those that cannot be reached, by the names of their settings.</summary>
    public async Task<IReadOnlyList<string>> MissingAsync(CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        if (!await AnswersAsync(() => store.PingAsync(cancellationToken))) missing.Add("Store");
        if (!await AnswersAsync(() => evidence.ListAsync(Nobody, cancellationToken))) missing.Add("EvidenceStore");
        return missing;
    }

    private async Task<bool> AnswersAsync(Func<Task> ask)
    {
        try
        {
            await ask();
            return true;
        }
        catch (Exception trouble) when (StoreTrouble.Is(trouble))
        {
            ServiceLog.StoreFailed(logger, trouble, trouble.Message);
            return false;
        }
    }
}
