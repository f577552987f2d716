using System.Globalization;
using System.Text;

namespace Compliance.Samples.Acme;

/// <summary>`people.csv`, one row a period of employment, and `accounts.csv`, one row an account of a person or a robot.</summary>
internal static class PeopleCsv
{
    public static string People(IEnumerable<Person> people)
    {
        var csv = new StringBuilder("person,name,status,hired,left,site,background_check,training_expires\n");
        foreach (var person in people)
            foreach (var employment in person.Employments)
            {
                var status = employment == person.Current ? person.Status : "terminated";
                csv.Append(CultureInfo.InvariantCulture, $"{person.Id},{person.Name},{status},{employment.Hired:yyyy-MM-dd},{employment.Left:yyyy-MM-dd},");
                csv.Append(CultureInfo.InvariantCulture, $"{person.Site.ToString().ToLowerInvariant()},{employment.BackgroundCheck:yyyy-MM-dd},{person.TrainingExpires:yyyy-MM-dd}\n");
            }
        return csv.ToString();
    }

    public static string Accounts(IEnumerable<Person> people)
    {
        var csv = new StringBuilder("account,person,kind,system,owner\n");
        foreach (var person in people)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{person.SignInName},{person.Id},human,,\n{person.CrmAccount},{person.Id},human,,\n");
            if (person.Role == "aws-ops")
                csv.Append(CultureInfo.InvariantCulture, $"{person.AwsAccount},{person.Id},human,,\n");
        }
        csv.Append(CultureInfo.InvariantCulture, $"{Bystanders.ReportService},,service,,reporting@acme-bpo.example\n{Bystanders.RoutingBot},,bot,,workforce@acme-bpo.example\n");
        return csv.ToString();
    }
}
