using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Identity;

/// <summary>What somebody asked of the service, as the trail says it.</summary>
/// <param name="Part">What was asked beyond the call itself; null: nothing.</param>
/// <param name="Roles">Any of which is needed for it.</param>
public sealed record RecordedCall(string Function, string? Part, IReadOnlyList<string> Roles);

/// <summary>Records calls themselves, as against what they did: those that were refused, and those that few may make.</summary>
public sealed class CallJournal(Store store, VendorKeys keys, TimeProvider clock)
{
    /// <summary>Who calls where that is not known.</summary>
    public const string Anonymous = "system:anonymous";

    /// <summary>Records that a call was refused: once in an hour for each caller, call and reason, so that nobody makes a trail grow by being refused.</summary>
    /// <param name="caller">Null: not known.</param>
    /// <param name="reason">The code of the answer.</param>
    public async Task RefusedAsync(VendorId vendor, string? caller, RecordedCall call, string reason, CancellationToken cancellationToken = default)
    {
        var actor = await ActorAsync(vendor, caller, cancellationToken);
        var data = Data(call);
        data["reason"] = reason;
        var operation = OperationOf("call refused", actor, clock.GetUtcNow().UtcTicks / TimeSpan.TicksPerHour, data.DeepClone());
        var time = await FirstTimeAsync(vendor, operation, cancellationToken);
        await AppendAsync(vendor, $"refused {operation}", time, "call refused", actor, data, cancellationToken);
    }

    /// <summary>Records that a call is made which few may make; before it is carried out, and each time.</summary>
    /// <param name="request">What tells the request from any other: the same one sent again adds no second entry. Null: nothing does, and each is an entry.</param>
    public async Task PrivilegedAsync(VendorId vendor, string caller, RecordedCall call, string? request = null, CancellationToken cancellationToken = default)
    {
        var actor = await ActorAsync(vendor, caller, cancellationToken);
        var (operation, time) = ($"{Guid.NewGuid():N}", Instant.FromDateTimeOffset(clock.GetUtcNow()));
        if (request is not null)
        {
            operation = OperationOf("call privileged", actor, request, Data(call));
            time = await FirstTimeAsync(vendor, operation, cancellationToken);
        }
        await AppendAsync(vendor, $"privileged {operation}", time, "call privileged", actor, Data(call), cancellationToken);
    }

    private static string OperationOf(params JsonNode[] parts) => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(new JsonArray(parts))));

    // The time of the first is that of the entry, whichever instance writes it.
    private async Task<Instant> FirstTimeAsync(VendorId vendor, string operation, CancellationToken cancellationToken)
    {
        var ticks = await store.Vendors.DecideAsync(vendor, $"act-{operation}", clock.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture), cancellationToken);
        return Instant.FromDateTimeOffset(new DateTimeOffset(long.Parse(ticks, NumberStyles.None, CultureInfo.InvariantCulture), TimeSpan.Zero));
    }

    private async Task AppendAsync(VendorId vendor, string operation, Instant time, string type, string actor, JsonObject data, CancellationToken cancellationToken) =>
        await store.Trail.AppendAsync(vendor.Value, operation, [TrailEntry.Create(vendor.Value, time, type, actor, null, data)], cancellationToken);

    private async Task<string> ActorAsync(VendorId vendor, string? caller, CancellationToken cancellationToken) =>
        caller is null ? Anonymous : await store.Names.ActorAsync(vendor, keys, caller, cancellationToken);

    private static JsonObject Data(RecordedCall call) =>
        ResultJson.Present(("function", call.Function), ("part", call.Part), ("roles", new JsonArray([.. call.Roles.Select(role => (JsonNode)role)])));
}
