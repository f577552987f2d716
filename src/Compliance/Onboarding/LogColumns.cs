using Compliance.Evidence.Formats;

namespace Compliance.Onboarding;

/// <summary>Finds the fields of events among the columns of a home-made log whose names are not the usual ones to the letter:
/// <c>Event Time</c>, <c>Performed By</c>.</summary>
internal static class LogColumns
{
    private static readonly Dictionary<EventField, string[]> More = new()
    {
        [EventField.Time] = ["timestamputc", "timeutc", "datetimeutc", "eventdate", "eventdatetime", "accesstime", "accessedat", "activitytime", "activitydate", "logtime", "logdate", "actiontime", "performedat", "zeitpunkt", "zeitstempel", "dateutc"],
        [EventField.Account] = ["agentname", "agentid", "agentemail", "agentlogin", "loginid", "loginname", "userlogin", "performedby", "doneby", "changedby", "modifiedby", "accessedby", "operator", "employee", "employeeid", "who", "benutzer", "benutzername", "mitarbeiter"],
        [EventField.Action] = ["activitytype", "actiontype", "actionname", "operationname", "operationtype", "eventaction", "activityname", "transactiontype", "transaction", "function", "what", "aktion", "aktivitat"],
        [EventField.Resource] = ["recordnumber", "customerid", "customernumber", "customer", "contactid", "accountnumber", "record", "entity", "objectname", "kunde", "kundennummer", "kundennr"],
        [EventField.ResourceType] = ["recordtype", "entitytype", "objecttype", "module"],
        [EventField.Case] = ["casenumber", "ticketnumber", "ticketno", "caseno", "interactionid", "incident", "incidentnumber", "vorgang", "vorgangsnummer", "ticketnummer"],
        [EventField.Ip] = ["ipaddress", "sourceaddress", "clientaddress", "clientipaddress", "sourceipaddress", "remoteaddress"],
        [EventField.Outcome] = ["actionresult", "eventresult", "eventstatus", "success"],
        [EventField.Session] = ["sessionnumber", "sessiontoken"],
        [EventField.Records] = ["recordsreturned", "recordsaffected", "rowsreturned", "rowcount", "numberofrecords"],
    };

    /// <summary>Event field → column; empty unless a time, an actor and an action are among them.</summary>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyList<string> header)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var columns = header.Where(column => column.Length > 0).DistinctBy(NameText.Column).ToDictionary(NameText.Column, StringComparer.Ordinal);
        foreach (var (field, usual) in DefaultNames.Flat)
        {
            var names = usual.Select(NameText.Column).Concat(More.GetValueOrDefault(field, []));
            if (names.FirstOrDefault(columns.ContainsKey) is not { } found || fields.ContainsValue(columns[found])) continue;
            var name = field.ToString();
            fields.Add(char.ToLowerInvariant(name[0]) + name[1..], columns[found]);
        }
        return fields.ContainsKey("time") && fields.ContainsKey("account") && fields.ContainsKey("action") ? fields : new Dictionary<string, string>();
    }
}
