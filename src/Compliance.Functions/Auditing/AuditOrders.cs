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
public sealed class AuditOrders(Store store, ServiceOptions options, TimeProvider clock)
{
    // The newest runs among which those that have not ended are looked for.
    private const int Looked = 200;

    // So that orders that come together are counted one after the other. Other instances count for themselves: all together may go over by one each.
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 16).Select(_ => new SemaphoreSlim(1))];

    /// <param name="key">The caller's Idempotency-Key; empty: none.</param>
    /// <param name="body">What the key must have been sent with, the next time.</param>
    public bool TryMake(
        VendorId vendor, string caller, AuditWindow window, string key, byte[] body, [NotNullWhen(true)] out AuditOrder? order, [NotNullWhen(false)] out IResult? problem)
    {
        (order, problem) = (null, null);
        if (!Instants.TryParse(window.From, out var from) || !Instants.TryParse(window.To, out var to))
            problem = Problem.Of(400, "instant-invalid", "`from` and `to` are instants with an offset, such as 2026-03-01T00:00:00Z");
        else if (from >= to)
            problem = Problem.Of(400, "body-invalid", "`from` must be before `to`");
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

    /// <returns>Null: as many audits of the vendor as may be have been ordered by people and have not ended.</returns>
    public async Task<OrderResult?> PlaceAsync(AuditOrder order, CancellationToken cancellationToken)
    {
        var gate = _gates[unchecked((uint)order.Vendor.Value.GetHashCode(StringComparison.Ordinal)) % (uint)_gates.Length];
        await gate.WaitAsync(cancellationToken);
        try
        {
            // What was ordered before is no further audit.
            if (await store.Audits.EarlierAsync(order, cancellationToken) is { } earlier) return earlier;
            return await OutstandingAsync(order.Vendor, cancellationToken) < options.OutstandingAudits ? await store.Audits.PlaceAsync(order, cancellationToken) : null;
        }
        finally
        {
            gate.Release();
        }
    }

    public IResult TooMany(HttpRequest request)
    {
        request.HttpContext.Response.Headers.RetryAfter = "30";
        return Problem.Of(429, "audits-outstanding", $"{options.OutstandingAudits} audits of this vendor were ordered and have not ended: wait for one of them, or ask how they stand with GET audits");
    }

    private async Task<int> OutstandingAsync(VendorId vendor, CancellationToken cancellationToken) =>
        (await store.Audits.ListAsync(vendor, Looked, cancellationToken: cancellationToken)).Items.Count(run => !run.IsFinal && run.StartedBy != Schedule.Orderer);
}
