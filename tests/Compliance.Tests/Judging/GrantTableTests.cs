using System.Text;
using Compliance.Evidence.Bytes;
using Compliance.Judging;
using Compliance.Tests.Vendors;
using Compliance.Vendors;

namespace Compliance.Tests.Judging;

public sealed class GrantTableTests
{
    private const string Access = """
        timezone: UTC
        roles:
          tier1:
            allow:
              - actions: ["ticket.*"]
              - actions: ["*"]
                resources: ["T-*"]
        assignments: []
        """;

    [Fact]
    public void Actions_that_are_not_kept_share_the_grants_of_what_allows_them()
    {
        var model = VendorReader.Read(MemoryFolder.With(access: Access)).Access;
        var hash = new KeyedHash();
        var held = new HeldRolesTable(model).Get(model.Roles);
        var grants = new GrantTable(new PermissionTable(model), hash);

        var both = Enumerable.Range(0, 100).Select(number => Decide($"ticket.{number}", "T-1")).Distinct().ToList();
        var one = Enumerable.Range(0, 100).Select(number => Decide($"order.{number}", "T-1")).Distinct().ToList();

        Assert.Equal(2, Assert.Single(both).Entries.Count);
        Assert.Single(Assert.Single(one).Entries);

        Grant Decide(string action, string resource) =>
            grants.Decide(null, held, new AccessAction(ActionKey.Hashed(hash.Of(Encoding.UTF8.GetBytes(action))), action, Pattern.Fold(action), false, []), Encoding.UTF8.GetBytes(resource), 0, out _);
    }
}
