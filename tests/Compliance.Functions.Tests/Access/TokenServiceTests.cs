using Compliance.Functions.Tests.Service;

namespace Compliance.Functions.Tests.Access;

/// <summary>The running service and bearer tokens.</summary>
public sealed class TokenServiceTests
{
    [SkippableFact]
    public async Task A_token_lets_in_with_its_roles_and_one_that_does_not_count_is_told_to_nobody()
    {
        await using var authority = new TestAuthority();
        using var folder = new ServiceFolder();
        var now = TimeProvider.System.GetUtcNow();
        var (reader, expired) = (authority.Token(authority.Payload(now, "Reader")), authority.Token(authority.Payload(now.AddHours(-2), "Operator")));
        await using (var service = await ServiceProcess.StartAsync(folder.Path, ("TokenAuthority", authority.Address), ("TokenAudience", TestAuthority.Audience), ("WEBSITE_INSTANCE_ID", "0123")))
        {
            // It starts without asking, and stays up without being answered.
            Assert.Empty(authority.Asked);
            (await GetAsync(reader)).AssertProblem(404, "vendor-not-found");
            (await service.SendAsync(HttpMethod.Put, "vendors/some-vendor", null, ("Authorization", $"Bearer {reader}"))).AssertProblem(403, "role-required");
            var refused = await GetAsync(expired);
            refused.AssertProblem(401, "token-invalid");
            Assert.Equal("Bearer error=\"invalid_token\"", refused.Headers["WWW-Authenticate"]);
            Assert.DoesNotContain("eyJ", refused.Body, StringComparison.Ordinal);
            (await GetAsync(reader[..^8])).AssertProblem(401, "token-invalid");

            Task<Reply> GetAsync(string token) => service.SendAsync(HttpMethod.Get, "vendors/some-vendor", null, ("Authorization", $"Bearer {token}"));
            await service.KillAsync();
            var (_, said) = await service.ExitAsync();
            Assert.Contains("A call of GetVendor was refused: token-invalid", said, StringComparison.Ordinal);
            Assert.All(reader.Split('.').Concat(expired.Split('.')), part => Assert.DoesNotContain(part, said, StringComparison.Ordinal));
            Assert.DoesNotContain("ann@example.com", said, StringComparison.Ordinal);
        }
    }
}
