using Azure;
using Compliance.Azure.Tests.Secrets;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Evidence;

/// <summary>What the blob service answers to whoever may not delete a blob.</summary>
public sealed class BlobDeletionTests
{
    private static readonly VendorId Vendor = VendorId.Parse("acme-bpo");

    [Theory]
    [InlineData(202, "", DeletionOutcome.Deleted)]
    [InlineData(404, "BlobNotFound", DeletionOutcome.Gone)]
    [InlineData(404, "ContainerNotFound", DeletionOutcome.Gone)]
    [InlineData(412, "ConditionNotMet", DeletionOutcome.Changed)]
    [InlineData(403, "AuthorizationPermissionMismatch", DeletionOutcome.Refused)]
    [InlineData(409, "BlobImmutableDueToPolicy", DeletionOutcome.Kept)]
    [InlineData(409, "BlobImmutableDueToLegalHold", DeletionOutcome.Kept)]
    public async Task Each_answer_is_said_as_what_it_is(int status, string code, DeletionOutcome outcome)
    {
        var until = outcome is DeletionOutcome.Kept && code.EndsWith("Policy", StringComparison.Ordinal) ? Instant.FromUtc(2027, 7, 6, 10, 20, 30) : (Instant?)null;
        using var server = new LoopbackServer(context => context.Request.HttpMethod == "HEAD"
            ? LoopbackServer.WriteAsync(context, 200, "", until is null ? [] : [("x-ms-immutability-policy-until-date", "Tue, 06 Jul 2027 10:20:30 GMT")])
            : LoopbackServer.WriteAsync(context, context.Request.Headers["If-Match"] == "\"v1\"" ? status : 500, "", ("x-ms-error-code", code)));

        Assert.Equal(new EvidenceDeletion(outcome, until), await DeleteAsync(server));
        Assert.Equal("DELETE /evidence/acme-bpo/logs/a.csv", server.Requests.First());
    }

    [Fact]
    public async Task Another_failure_is_one()
    {
        using var server = new LoopbackServer(context => LoopbackServer.WriteAsync(context, 409, "", ("x-ms-error-code", "AccountIsDisabled")));

        Assert.Equal(409, (await Assert.ThrowsAsync<RequestFailedException>(() => DeleteAsync(server))).Status);
    }

    private static Task<EvidenceDeletion> DeleteAsync(LoopbackServer server) =>
        new BlobEvidenceStore(server.Address, new StubCredential(), new BlobOptions { Transport = server.Transport }).DeleteAsync(Vendor, EvidencePath.Parse("logs/a.csv"), "\"v1\"");
}
