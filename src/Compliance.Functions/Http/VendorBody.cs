using System.Text.Json.Nodes;
using Compliance.Reports;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Compliance.Functions.Http;

/// <summary>A vendor as the service shows it.</summary>
public static class VendorBody
{
    public static JsonObject Of(HttpRequest request, VendorState vendor)
    {
        var self = Links.Vendor(request, vendor.Id);
        var body = new JsonObject
        {
            ["id"] = vendor.Id.Value,
            ["name"] = vendor.Name,
            ["mode"] = Wording.Of(vendor.Mode),
            ["audits"] = $"{self}/audits",
            ["findings"] = $"{self}/findings",
        };
        // One that only has a local folder was never changed here.
        if (vendor.Changed != Instant.MinValue) body["changed"] = Wording.Of(vendor.Changed);
        return body;
    }
}
