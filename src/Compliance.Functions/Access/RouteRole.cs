namespace Compliance.Functions.Access;

/// <summary>Who may call a function, or do with it what not everybody may who calls it.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Part">What is asked of it beyond what others may; null: the call itself.</param>
/// <param name="Roles">Any of them will do. None: the function asks nobody who calls.</param>
public sealed record RouteRole(string Function, string? Part, IReadOnlyList<string> Roles)
{
    /// <summary>Whether something is changed, or an entry of the trail says who called: not by a function key alone, in Azure.</summary>
    public bool Writes { get; init; }

    /// <summary>Whether each such call is an entry of the vendor's trail, also where it comes to nothing.</summary>
    public bool Privileged { get; init; }

    /// <summary>Whether it shows who is behind pseudonyms: to nobody where nobody signs in.</summary>
    public bool ShowsNames { get; init; }

    /// <summary>Whether somebody answers for it: a program never does, whatever roles it has.</summary>
    public bool NeedsPerson { get; init; }

    /// <summary>Whether anybody may call, without a key.</summary>
    public bool IsAnonymous => Roles.Count == 0;

    /// <summary>Whether a function key alone will do in Azure, where it is the role Reader.</summary>
    public bool IsForKeyAlone => IsAnonymous || !Writes && Roles.Contains(Role.Reader);

    /// <summary>Whether a caller may.</summary>
    /// <param name="vendor">The vendor of the route; null: it has none.</param>
    public bool Allows(SignedIn caller, string? vendor)
    {
        if (IsAnonymous) return true;
        if (caller.Kind is SignInKind.Local) return !ShowsNames;
        return !(Writes && caller.Kind is SignInKind.Key) && !(NeedsPerson && caller.IsProgram) && Roles.Any(role => caller.Has(role, vendor));
    }

    /// <summary>Whether it is as the vendor alone that a caller may: no other role that it holds would do. What a vendor may not do, such a caller may not.</summary>
    /// <inheritdoc cref="Allows"/>
    public bool AllowsAsVendor(SignedIn caller, string vendor) => Allows(caller, vendor) && !(this with { Roles = [.. Roles.Where(role => role != Role.Vendor)] }).Allows(caller, vendor);
}
