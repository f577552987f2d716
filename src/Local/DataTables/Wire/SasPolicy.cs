using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Wire;

/// <summary>Puts a shared access signature at the end of the query, once per request even when it is retried.</summary>
internal sealed class SasPolicy(AzureSasCredential credential) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var signature = credential.Signature.TrimStart('?');
        var query = message.Request.Uri.Query;
        if (query.Contains(signature, StringComparison.Ordinal))
            return;
        message.Request.Uri.Query = query is "" or "?" ? $"?{signature}" : $"{query}&{signature}";
    }
}
