using System.Text;
using Compliance.Incidents;
using NodaTime;

namespace Compliance.Tests.Incidents;

/// <summary>Registers of overdue clocks, and their files.</summary>
internal static class OverdueRegisters
{
    public const string Gdpr = "eu-gdpr.art33-1";
    public const string Contract = "contract.vendor-notice";

    public static readonly Instant Noon = Instant.FromUtc(2026, 11, 24, 12, 0);

    public static OverdueClock Clock(string clock = Gdpr, string incident = "20261122-abc123", SubmissionState submission = SubmissionState.None) => new()
    {
        Incident = incident,
        Clock = clock,
        Due = Noon - Duration.FromHours(4),
        Submission = submission,
        SubmittedAt = submission switch
        {
            SubmissionState.InTime => Noon - Duration.FromHours(4),
            SubmissionState.Late => Noon - Duration.FromHours(4) + Duration.FromNanoseconds(1),
            _ => null,
        },
    };

    public static OverdueRegister Register(params OverdueClock[] clocks) => new() { At = Noon, Seen = 3, Clocks = clocks };

    public static byte[] File(OverdueRegister register)
    {
        using var written = new MemoryStream();
        OverdueRegisterJson.Write(written, register);
        return written.ToArray();
    }

    public static OverdueRegister Read(byte[] file)
    {
        using var input = new MemoryStream(file);
        return OverdueRegisterJson.Read(input, "incidents/overdue.json");
    }

    public static OverdueRegister Read(string file) => Read(Encoding.UTF8.GetBytes(file));
}
