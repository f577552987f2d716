using System.Text.Json.Serialization;
using Compliance.Functions.Http;
using Compliance.Storage;
using Compliance.Vendors;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace Compliance.Functions;

/// <summary>Adds a vendor, or changes its name and mode.</summary>
public sealed class PutVendor(Store store, VendorJournal journal, Answer answer, TimeProvider clock)
{
    private const int MaxName = 256;

    [Function(nameof(PutVendor))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "vendors/{vendor}")] HttpRequest request, string vendor, CancellationToken cancellationToken) =>
        answer.OfAsync(request, async caller =>
        {
            var id = VendorId.Parse(vendor);
            var (wanted, problem) = Body.Json<VendorRequest>(await Body.BytesAsync(request, Body.MaxJsonBytes, cancellationToken));
            if (wanted is null) return problem!;
            if (string.IsNullOrWhiteSpace(wanted.Name) || wanted.Name.Length > MaxName) return Problem.Of(422, "vendor-invalid", $"`name` has 1 to {MaxName} characters");
            var before = await store.Vendors.FindAsync(id, cancellationToken);
            if (EntityTags.Matches(request, before?.ETag ?? default) is { } current && !(current && before is not null)) return Problem.Stale("the vendor");
            var after = new VendorState(id, wanted.Name.Trim(), wanted.Mode, Instant.FromDateTimeOffset(clock.GetUtcNow()));
            if (await journal.ChangeVendorAsync(caller, before, after, cancellationToken) is not { } stored) return Problem.Stale("the vendor");
            request.HttpContext.Response.Headers.ETag = EntityTags.Of(stored.ETag);
            return Answer.Json(VendorBody.Of(request, stored), before is null ? 201 : 200);
        });
}

/// <summary>A vendor as it is put.</summary>
public sealed record VendorRequest(string Name, [property: JsonConverter(typeof(VendorModeWords))] VendorMode Mode = VendorMode.Pilot);

/// <summary><c>pilot</c> or <c>live</c>; no number.</summary>
public sealed class VendorModeWords() : JsonStringEnumConverter<VendorMode>(System.Text.Json.JsonNamingPolicy.CamelCase, allowIntegerValues: false);
