using Compliance.Vendors;
using Microsoft.AspNetCore.Http;

namespace Compliance.Functions.Http;

/// <summary>Absolute addresses of what the service has, as the caller reaches it.</summary>
public static class Links
{
    private const string Vendors = "/vendors/";

    public static string Vendor(HttpRequest request, VendorId vendor)
    {
        var path = request.Path.Value!;
        // Before it is the route prefix of host.json.
        var prefix = path[..path.IndexOf(Vendors, StringComparison.OrdinalIgnoreCase)];
        return $"{request.Scheme}://{request.Host}{request.PathBase}{prefix}{Vendors}{vendor}";
    }

    public static string Audit(HttpRequest request, VendorId vendor, string audit) => $"{Vendor(request, vendor)}/audits/{audit}";

    public static string Finding(HttpRequest request, VendorId vendor, string fingerprint) => $"{Vendor(request, vendor)}/findings/{fingerprint}";

    public static string Incident(HttpRequest request, VendorId vendor, string incident) => $"{Vendor(request, vendor)}/incidents/{incident}";
}
