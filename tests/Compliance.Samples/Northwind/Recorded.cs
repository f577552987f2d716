namespace Compliance.Samples.Northwind;

/// <summary>A request to the helpdesk.</summary>
/// <param name="User">The helpdesk's id of the user.</param>
internal sealed record Request(DateTimeOffset Time, long User, string Ip, string Method, string Url, string Category, string Agent)
{
    public int Status { get; init; } = 200;
    public string Authorization { get; init; } = "session";
}

/// <summary>An event of the identity provider.</summary>
/// <param name="Login">Sign-in name.</param>
internal sealed record IdentityEvent(DateTimeOffset Time, string Type, string UserId, string Login, string Name, string Ip, Place Place, string Agent, string Session)
{
    public string Result { get; init; } = "SUCCESS";
    public string? Reason { get; init; }
    public string? Factor { get; init; }

    /// <summary>Id and name of the application signed in to.</summary>
    public (string Id, string Name)? Application { get; init; }
}

/// <summary>Where an address is, as the identity provider says.</summary>
internal sealed record Place(string City, string Country, double Latitude, double Longitude)
{
    public static readonly Place Lisbon = new("Lisbon", "Portugal", 38.7167, -9.1333);
    public static readonly Place Porto = new("Porto", "Portugal", 41.1496, -8.611);
    public static readonly Place SaoPaulo = new("São Paulo", "Brazil", -23.5475, -46.6361);

    public static Place Of(Worker worker) => worker.Desk == Desk.Porto ? Porto : Lisbon;
}

/// <summary>A row of a Salesforce event log file.</summary>
/// <param name="Detail">The page, or the report; null for a login.</param>
internal sealed record SalesforceRow(DateTimeOffset Time, string Type, Worker Worker, string Ip, string Session, string? Detail);

/// <summary>What the three systems recorded.</summary>
internal sealed class Recorded
{
    public List<Request> Zendesk { get; } = [];
    public List<IdentityEvent> Okta { get; } = [];
    public List<SalesforceRow> Salesforce { get; } = [];

    /// <summary>Leaves out what an export up to an instant would not hold: the rest of the last night.</summary>
    public void Cut(DateTimeOffset end)
    {
        Zendesk.RemoveAll(one => one.Time >= end);
        Okta.RemoveAll(one => one.Time >= end);
        Salesforce.RemoveAll(one => one.Time >= end);
    }
}
