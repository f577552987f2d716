using Microsoft.Extensions.Configuration;
using static Compliance.Functions.SettingText;

namespace Compliance.Functions.Access;

/// <summary>The settings by which the service knows who calls.</summary>
public sealed record SignInOptions
{
    /// <summary><c>WEBSITE_AUTH_ENABLED</c>, set by the platform: its headers say who calls. Without it anybody could send them.</summary>
    public bool PlatformSignsIn { get; init; }

    /// <summary><c>WEBSITE_INSTANCE_ID</c>, or <c>WEBSITE_POD_NAME</c> on Flex Consumption, set by the platform: this is one of its instances.</summary>
    public bool IsInstance { get; init; }

    /// <summary><c>TokenAuthority</c>: who signs the bearer tokens that are taken, as their <c>iss</c> has it; https, such as
    /// <c>https://login.microsoftonline.com/&lt;tenant&gt;/v2.0</c>. Default: none is taken.</summary>
    public Uri? TokenAuthority { get; init; }

    /// <summary><c>TokenAudience</c>: for whom a token is made out, its <c>aud</c>: the id of the service's own application. Required with <see cref="TokenAuthority"/>.</summary>
    public string? TokenAudience { get; init; }

    /// <summary>Whether callers can sign in at all.</summary>
    public bool AnybodySignsIn => PlatformSignsIn || TokenAuthority is not null;

    /// <param name="problems">Takes what cannot be used, by name.</param>
    public static SignInOptions Read(IConfiguration settings, List<string> problems)
    {
        var options = new SignInOptions
        {
            PlatformSignsIn = string.Equals(settings["WEBSITE_AUTH_ENABLED"], "true", StringComparison.OrdinalIgnoreCase),
            IsInstance = Text(settings, "WEBSITE_INSTANCE_ID") is not null || Text(settings, "WEBSITE_POD_NAME") is not null,
            TokenAuthority = Authority(settings, problems),
            TokenAudience = Text(settings, "TokenAudience"),
        };
        if (options.TokenAuthority is not null && options.TokenAudience is null)
            problems.Add("setting `TokenAudience` is missing: say for whom tokens of `TokenAuthority` are made out, the id of this service's own application; without it those for any other would do");
        if (Text(settings, "TokenAuthority") is null && options.TokenAudience is not null)
            problems.Add("setting `TokenAuthority` is missing: say who signs tokens, such as https://login.microsoftonline.com/<tenant>/v2.0, or leave `TokenAudience` out");
        return options;
    }

    private static Uri? Authority(IConfiguration settings, List<string> problems)
    {
        if (Text(settings, "TokenAuthority") is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var authority) && IsSafe(authority) && authority is { Query: "", Fragment: "", UserInfo: "" }) return authority;
        problems.Add("setting `TokenAuthority` cannot be used: expected an https address without a query, such as https://login.microsoftonline.com/<tenant>/v2.0");
        return null;
    }

    /// <summary>Whether what an address gives is what its owner says: by TLS, or from this machine, for tests.</summary>
    internal static bool IsSafe(Uri address) => address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);
}
