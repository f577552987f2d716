using Microsoft.AspNetCore.Http;

namespace Compliance.Functions.Http;

/// <summary>Who calls, as the platform's sign-in says.</summary>
public sealed class Caller(ServiceOptions options)
{
    /// <summary>The name of everybody where nobody signs in.</summary>
    public const string Local = "local";

    /// <returns>Null: sign-in is required and the request has none.</returns>
    public string? NameOf(HttpRequest request)
    {
        // Without the platform's sign-in the header is the client's own, and worth nothing.
        if (!options.AuthEnabled) return Local;
        var name = request.Headers["X-MS-CLIENT-PRINCIPAL-NAME"].ToString();
        return string.IsNullOrWhiteSpace(name) ? null : name;
    }
}
