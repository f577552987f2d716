using System.Security.Cryptography;
using System.Text;
using Compliance.Incidents;
using Compliance.Notices;
using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Handling;

/// <summary>A notice as it was drafted and is sent.</summary>
/// <param name="Title">Its first line.</param>
public sealed record NoticeDocument(string Title, string Text, string? Html);

/// <summary>The texts of notices, kept with the evidence: <c>collected/incidents/&lt;incident&gt;/notices/&lt;rule&gt;-&lt;version&gt;.{txt,html}</c>.
/// The ledger has the digest of the text: what is sent is what was approved.</summary>
public sealed class NoticeTexts(IEvidenceStore evidence)
{
    private const int MaxBytes = 1 << 20;

    /// <summary>Keeps a version. The same text again is the same file.</summary>
    public async Task PutAsync(Incident incident, string notice, Notice drafted, CancellationToken cancellationToken)
    {
        await PutAsync(incident.Vendor, PathOf(incident, notice, "html"), drafted.Html, cancellationToken);
        await PutAsync(incident.Vendor, PathOf(incident, notice, "txt"), drafted.Text, cancellationToken);
    }

    /// <summary>A version as it was drafted; null: it was not, or what is kept is something else.</summary>
    /// <param name="notice"><c>&lt;rule&gt;/&lt;version&gt;</c>.</param>
    public async Task<NoticeDocument?> FindAsync(Incident incident, string notice, CancellationToken cancellationToken)
    {
        if (incident.Notices.FirstOrDefault(known => known.Notice == notice) is not { } state) return null;
        if (await BytesAsync(incident.Vendor, PathOf(incident, notice, "txt"), cancellationToken) is not { } bytes) return null;
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != state.Sha256) return null;
        var html = await BytesAsync(incident.Vendor, PathOf(incident, notice, "html"), cancellationToken);
        var text = Encoding.UTF8.GetString(bytes);
        var title = text.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? notice;
        return new(title, text, html is null ? null : Encoding.UTF8.GetString(html));
    }

    public static EvidencePath PathOf(Incident incident, string notice, string extension) =>
        EvidencePath.Parse($"{IncidentWork.Folder}{incident.Id}/notices/{notice.Replace('/', '-')}.{extension}");

    private async Task PutAsync(VendorId vendor, EvidencePath path, string text, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(text), writable: false);
        await evidence.PutAsync(vendor, path, body, cancellationToken);
    }

    private async Task<byte[]?> BytesAsync(VendorId vendor, EvidencePath path, CancellationToken cancellationToken)
    {
        try
        {
            await using var stored = evidence.Open(vendor, path);
            using var bytes = new MemoryStream();
            var buffer = new byte[16 << 10];
            for (int read; (read = await stored.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                if (bytes.Length + read > MaxBytes) return null;
                bytes.Write(buffer, 0, read);
            }
            return bytes.ToArray();
        }
        catch (EvidenceChangedException)
        {
            return null;
        }
    }
}
