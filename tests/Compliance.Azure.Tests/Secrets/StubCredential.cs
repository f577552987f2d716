using Azure.Core;

namespace Compliance.Azure.Tests.Secrets;

/// <summary>A sign-in that always succeeds.</summary>
internal sealed class StubCredential : TokenCredential
{
    public const string Token = "stub-token";

    /// <summary>What tokens were asked for.</summary>
    public List<string> Scopes { get; } = [];

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        lock (Scopes) Scopes.AddRange(requestContext.Scopes);
        return new(Token, DateTimeOffset.MaxValue);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}
