using System.Text;
using System.Text.Json.Nodes;
using Compliance.Functions.Access;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Functions.Tests.Service;

/// <summary>Roles as the platform's sign-in tells them.</summary>
public sealed class SignedInRolesTests
{
    private const string Schema = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role";

    [Theory]
    [InlineData(Schema, "roles")]
    [InlineData(Schema, Schema)]
    [InlineData("groups", "groups")]
    [InlineData(null, "roles")]
    public void A_role_is_a_claim_of_the_type_that_the_sign_in_names_or_of_a_usual_one(string? roleType, string type) =>
        Assert.Equal(["Auditor"], PlatformPrincipal.Read(Principal(roleType, (type, "Auditor"), ("name", "Approver"), ("groups2", "Legal")))!.Roles);

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("bm90IGpzb24=")]
    [InlineData("bnVsbA==")]
    [InlineData("eyJjbGFpbXMiOnt9fQ==")]
    public void What_is_not_of_its_form_says_nothing_of_anybody(string header) => Assert.Null(PlatformPrincipal.Read(header));

    [Fact]
    public void A_claim_that_cannot_be_read_gives_no_role() =>
        Assert.Empty(PlatformPrincipal.Read("eyJjbGFpbXMiOlsxLG51bGwseyJ0eXAiOjEsInZhbCI6IkF1ZGl0b3IifSx7InR5cCI6InJvbGVzIiwidmFsIjpudWxsfV19")!.Roles);

    [Fact]
    public void A_role_is_another_one_in_other_letters() =>
        Assert.DoesNotContain("Auditor", PlatformPrincipal.Read(Principal("roles", ("roles", "auditor"), ("roles", "Auditors")))!.Roles);

    [Fact]
    public void Whatever_the_header_holds_nobody_gets_a_role_that_it_does_not_say()
    {
        var whole = Encoding.UTF8.GetBytes(Json("roles", ("roles", "Reader"), (Schema, "Reader")).ToJsonString());
        // Arbitrary bytes, and a real one with a piece of them in it.
        var edited = from garbage in ArbMap.Default.GeneratorFor<byte[]>()
                     from at in Gen.Choose(0, whole.Length)
                     from cut in Gen.Choose(0, 9)
                     select whole[..at].Concat(garbage).Concat(whole[Math.Min(whole.Length, at + cut)..]).ToArray();
        var bytes = Gen.OneOf(ArbMap.Default.GeneratorFor<byte[]>(), edited);
        Prop.ForAll(Arb.From(bytes), header => PlatformPrincipal.Read(Convert.ToBase64String(header))?.Roles.Contains(Role.Auditor) is not true).Check(Tried.Times());
        Prop.ForAll(Arb.From(ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")), header => PlatformPrincipal.Read(header) is null).Check(Tried.Times());
    }

    internal static string Principal(string? roleType, params (string Type, string Value)[] claims) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Json(roleType, claims).ToJsonString()));

    private static JsonObject Json(string? roleType, params (string Type, string Value)[] claims) => new()
    {
        ["auth_typ"] = "aad",
        ["claims"] = new JsonArray([.. claims.Select(claim => new JsonObject { ["typ"] = claim.Type, ["val"] = claim.Value })]),
        ["name_typ"] = "name",
        ["role_typ"] = roleType,
    };
}
