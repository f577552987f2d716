using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Compliance.Publishing;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;

namespace Compliance.Functions.Tests.Infra;

/// <summary>The archive under the role that the template gives: it may add blobs and read them. The service then refuses a put over a blob that is there as forbidden, without a look at its condition.</summary>
public sealed class AddOnlyArchiveTests
{
    private static readonly VendorId Vendor = VendorId.Parse("acme");

    [Fact]
    public async Task A_checkpoint_that_is_there_already_is_taken_for_kept() =>
        Assert.False(await Archive("signed"u8.ToArray()).PutAsync(Vendor, 14, "checkpoint.txt", "signed"u8.ToArray()));

    [Fact]
    public async Task Another_one_under_its_name_is_not() =>
        await Assert.ThrowsAsync<TrailInconsistentException>(() => Archive("other"u8.ToArray()).PutAsync(Vendor, 14, "checkpoint.txt", "signed"u8.ToArray()));

    [Fact]
    public async Task Where_none_is_there_whoever_is_refused_is_told_so() =>
        Assert.Equal(403, (await Assert.ThrowsAsync<RequestFailedException>(() => Archive(null).PutAsync(Vendor, 14, "checkpoint.txt", "signed"u8.ToArray()))).Status);

    private static BlobCheckpointArchive Archive(byte[]? there) => new(new Uri("https://archive.blob.core.windows.net"), new Signed(), new BlobOptions { Transport = new AddOnly(there) });

    private sealed class Signed : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("of-the-service", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }

    private sealed class AddOnly(byte[]? there) : HttpPipelineTransport
    {
        public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

        public override void Process(HttpMessage message) => message.Response = message.Request.Method == RequestMethod.Put ? new Answered(403, null) : new Answered(there is null ? 404 : 200, there);

        public override ValueTask ProcessAsync(HttpMessage message)
        {
            Process(message);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Answered(int status, byte[]? body) : Response
    {
        public override int Status => status;

        public override string ReasonPhrase => "";

        public override Stream? ContentStream { get; set; } = body is null ? null : new MemoryStream(body);

        public override string ClientRequestId { get; set; } = "";

        public override void Dispose()
        {
        }

        protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => (value = null) is not null;

        protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values) => (values = null) is not null;

        protected override bool ContainsHeader(string name) => false;

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => [];
    }
}
