using Compliance.Samples;
using Compliance.Samples.Acme;

const string usage = """
    acme-bpo --out DIR [--seed 2031] [--agents 200] [--days 100] [--scale 1]
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
