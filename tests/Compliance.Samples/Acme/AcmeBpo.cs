using System.IO.Compression;
using System.Text;
using Compliance.Samples.Acme.Logs;
using Compliance.Samples.Acme.Plants;

namespace Compliance.Samples.Acme;

/// <param name="Seed">Any value.</param>
/// <param name="Agents">People of the vendor, 150 to 5,000.</param>
/// <param name="Days">Days of logs up to 30 June 2026, 95 to 165: shorter leaves unused permissions unevaluable, longer begins before the contract.</param>
/// <param name="Scale">How many times as many customers each agent serves, 1 to 20: more would break the volume limits.</param>
public sealed record AcmeOptions(ulong Seed = 2031, int Agents = 200, int Days = 100, int Scale = 1)
{
    /// <summary>What is wrong with these options and what to give instead; absent when nothing is.</summary>
    public string? Problem() => this switch
    {
        { Agents: < Roster.MinAgents or > 5_000 } => $"`--agents {Agents}` is out of range: give {Roster.MinAgents} to 5000",
        { Days: < Period.MinDays or > 165 } => $"`--days {Days}` is out of range: give {Period.MinDays} to 165",
        { Scale: < 1 or > 20 } => $"`--scale {Scale}` is out of range: give 1 to 20",
        _ => null,
    };
}

/// <summary>The sample vendor: a call centre in Manila and Cebu that serves the customers of Harborline, a retailer.</summary>
public static class AcmeBpo
{
    /// <summary>Writes the vendor folder, and beside its files `STORY.md`: what an audit of it must find. Existing files are replaced.</summary>
    public static void Write(string folder, AcmeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var prng = new Prng(options.Seed);
        var period = new Period(options.Days);
        var roster = Roster.Build(options.Agents, prng.Fork("roster"), period);
        var (logs, story) = (new VendorLogs(), new Story());
        Live(prng, period, roster, logs, story, options.Scale);

        var sources = Deliver(folder, prng, period, logs);
        WriteText(folder, "vendor.yaml", VendorYaml.Text);
        WriteText(folder, "access.yaml", AccessYaml.Text(roster.Assignments));
        WriteText(folder, "people.csv", PeopleCsv.People(roster.People));
        WriteText(folder, "accounts.csv", PeopleCsv.Accounts(roster.People));
        Beside.Write(folder, story);
        WriteText(folder, "STORY.md", StoryPage.Text(options, period, sources, story));
    }

    private static void Live(Prng prng, Period period, Roster roster, VendorLogs logs, Story story, int scale)
    {
        var random = prng.Fork("days");
        var desk = new Desk(logs, random);
        var stage = new Stage(roster, desk, logs, story, period);
        AccountPlants.Write(stage);
        EmploymentPlants.Write(stage);
        ConditionPlants.Write(stage);
        BehaviourPlants.Write(stage);
        // After the plants: they take people's days.
        new OrdinaryDays(roster, desk, random, scale).Write(period);
        new Bystanders(logs, prng.Fork("bystanders")).Write(period);
        foreach (var robot in new[] { Bystanders.ReportService, Bystanders.RoutingBot })
            roster.Assignments.Add(new Assignment(robot, "automation", Period.At(new DateOnly(2026, 1, 15), 0, 0)));
        logs.Crm.RemoveAll(access => Period.LocalDay(access.Time) == BehaviourPlants.CrmGap);
    }

    private static List<SourceFacts> Deliver(string folder, Prng prng, Period period, VendorLogs logs)
    {
        var random = prng.Fork("delivery");
        string AnyId(int number, Access access) => random.NextGuid().ToString();

        var crm = Delivery.Arrange(logs.Crm, random, (number, _) => $"E{number:D7}", 701);
        crm.Contradict(IsQuietRead, read => read with { Case = "CS-399001" });
        return
        [
            WriteLogs(folder, VendorYaml.HelpdeskPath, period, TimeSpan.Zero, HelpdeskLog.Write,
                Delivery.Arrange(logs.Helpdesk, random, (number, _) => $"hd-{number:D7}", 499)),
            WriteLogs(folder, VendorYaml.CrmPath, period, Period.Manila, CrmLog.Write, crm),
            WriteLogs(folder, VendorYaml.AzurePath, period, TimeSpan.Zero, AzureActivityLog.Write,
                Delivery.Arrange(logs.Azure, random, (_, access) => access.Id, 211)),
            WriteLogs(folder, VendorYaml.EntraPath, period, TimeSpan.Zero, EntraSignInLog.Write, Delivery.Arrange(logs.Entra, random, AnyId, 307)),
            WriteLogs(folder, VendorYaml.CloudTrailPath, period, TimeSpan.Zero, CloudTrailLog.Write, Delivery.Arrange(logs.CloudTrail, random, AnyId, 151)),
        ];
    }

    // A day without a plant, and a read that carries its case in both versions: the conflict is seen, and breaks no rule.
    private static bool IsQuietRead(Access access) =>
        access is { Action: "customer.read", Outcome: Outcome.Success, Case: not null } && access.Account.StartsWith("acme.", StringComparison.Ordinal)
        && Period.LocalDay(access.Time) == new DateOnly(2026, 6, 17);

    private static SourceFacts WriteLogs(string folder, string path, Period period, TimeSpan zone, Action<Stream, IEnumerable<Access>> write, Delivery delivery)
    {
        var files = delivery.Files(period, zone).ToList();
        foreach (var (month, records) in files)
        {
            var file = Path.Combine(folder, path.Replace("*", month, StringComparison.Ordinal));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using var gzip = new GZipStream(File.Create(file), CompressionLevel.SmallestSize);
            write(gzip, records);
        }
        return SourceFacts.Of(path, files.Count, delivery);
    }

    private static void WriteText(string folder, string name, string text) => File.WriteAllText(Path.Combine(folder, name), text, new UTF8Encoding(false));
}
