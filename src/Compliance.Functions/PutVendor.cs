using System.Text.Json;
using System.Text.Json.Serialization;
using Compliance.Functions.Access;
using Compliance.Functions.Http;
using Compliance.Storage;
using Compliance.Vendors;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace Compliance.Functions;

/// <summary>Adds a vendor, or changes its name and mode.</summary>
public sealed class PutVendor(Store store, VendorJournal journal, Gate gate, Answer answer, TimeProvider clock)
{
    private const int MaxName = 256;

    [Function(nameof(PutVendor))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "vendors/{vendor}")] HttpRequest request, string vendor, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(PutVendor), vendor, async caller =>
        {
            var id = VendorId.Parse(vendor);
            var (wanted, problem) = Body.Json<VendorRequest>(await Body.BytesAsync(request, Body.MaxJsonBytes, cancellationToken));
            if (wanted is null) return problem!;
            if (string.IsNullOrWhiteSpace(wanted.Name) || wanted.Name.Length > MaxName || wanted.Name.EnumerateRunes().Any(UnseenCharacters.Include))
                return Problem.Of(422, "vendor-invalid", $"`name` has 1 to {MaxName} characters on one line, each of which can be seen");
            if (wanted.Mode is VendorMode.Live && await gate.PartRefusalAsync(request, nameof(PutVendor), RouteRoles.GoLive, vendor) is { } refusal) return refusal;
            var before = await store.Vendors.FindAsync(id, cancellationToken);
            if (EntityTags.Matches(request, before?.ETag ?? default) is { } current && !(current && before is not null)) return Problem.Stale("the vendor");
            var after = new VendorState(id, wanted.Name.Trim(), wanted.Mode, Instant.FromDateTimeOffset(clock.GetUtcNow()));
            if (await journal.ChangeVendorAsync(caller, before, after, cancellationToken) is not { } stored) return Problem.Stale("the vendor");
            await gate.RecordMadeAsync(request, vendor);
            return EntityTags.Json(request, stored.ETag, VendorBody.Of(request, stored), before is null ? 201 : 200);
        });
}

/// <summary>A vendor as it is put.</summary>
public sealed record VendorRequest(string Name, [property: JsonConverter(typeof(VendorModeWords))] VendorMode Mode = VendorMode.Pilot);

/// <summary><c>pilot</c> or <c>live</c>, exactly: the base library's converter also takes other letters, numbers and several at once.</summary>
public sealed class VendorModeWords : JsonConverter<VendorMode>
{
    public override VendorMode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.TokenType is JsonTokenType.String ? reader.GetString() : null) switch
        {
            "pilot" => VendorMode.Pilot,
            "live" => VendorMode.Live,
            _ => throw new JsonException("`mode` is `pilot` or `live`"),
        };

    public override void Write(Utf8JsonWriter writer, VendorMode value, JsonSerializerOptions options) => writer.WriteStringValue(value is VendorMode.Live ? "live" : "pilot");
}
