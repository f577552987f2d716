using Compliance.Samples;
using Compliance.Samples.Acme;
using Compliance.Samples.Northwind;
using Compliance.Samples.Scan;

const string usage = """
    acme-bpo --out DIR [--seed 2031] [--agents 200] [--days 100] [--scale 1]
    northwind-voice --out DIR [--seed 2032]
    scan-log --out DIR [--bytes 1GB] [--principals 10000] [--distinct resources|principals] [--seed 2031]
    """;

try
{
    switch (args)
    {
        case ["acme-bpo", .. var rest]:
            var acme = Arguments.Parse(rest, "--out", "--seed", "--agents", "--days", "--scale");
            var options = new AcmeOptions(acme.Seed(2031), acme.Number("--agents", 200), acme.Number("--days", 100), acme.Number("--scale", 1));
            if (options.Problem() is { } problem)
                throw new ArgumentException(problem);
            AcmeBpo.Write(acme.Required("--out"), options);
            return 0;
        case ["northwind-voice", .. var rest]:
            var northwind = Arguments.Parse(rest, "--out", "--seed");
            NorthwindVoice.Write(northwind.Required("--out"), northwind.Seed(2032));
            return 0;
        case ["scan-log", .. var rest]:
            var scan = Arguments.Parse(rest, "--out", "--bytes", "--principals", "--distinct", "--seed");
            var log = new ScanOptions(scan.Bytes("--bytes", 1_000_000_000), scan.Number("--principals", 10_000), DistinctNames(scan.Text("--distinct")), scan.Seed(2031));
            if (log.Problem() is { } wrong)
                throw new ArgumentException(wrong);
            var facts = ScanLog.Write(scan.Required("--out"), log);
            Console.WriteLine($"{facts.Path}: {facts.Bytes} bytes, {facts.Records} records");
            return 0;
        default:
            Console.Error.WriteLine(usage);
            return 2;
    }
}
catch (ArgumentException refused)
{
    Console.Error.WriteLine(refused.Message);
    return 2;
}

static Distinct DistinctNames(string? text) => text switch
{
    null => Distinct.None,
    "resources" => Distinct.Resources,
    "principals" => Distinct.Principals,
    _ => throw new ArgumentException($"`--distinct {text}` is unknown: give resources or principals"),
};
