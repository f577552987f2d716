using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Compliance.Functions.Http;
using Compliance.Storage;
using Compliance.Vendors;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Compliance.Functions.Auditing;

/// <summary>The window of an audit, <c>[from, to)</c>: ISO 8601 with an offset; absent: open.</summary>
public sealed record AuditWindow(string? From = null, string? To = null);

/// <summary>Orders of people.</summary>
public sealed class AuditOrders(Store store, TimeProvider clock)
{
    private const int MaxKeyCharacters = 255;

    /// <param name="key">The caller's Idempotency-Key; empty: none.</param>
    /// <param name="body">What the key must have been sent with, the next time.</param>
    public bool TryMake(
        VendorId vendor, string caller, AuditWindow window, string key, byte[] body, [NotNullWhen(true)] out AuditOrder? order, [NotNullWhen(false)] out IResult? problem)
    {
        (order, problem) = (null, null);
        if (!Instants.TryParse(window.From, out var from) || !Instants.TryParse(window.To, out var to))
            problem = Problem.Of(400, "body-invalid", "`from` and `to` are instants with an offset, such as 2026-03-01T00:00:00Z");
        else if (from >= to)
            problem = Problem.Of(400, "body-invalid", "`from` must be before `to`");
        else if (key.Length > MaxKeyCharacters || key.Any(char.IsControl))
            problem = Problem.Of(400, "idempotency-key-invalid", $"an Idempotency-Key has at most {MaxKeyCharacters} printable characters");
        else
        {
            var now = clock.GetUtcNow();
            order = new AuditOrder
            {
                Vendor = vendor,
                Id = Guid.CreateVersion7(now).ToString("N"),
                StartedBy = caller,
                Created = Instant.FromDateTimeOffset(now),
                From = from,
                To = to,
                Idempotency = key.Length == 0 ? null : new IdempotencyKey(key, caller, Convert.ToHexStringLower(SHA256.HashData(body))),
            };
        }
        return order is not null;
    }

    public Task<OrderResult> PlaceAsync(AuditOrder order, CancellationToken cancellationToken) => store.Audits.PlaceAsync(order, cancellationToken);
}
