using Microsoft.Extensions.Configuration;
using OpenTelemetry.Resources;

namespace Compliance.Functions.Telemetry;

/// <summary>What all telemetry says about where it comes from. The name of a machine or of an account on it is not in it.</summary>
internal static class ServiceResource
{
    public const string Service = "compliance";

    public static void Describe(ResourceBuilder resource, IConfiguration settings) => resource
        .AddService(Service, serviceVersion: typeof(ServiceResource).Assembly.GetName().Version?.ToString(3))
        .AddAttributes(Platform(settings))
        // Once more, so that OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win.
        .AddEnvironmentVariableDetector();

    private static IEnumerable<KeyValuePair<string, object>> Platform(IConfiguration settings)
    {
        if (settings["WEBSITE_SITE_NAME"] is not { Length: > 0 } site) yield break;
        yield return new("cloud.provider", "azure");
        yield return new("cloud.platform", "azure.functions");
        yield return new("faas.name", site);
        if (settings["WEBSITE_INSTANCE_ID"] is { Length: > 0 } instance) yield return new("faas.instance", instance);
        if (settings["REGION_NAME"] is { Length: > 0 } region) yield return new("cloud.region", region);
        // `<subscription>+<web space>`.
        if (settings["WEBSITE_OWNER_NAME"]?.Split('+') is [{ Length: > 0 } subscription, _, ..] && settings["WEBSITE_RESOURCE_GROUP"] is { Length: > 0 } group)
            yield return new("cloud.resource_id", $"/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Web/sites/{site}");
    }
}
