namespace Compliance.Functions.Access;

/// <summary>How it is known who calls.</summary>
public enum SignInKind
{
    /// <summary>Not in Azure, and nobody signs in there: everybody is <see cref="SignedIn.Local"/>.</summary>
    Local,

    /// <summary>In Azure, by a function key alone: it says that somebody may call, and not who.</summary>
    Key,

    /// <summary>By the platform's sign-in, which puts <c>X-MS-CLIENT-PRINCIPAL</c> on the request and takes off any that a client sends.</summary>
    Platform,

    /// <summary>By a bearer token that was validated here.</summary>
    Token,
}
