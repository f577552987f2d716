using System.Text.Json.Nodes;
using Compliance.Reports;
using Compliance.Storage;

namespace Compliance.Functions.Http;

/// <summary>A stored file: what was received, for the sender to compare.</summary>
public static class EvidenceBody
{
    public static JsonObject Of(StoredEvidence stored) => new()
    {
        ["path"] = stored.Path,
        ["length"] = stored.Length,
        ["sha256"] = stored.Sha256,
        ["received"] = Wording.Of(stored.CollectedAt),
    };
}
