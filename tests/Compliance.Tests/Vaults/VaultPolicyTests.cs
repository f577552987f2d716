using Compliance.Vaults;

namespace Compliance.Tests.Vaults;

public sealed class VaultPolicyTests
{
    [Fact]
    public void The_defaults_can_be_used() => Assert.Equal(365, new VaultPolicy().Checked().MaxAgeDays);

    [Fact]
    public void Settings_out_of_range_are_named_together()
    {
        var refusal = Assert.Throws<InputException>(() => new VaultPolicy { ExpiringMediumDays = 10, MaxAgeDays = 0, RecoverableDays = 91, RequiredTags = [""] }.Checked()).Message;
        Assert.Equal(["ExpiringMediumDays", "MaxAgeDays", "RecoverableDays", "RequiredTags"], refusal.Split('\n').Select(line => line.Split('`')[1]));
    }
}
