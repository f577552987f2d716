using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Compliance.Functions.Telemetry;

/// <summary>Which answers are refusals of whoever asked, as against of what was asked.</summary>
internal static class Refusals
{
    private static readonly object Key = new();

    /// <summary>Says that a call was refused, where the answer does not tell: another vendor's data looks as if it did not exist.</summary>
    /// <param name="code">Of this program, such as <c>other-vendor</c>.</param>
    public static void Mark(HttpContext http, string code) => http.Items[Key] = code;

    /// <summary>The code of the refusal: the one marked, else the status. Null: the call was not refused.</summary>
    public static string? Of(HttpContext http) => http.Items.TryGetValue(Key, out var code) ? code as string : http.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests => http.Response.StatusCode.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
