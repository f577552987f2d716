namespace Compliance.Evidence.Formats;

/// <summary>Names under which home-made logs have the fields of an event, for those that the log entry does not map; the
/// first that is there counts.</summary>
internal static class DefaultNames
{
    /// <summary>Columns, and properties at the top of a record.</summary>
    public static readonly IReadOnlyDictionary<EventField, string[]> Flat = new Dictionary<EventField, string[]>
    {
        [EventField.Time] = ["time", "timestamp", "@timestamp", "datetime", "date_time", "event_time", "eventTime", "occurred_at", "created_at", "createdAt", "logged_at", "when", "date", "ts"],
        [EventField.Id] = ["id", "event_id", "eventId", "uuid", "uid", "log_id"],
        [EventField.Account] = ["account", "user", "username", "user_name", "actor", "principal", "email", "user_email", "login", "upn", "userPrincipalName", "agent", "user_id", "userId", "actor_id"],
        [EventField.AccountType] = ["accountType", "account_type", "user_type", "userType", "actor_type"],
        [EventField.Ip] = ["ip", "ip_address", "ipAddress", "source_ip", "sourceIp", "src_ip", "client_ip", "clientIp", "remote_addr", "remote_ip"],
        [EventField.Country] = ["country", "country_code", "countryCode"],
        [EventField.Latitude] = ["latitude", "lat"],
        [EventField.Longitude] = ["longitude", "lon", "lng"],
        [EventField.UserAgent] = ["userAgent", "user_agent"],
        [EventField.Session] = ["session", "session_id", "sessionId"],
        [EventField.Mfa] = ["mfa", "is_mfa", "mfa_used"],
        [EventField.Interactive] = ["interactive", "is_interactive", "isInteractive"],
        [EventField.Action] = ["action", "operation", "event", "event_type", "eventType", "event_name", "eventName", "activity", "verb"],
        [EventField.Resource] = ["resource", "resource_id", "resourceId", "object", "object_id", "target", "target_id", "record_id", "entity_id"],
        [EventField.ResourceType] = ["resourceType", "resource_type", "object_type", "target_type", "entity_type"],
        [EventField.Outcome] = ["outcome", "result", "status"],
        [EventField.Tenant] = ["tenant", "tenant_id", "tenantId", "organization_id"],
        [EventField.Case] = ["case", "case_id", "caseId", "case_number", "ticket", "ticket_id", "ticketId", "ticket_number"],
        [EventField.Records] = ["records", "record_count", "recordCount", "rows", "row_count"],
    };

    /// <summary>Properties of objects inside a record, looked for behind the flat names.</summary>
    public static readonly IReadOnlyDictionary<EventField, string[]> Nested = new Dictionary<EventField, string[]>
    {
        [EventField.Id] = ["event.id"],
        [EventField.Account] = ["user.email", "user.name", "user.id", "actor.email", "actor.name", "actor.id"],
        [EventField.Ip] = ["source.ip", "client.ip"],
        [EventField.UserAgent] = ["user_agent.original"],
        [EventField.Session] = ["session.id"],
        [EventField.Action] = ["event.action", "action.name"],
        [EventField.Resource] = ["resource.id", "resource.name", "target.id", "object.id"],
        [EventField.ResourceType] = ["resource.type", "target.type", "object.type"],
        [EventField.Outcome] = ["event.outcome"],
        [EventField.Case] = ["case.id", "ticket.id"],
    };
}
