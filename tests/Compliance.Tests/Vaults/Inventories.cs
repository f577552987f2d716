using System.Text;
using Compliance.Vaults;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Tests.Vaults;

/// <summary>Inventories for tests: a vault read at noon of 2026-03-01, and secrets told by days before and after.</summary>
internal static class Inventories
{
    public static readonly Instant Noon = Instant.FromUtc(2026, 3, 1, 12, 0);

    public static VaultInventory Vault(params VaultSecret[] secrets) => new() { Vault = new Uri("https://acme.vault.azure.net/"), At = Noon, Secrets = secrets };

    public static VaultSecret Secret(params SecretVersion[] versions) => new() { Name = "crm-key", Versions = versions };

    /// <summary>An enabled version without a fault, made so many days ago.</summary>
    public static SecretVersion Version(int age = 30) => new()
    {
        Version = $"v{age}",
        Enabled = true,
        ContentType = "text/plain",
        CreatedOn = Ago(age),
        UpdatedOn = Ago(age),
        ExpiresOn = Ago(age) + Duration.FromDays(365),
        RecoveryLevel = "Recoverable",
        RecoverableDays = 90,
        Tags = ["owner", "rotation-days"],
        Owner = "crm-team",
        RotationDays = "365",
    };

    public static Instant Ago(int days) => Noon - Duration.FromDays(days);

    public static Instant In(int days) => Noon + Duration.FromDays(days);

    public static Instant Time(string text) => InstantPattern.ExtendedIso.Parse(text).Value;

    public static string Text(VaultInventory inventory)
    {
        using var written = new MemoryStream();
        VaultInventoryJson.Write(written, inventory);
        return Encoding.UTF8.GetString(written.ToArray());
    }

    public static VaultInventory Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static VaultInventory Read(byte[] bytes) => VaultInventoryJson.Read(new MemoryStream(bytes), "vaults/acme.json");
}
