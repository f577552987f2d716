namespace Compliance.Evidence.Formats;

/// <summary>The fields of an event that <c>fields:</c> of a log entry may map.</summary>
internal enum EventField
{
    Time,
    Id,
    Account,
    AccountType,
    Ip,
    Country,
    Latitude,
    Longitude,
    UserAgent,
    Session,
    Mfa,
    Interactive,
    Action,
    Resource,
    ResourceType,
    Outcome,
    Tenant,
    Case,
    Records,
}
