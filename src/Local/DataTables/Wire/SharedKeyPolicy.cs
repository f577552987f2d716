using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Wire;

/// <summary>
/// Signs with the account's key, scheme Shared Key Lite for tables: HMAC-SHA256 over the date and
/// <c>/account</c> followed by the path as sent (which names the account again on an emulator).
/// </summary>
internal sealed class SharedKeyPolicy(TableSharedKeyCredential credential, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var date = time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var signature = credential.Sign($"{date}\n/{credential.AccountName}{message.Request.Uri.ToUri().AbsolutePath}");
        message.Request.Headers.SetValue("x-ms-date", date);
        message.Request.Headers.SetValue("Authorization", $"SharedKeyLite {credential.AccountName}:{signature}");
    }
}
