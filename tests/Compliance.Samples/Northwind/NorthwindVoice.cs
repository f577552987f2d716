using System.IO.Compression;
using System.Text;
using Compliance.Samples.Northwind.Exports;

namespace Compliance.Samples.Northwind;

/// <summary>The second sample: a vendor of whom there are exports and lists, and not one file of ours.</summary>
public static class NorthwindVoice
{
    private const int Repeated = 41;

    /// <summary>Writes the folder, and beside its files `STORY.md`. Existing files are replaced.</summary>
    /// <param name="seed">Any value: other tickets and minutes, the same story.</param>
    public static void Write(string folder, ulong seed = 2032)
    {
        Directory.CreateDirectory(folder);
        var prng = new Prng(seed);
        var (recorded, story) = (new Recorded(), new Story());
        var floor = new Floor(recorded, prng.Fork("floor"));
        foreach (var day in Calendar.Days)
            foreach (var worker in Cast.All.Where(worker => worker != Cast.Ines && worker.WorksOn(day)))
                floor.Work(worker, day, day == Plants.LineFailure && worker.Desk == Desk.Lisbon ? Plants.FailoverLine : null);
        new Plants(recorded, floor, prng.Fork("plants"), story).Write();
        recorded.Cut(Calendar.At(Calendar.Last.AddDays(1), 0, 0));

        var requests = Overlapping([.. recorded.Zendesk.OrderBy(one => one.Time).ThenBy(one => one.User)], prng.Fork("pages"));
        var events = recorded.Okta.OrderBy(one => one.Time).ThenBy(one => one.UserId, StringComparer.Ordinal).ToList();
        List<FileFacts> files =
        [
            Text(folder, "headcount-2026-06-30.csv", "roster, exported from the personnel system", Headcount.Text(), Headcount.Rows),
            Text(folder, "annex-b-access.txt", "what the contract says of access, in prose", Annex.Text, 0),
            Zipped(folder, "zendesk-access-logs.json.gz", "access log of the helpdesk", stream => ZendeskExport.Write(stream, requests, prng.Fork("zendesk")), requests.Count),
            Written(folder, "zendesk-users.json", "users of the helpdesk", stream => ZendeskUserList.Write(stream, recorded.Zendesk), ZendeskUserList.Count),
            Zipped(folder, "okta-system-log.json.gz", "system log of Okta", stream => OktaExport.Write(stream, events, prng.Fork("okta")), events.Count),
            Written(folder, "okta-users.json", "users of Okta", stream => OktaUserList.Write(stream, events), OktaUserList.Count),
        ];
        foreach (var type in SalesforceExport.Types)
        {
            var rows = recorded.Salesforce.Where(row => row.Type == type).OrderBy(row => row.Time).ThenBy(row => row.Worker.Number).ToList();
            files.Add(Text(folder, $"salesforce-EventLogFile-{type}.csv", $"event log file of Salesforce, {type}", SalesforceExport.Text(type, rows, prng.Fork(type)), rows.Count));
        }
        files.Add(Text(folder, "salesforce-users.csv", "users of Salesforce", SalesforceUserList.Text(recorded.Salesforce), SalesforceUserList.Count));
        Text(folder, "STORY.md", "", StoryPage.Text(files, story), 0);
    }

    // Where two pages of an export overlap, records stand twice.
    private static List<(Request Request, int Id)> Overlapping(List<Request> requests, Prng random)
    {
        var numbered = requests.Select((request, id) => (request, id)).ToList();
        var page = random.Between(1000, 2000);
        numbered.InsertRange(page, numbered.GetRange(page - Repeated, Repeated));
        return numbered;
    }

    private static FileFacts Text(string folder, string name, string what, string text, int records)
    {
        File.WriteAllText(Path.Combine(folder, name), text, new UTF8Encoding(false));
        return new FileFacts(name, what, records);
    }

    private static FileFacts Written(string folder, string name, string what, Action<Stream> write, int records)
    {
        using var file = File.Create(Path.Combine(folder, name));
        write(file);
        return new FileFacts(name, what, records);
    }

    private static FileFacts Zipped(string folder, string name, string what, Action<Stream> write, int records) => Written(folder, name, what, stream =>
    {
        using var gzip = new GZipStream(stream, CompressionLevel.SmallestSize);
        write(gzip);
    }, records);
}
