using System.Globalization;
using System.Text.Json.Nodes;
using Compliance.Functions.Access;
using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Functions.Incidents;
using Compliance.Functions.Trail;
using Compliance.Vendors;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>A person decides how a halted trail goes on, and why; the decision is its next entry.</summary>
public sealed class ResumeTrail(TrailResumption resumption, KnownVendors vendors, OnceByKey once, Answer answer)
{
    [Function(nameof(ResumeTrail))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "vendors/{vendor}/trail/resume")] HttpRequest request, string vendor, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(ResumeTrail), vendor, async _ =>
        {
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            var bytes = await Body.BytesAsync(request, Body.MaxJsonBytes, cancellationToken);
            var (asked, problem) = Body.Json<ResumeRequest>(bytes);
            if (asked is null) return problem!;
            if (!asked.TryRead(out var decision, out problem)) return problem;
            if (!IncidentActs.TryPerson(SignedIn.By(request), asked, out var person, out problem)) return problem;
            // Said again later, it would decide about another halt, at which nobody has looked.
            return await once.OfAsync(
                request, nameof(ResumeTrail), known.Id, person.Name, bytes!,
                async () =>
                {
                    var (position, refused) = await resumption.ResumeAsync(known.Id, decision, asked.Reason, person.Name, cancellationToken);
                    return refused is null ? new(Shown(request, known.Id, asked, position!.Value.First), $"{position.Value.First}") : new(refused, null);
                },
                index => Task.FromResult(Shown(request, known.Id, asked, long.Parse(index, CultureInfo.InvariantCulture))), cancellationToken);
        });

    private static IResult Shown(HttpRequest request, VendorId vendor, ResumeRequest asked, long index) =>
        Answer.Json(new JsonObject { ["decision"] = asked.Decision, ["index"] = index, ["vendor"] = Links.Vendor(request, vendor) });
}
