using Compliance.Functions.Auditing;
using Compliance.Storage;

namespace Compliance.Functions.Describing;

internal static class VendorOperations
{
    public static readonly Operation[] All =
    [
        new(nameof(GetVendor), "A vendor, and whether its trail is halted")
        {
            Headers = [Parameter.IfNoneMatch],
            Answers = [Success.Json(200, "The vendor", "Vendor", AnswerHeader.ETag), Success.NotModified],
            Refusals = Codes.OfVendor,
        },
        new(nameof(PutVendor), "Adds a vendor, or changes its name and mode")
        {
            Headers = [Parameter.IfMatch(required: false)],
            Body = Request.Json<VendorRequest>("Its name, and `pilot` or `live`: in pilot nothing is sent to anybody"),
            Answers = [Success.Json(200, "Changed", "Vendor", AnswerHeader.ETag), Success.Json(201, "Added", "Vendor", AnswerHeader.ETag)],
            Refusals = [.. Codes.OfJson, .. Codes.OfEntries, "vendor-invalid", "stale"],
        },
        new(nameof(PutVendorFile), "Stores a file of the vendor's contract")
        {
            Body = new("application/octet-stream", $"One of {string.Join(", ", ContractFiles.Names)}", ContractFiles.MaxBytes),
            Answers = [Success.Json(201, "Stored", "ReceivedFile")],
            Refusals = [.. Codes.OfVendor, .. Codes.OfBody, .. Codes.OfEntries, "path-refused"],
        },
        new(nameof(PutEvidence), "Stores a file of evidence as it is sent")
        {
            Body = new("application/octet-stream", "A file under logs/, resources/, probes/, vaults/, entitlements/ or attestations/; larger logs are several files", EvidenceLimits.MaxBytes),
            Answers = [Success.Json(201, "Stored", "ReceivedFile")],
            Refusals = [.. Codes.OfVendor, .. Codes.OfBody, .. Codes.OfEntries, "path-refused", "evidence-exists"],
        },
    ];
}
