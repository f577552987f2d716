namespace Compliance.Local.EmbeddedTables.Entities;

/// <summary>The types of the Entity Data Model that a property can have.</summary>
internal enum EdmType
{
    String,
    Boolean,
    Int32,
    Double,
    Int64,
    DateTime,
    Guid,
    Binary,
}
