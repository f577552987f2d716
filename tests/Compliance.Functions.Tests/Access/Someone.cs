using Compliance.Functions.Tests.Service;

namespace Compliance.Functions.Tests.Access;

/// <summary>Headers as the platform's sign-in puts them on a request.</summary>
internal static class Someone
{
    public static (string Name, string Value)[] With(params string[] roles) => Named("someone@example.com", roles);

    public static (string Name, string Value)[] Named(string name, params string[] roles) =>
        [("X-MS-CLIENT-PRINCIPAL-NAME", name), ("X-MS-CLIENT-PRINCIPAL", SignedInRolesTests.Principal("roles", [.. roles.Select(role => ("roles", role))]))];
}
