namespace Compliance.Onboarding;

/// <summary>How exports of personnel systems name their columns, as <see cref="NameText.Column"/> writes them; the first of a
/// field is the surest.</summary>
internal static class ColumnNames
{
    public static readonly IReadOnlyDictionary<RosterField, string[]> Of = new Dictionary<RosterField, string[]>
    {
        [RosterField.Id] =
        [
            "employeeid", "employeenumber", "employeeno", "empid", "empno", "empnumber", "personnelnumber", "personnelno", "personid", "person", "workerid",
            "staffid", "staffno", "staffnumber", "associateid", "badgeid", "badge", "badgenumber", "hrid", "hrisid", "payrollid", "agentid", "eid", "wwid",
            "personalnummer", "personalnr", "persnr", "mitarbeiternummer", "mitarbeiternr", "mitarbeiterid", "matricula", "matricule", "numeroempleado", "numerodeempleado", "idempleado", "id",
        ],
        [RosterField.Name] =
        [
            "fullname", "name", "employeename", "employee", "displayname", "workername", "worker", "agentname", "staffname", "associatename", "legalname",
            "preferredname", "nameofemployee", "nombrecompleto", "nombreyapellido", "nomecompleto", "vollername", "nomcomplet", "agent",
        ],
        [RosterField.FirstName] = ["firstname", "givenname", "forename", "preferredfirstname", "legalfirstname", "first", "vorname", "nombre", "nombres", "nome", "prenom"],
        [RosterField.LastName] = ["lastname", "surname", "familyname", "legallastname", "last", "nachname", "apellido", "apellidos", "sobrenome", "nom"],
        [RosterField.Email] =
        [
            "workemail", "businessemail", "companyemail", "corporateemail", "officialemail", "emailwork", "primaryworkemail", "email", "emailaddress", "mail",
            "workemailaddress", "upn", "userprincipalname", "correo", "correoelectronico", "eemail", "dienstlicheemail", "emailadresse",
        ],
        [RosterField.OtherEmail] =
        [
            "clientemail", "clientaccount", "clientlogin", "otheremail", "secondaryemail", "alternateemail", "alternativeemail", "emailsecondary", "personalemail", "emailalias",
        ],
        [RosterField.Login] =
        [
            "login", "loginid", "loginname", "username", "userlogin", "networkid", "networklogin", "samaccountname", "ntlogin", "ntid", "adaccount", "adlogin",
            "windowsid", "windowslogin", "userid", "useraccount", "systemid", "ssologin", "account", "usuario", "benutzername",
        ],
        [RosterField.Title] =
        [
            "jobtitle", "title", "positiontitle", "position", "designation", "businesstitle", "jobrole", "role", "jobname", "jobprofile", "jobfunction", "job",
            "puesto", "cargo", "funktion", "tatigkeit", "taetigkeit", "stelle", "stellenbezeichnung", "poste",
        ],
        [RosterField.Team] =
        [
            "team", "teamname", "department", "departmentname", "lob", "lineofbusiness", "program", "programme", "campaign", "queue", "skill", "process", "group",
            "costcenter", "costcentre", "organization", "departamento", "abteilung", "equipo",
        ],
        [RosterField.Site] =
        [
            "site", "sitename", "worksite", "location", "worklocation", "locationname", "office", "officelocation", "facility", "deliverysite", "city", "workcity",
            "centre", "center", "building", "sede", "standort", "arbeitsort", "niederlassung", "ciudad",
        ],
        [RosterField.Country] = ["country", "workcountry", "countryname", "countryregion", "locationcountry", "pais", "land", "pays"],
        [RosterField.Status] =
        [
            "employmentstatus", "employeestatus", "workerstatus", "status", "hrstatus", "currentstatus", "employmentstate", "activestatus", "active", "isactive", "estado", "estatus",
        ],
        [RosterField.Hired] =
        [
            "hiredate", "dateofhire", "datehired", "hired", "hiredon", "startdate", "employmentstartdate", "dateofjoining", "joiningdate", "joindate", "doj",
            "onboardingdate", "onboarddate", "start", "originalhiredate", "contractstart", "fechadeingreso", "fechaingreso", "eintritt", "eintrittsdatum", "eintrittam", "vertragsbeginn", "dataadmissao",
        ],
        [RosterField.Rehired] = ["rehiredate", "dateofrehire", "rehired", "mostrecenthiredate", "latesthiredate"],
        [RosterField.Left] =
        [
            "terminationdate", "dateoftermination", "termdate", "terminated", "terminatedon", "lastdayofwork", "lastworkingday", "lastworkingdate", "lastday", "lastdayworked",
            "lwd", "leavingdate", "dateofleaving", "dateleft", "left", "leftdate", "lefton", "separationdate", "exitdate", "enddate", "employmentenddate", "end",
            "contractend", "contractenddate", "fechadebaja", "fechabaja", "fechadesalida", "austritt", "austrittsdatum", "austrittam", "vertragsende", "letzterarbeitstag", "datademissao",
        ],
        [RosterField.BackgroundCheck] =
        [
            "backgroundcheck", "backgroundcheckdate", "backgroundcheckcompleted", "backgroundcheckpassed", "bgcheck", "bgcheckdate", "bgv", "bgvdate", "screeningdate",
            "vettingdate", "clearancedate", "cleared",
        ],
        [RosterField.TrainingExpires] =
        [
            "trainingexpires", "trainingexpiry", "trainingexpirydate", "trainingvaliduntil", "traineduntil", "compliancetrainingexpiry", "compliancetrainingexpires",
            "securitytrainingexpires", "securitytrainingexpiry", "certificationexpires", "certificationexpiry",
        ],
    };

    private static readonly Dictionary<string, (RosterField Field, int Rank)> ByName =
        Of.SelectMany(field => field.Value.Select((name, rank) => (name, Place: (field.Key, rank)))).ToDictionary(one => one.name, one => one.Place);

    /// <summary>The field that a column's name stands for, and how sure the name is: 0 the surest.</summary>
    public static (RosterField Field, int Rank)? Find(string column)
    {
        var plain = NameText.Column(column);
        if (ByName.TryGetValue(plain, out var found)) return found;
        // `Hire Date (dd/mm/yyyy)`, `Work Email*`.
        var bracket = column.IndexOfAny(['(', '[', '*', ':']);
        return bracket > 0 && ByName.TryGetValue(NameText.Column(column[..bracket]), out found) ? (found.Field, found.Rank + 1) : null;
    }
}
