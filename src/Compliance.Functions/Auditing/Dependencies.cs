using Azure;
using Azure.Security.KeyVault.Secrets;
using Compliance.Functions.Incidents;
using Compliance.Publishing;
using Compliance.Signing;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;
using Microsoft.Extensions.Logging;

namespace Compliance.Functions.Auditing;

/// <summary>What the service cannot do without. Asked by reading alone: nothing is made, written or signed by asking. Anybody may ask, so what they say counts for a
/// moment, and however many ask they are asked one question.</summary>
public sealed class Dependencies(
    ServiceOptions options, Store store, IEvidenceStore evidence, SecretClient secrets, CheckpointKeys keys, ICheckpointArchive archive, CompanyFile company, TimeProvider clock, ILogger<Dependencies> logger)
    : IDisposable
{
    // Whoever asks this has to answer somebody as well.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // Any vendor does: the answer is a list, if only an empty one.
    private static readonly VendorId Nobody = VendorId.Parse("health-check");

    /// <summary>How long what they said is told again.</summary>
    internal static readonly TimeSpan Counts = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1);
    private Said? _said;

    /// <summary>Those that cannot be used, by the names of their settings, as it was no longer ago than <see cref="Counts"/>.</summary>
    public async Task<IReadOnlyList<string>> MissingAsync(CancellationToken cancellationToken)
    {
        if (Still is { } told) return told;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (Still is { } since) return since;
            // Whoever goes away does not call it off: others wait for it.
            var missing = await AskAsync();
            _said = new(missing, clock.GetTimestamp());
            return missing;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private IReadOnlyList<string>? Still => _said is { } said && clock.GetElapsedTime(said.At) < Counts ? said.Missing : null;

    private async Task<IReadOnlyList<string>> AskAsync()
    {
        using var time = new CancellationTokenSource(Patience, clock);
        var soon = time.Token;
        var asked = new (string Setting, Func<Task> Ask)[]
        {
            ("Store", () => store.PingAsync(soon)),
            ("EvidenceStore", () => evidence.ListAsync(Nobody, soon)),
            ("KeyVaultUri", () => SecretsAsync(soon)),
            ("CheckpointKey", () => KeysAsync(soon)),
            ("CheckpointArchive", () => archive.NewestAsync(Nobody, soon)),
            ("Company", () => Task.Run(company.Read, soon)),
        };
        // Side by side: one that does not answer holds up none of the others.
        var answers = await Task.WhenAll(asked.Select(one => AnswersAsync(one.Ask)));
        return [.. asked.Zip(answers).Where(pair => !pair.Second).Select(pair => pair.First.Setting)];
    }

    // That there is no such secret says that the vault answers, and that this identity may ask it.
    private async Task SecretsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await secrets.GetSecretAsync("health-check", null, cancellationToken);
        }
        catch (RequestFailedException absent) when (absent.Status is 404)
        {
        }
    }

    // A key file is made when something is first signed.
    private Task KeysAsync(CancellationToken cancellationToken) =>
        options.CheckpointKey is null ? Task.CompletedTask : keys.SignersAsync(keys.OriginOf(Nobody, null), cancellationToken);

    private async Task<bool> AnswersAsync(Func<Task> ask)
    {
        try
        {
            await ask();
            return true;
        }
        catch (Exception trouble) when (StoreTrouble.Is(trouble) || trouble is InputException or TrailInconsistentException)
        {
            ServiceLog.StoreFailed(logger, trouble, trouble.Message);
            return false;
        }
    }

    private sealed record Said(IReadOnlyList<string> Missing, long At);
}
