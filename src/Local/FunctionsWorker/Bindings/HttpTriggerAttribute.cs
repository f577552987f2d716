using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts the function by an HTTP request; sits on the <c>HttpRequest</c> parameter.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Any method, key of level <see cref="AuthorizationLevel.Function"/>.</summary>
    public HttpTriggerAttribute()
    {
    }

    /// <summary>Any method.</summary>
    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    /// <summary>Key of level <see cref="AuthorizationLevel.Function"/>.</summary>
    public HttpTriggerAttribute(params string[] methods) => Methods = methods;

    /// <summary>Only the methods given, in any letter case.</summary>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
        : this(authLevel) => Methods = methods;

    /// <summary>ASP.NET route template below the route prefix of host.json; absent: the function's name.</summary>
    public string? Route { get; set; }

    /// <summary>The methods answered; absent: all.</summary>
    public string[]? Methods { get; }

    /// <summary>The key a caller must send where keys are enforced.</summary>
    public AuthorizationLevel AuthLevel { get; set; } = AuthorizationLevel.Function;
}
