using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Security.KeyVault.Secrets;
using Compliance.Delivery;
using Compliance.Incidents;
using Compliance.Regimes;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Handling;

/// <summary>What came of a look at an incident's messages.</summary>
/// <param name="Sent">Attempts that were made and recorded.</param>
/// <param name="Next">When the next attempt is due; null: none is waiting.</param>
/// <param name="Unreachable">Roles that have messages and nobody in company.yaml to get them.</param>
public sealed record DeliveryRound(int Sent, Instant? Next, IReadOnlyList<string> Unreachable);

/// <summary>Sends the messages of an incident that are due, and records each attempt. A process that dies between the two sends again,
/// under the same id: a receiver can tell, and the ledger has it once.</summary>
public sealed class IncidentDeliveries(IncidentJournal journal, NoticeTexts notices, SecretClient secrets, ChannelSender sender, IncidentMessages messages, TimeProvider clock)
{
    private const int AtOnce = 8;

    // What somebody has to put right is looked at again.
    private static readonly Duration LookAgain = Duration.FromMinutes(15);

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    public async Task<DeliveryRound> SendAsync(StoredIncident stored, Contract contract, CancellationToken cancellationToken)
    {
        var (now, unreachable) = (Now, new SortedSet<string>(StringComparer.Ordinal));
        Instant? next = null;
        var due = new List<(DeliveryState Delivery, IReadOnlyList<Channel> Ladder, Channel Channel)>();
        foreach (var delivery in stored.Incident.Deliveries)
        {
            var ladder = contract.LadderOf(delivery.Queued.To);
            if (DeliveryTurn.Of(delivery, ladder, now) is not { } turn)
            {
                // Everybody has refused it, or has failed for days: somebody has to hear that nobody heard.
                if (IsOpen(delivery, now)) unreachable.Add(delivery.Queued.To);
                continue;
            }
            var at = Instant.Max(turn.At, FreeAt(stored.Incident, contract.Vendor, delivery, now));
            if (at > now) next = Earlier(next, at);
            else if (due.Count < AtOnce) due.Add((delivery, ladder, turn.Channel));
        }
        if (unreachable.Count > 0) next = Earlier(next, now + LookAgain);
        var attempts = await Task.WhenAll(due.Select(one => AttemptAsync(stored, contract, one.Delivery, one.Ladder, one.Channel, cancellationToken)));
        if (attempts.Length > 0)
            await journal.AppendAsync(stored.Head.Vendor, stored.Head.Id, null, incident => [.. attempts.Where(attempt => !IsRecorded(incident, attempt))], announce: false, cancellationToken);
        return new(attempts.Length, next, [.. unreachable]);
    }

    private static bool IsOpen(DeliveryState delivery, Instant now) => !(delivery.Withheld || delivery.Accepted || delivery.Acknowledged || now >= delivery.Queued.NotAfter);

    private static bool IsRecorded(Incident incident, DeliveryAttempted attempt) =>
        incident.Delivery(attempt.Delivery) is not { } delivery || delivery.Attempts.Any(earlier => earlier.Attempt >= attempt.Attempt);

    // When nothing forbids it any more: a vendor that went back to pilot, an authority that asked to be silent.
    private static Instant FreeAt(Incident incident, Vendor vendor, DeliveryState delivery, Instant now)
    {
        if (vendor.Mode is VendorMode.Pilot) return now + LookAgain;
        if (delivery.Queued.Purpose != IncidentMessages.Notice || incident.HoldAt(now) is not { } hold || !TellsThePublic(delivery.Queued)) return now;
        return Instant.Min(hold.Until ?? Instant.MaxValue, now + LookAgain);
    }

    private static bool TellsThePublic(DeliveryQueued queued) =>
        queued.About is not { } notice || IsPublic(notice.Split('/')[0]);

    // A contract's other side is told all the same, unless it is a customer; what nobody knows is held back.
    private static bool IsPublic(string rule) => RegimeCatalogue.Find(rule) is { } known
        ? known.RecipientType is "individuals" or "public" or "customers"
        : rule is not ("contract.insurer" or "contract.acquirer");

    private async Task<DeliveryAttempted> AttemptAsync(
        StoredIncident stored, Contract contract, DeliveryState delivery, IReadOnlyList<Channel> ladder, Channel channel, CancellationToken cancellationToken)
    {
        using var span = Tracing.Source.StartActivity("delivery", ActivityKind.Client)?
            .SetTag("compliance.vendor", stored.Head.Vendor.Value).SetTag("compliance.incident", stored.Head.Id).SetTag("compliance.delivery.channel", $"{channel.Type}");
        var (result, at) = (await Tracing.NotedAsync(span, () => TryAsync(stored, contract, delivery, channel, cancellationToken)), Now);
        span?.SetTag("compliance.delivery.outcome", Word(result.Outcome));
        var attempt = new DeliveryAttempted
        {
            At = at,
            By = IncidentWork.Machine,
            Delivery = delivery.Delivery,
            Attempt = delivery.Attempts.Count + 1,
            Channel = channel.Name,
            Outcome = Word(result.Outcome),
            Status = result.Status,
            Detail = result.Detail,
            TargetSha256 = result.TargetSha256,
            BodySha256 = result.BodySha256,
        };
        return attempt with { Next = DeliveryTurn.After(delivery, ladder, attempt, result.RetryAfter, Random.Shared.NextDouble()) };
    }

    private async Task<DeliveryResult> TryAsync(StoredIncident stored, Contract contract, DeliveryState delivery, Channel channel, CancellationToken cancellationToken)
    {
        NoticeDocument? notice = null;
        if (delivery.Queued is { Purpose: IncidentMessages.Notice, About: { } about })
        {
            notice = await notices.FindAsync(stored.Incident, about, cancellationToken);
            if (notice is null) return NotSent(channel, "the notice is not in the evidence store as it was drafted");
        }
        var (secret, missing) = await SecretAsync(channel, cancellationToken);
        if (missing is not null) return NotSent(channel, missing);
        return await sender.SendAsync(channel, messages.Of(stored.Incident, contract, delivery.Queued, notice), secret, cancellationToken);
    }

    // Asked for at each attempt and kept nowhere: a secret that is changed counts from the next attempt on.
    private async Task<(string? Secret, string? Missing)> SecretAsync(Channel channel, CancellationToken cancellationToken)
    {
        if (channel.Secret is not { } name) return (null, null);
        try
        {
            return ((await secrets.GetSecretAsync(name, cancellationToken: cancellationToken)).Value.Value, null);
        }
        catch (Exception refused) when (refused is RequestFailedException or ArgumentException or InputException)
        {
            return (null, "the secret of the channel could not be read");
        }
    }

    private static DeliveryResult NotSent(Channel channel, string why) => new(DeliveryOutcome.Again, null, why, null, Sha256(channel.Url?.Host ?? channel.Address ?? ""), Sha256(""));

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Word(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Accepted => DeliveryTurn.Accepted,
        DeliveryOutcome.Again => DeliveryTurn.Again,
        _ => DeliveryTurn.Refused,
    };

    private static Instant Earlier(Instant? one, Instant other) => one is { } instant && instant < other ? instant : other;
}
