namespace Compliance.Onboarding;

/// <summary>What a column of a roster may tell of a person.</summary>
public enum RosterField
{
    Id,
    Name,
    FirstName,
    LastName,
    Email,
    OtherEmail,
    Login,
    Title,
    Team,
    Site,
    Country,
    Status,
    Hired,
    Rehired,
    Left,
    BackgroundCheck,
    TrainingExpires,
}

/// <summary>How sure it is that a column means a field.</summary>
public enum MappingGround
{
    /// <summary>Its name says so, and what stands in it agrees.</summary>
    NameAndContent,

    /// <summary>Its name says so; what stands in it could be anything.</summary>
    NameAlone,

    /// <summary>What stands in it is of that kind; its name says nothing.</summary>
    ContentAlone,
}

/// <summary>A column that was taken for a field.</summary>
/// <param name="Column">Its name in the file.</param>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Fitting">Filled cells that fit the field.</param>
/// <param name="Filled">Cells that are not empty.</param>
public sealed record MappedColumn(RosterField Field, string Column, int Index, MappingGround Ground, int Fitting, int Filled);
