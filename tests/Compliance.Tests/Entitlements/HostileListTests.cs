using System.Text;
using Compliance.Entitlements;
using Compliance.Tests.Vendors;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Entitlements;

/// <summary>Whatever lies under entitlements/, reading ends with counts that add up.</summary>
public sealed class HostileListTests
{
    private static readonly Gen<string> Word = Gen.Elements(
        "account", "role", "enabled", "email", "suspended", "id", "userPrincipalName", "principalId", "properties", "scope", "roleDefinitionId", "profile", "login", "status", "members", "roleTemplateId",
        "displayName", "primaryEmail", "lastLoginTime", "Username", "IsActive", "ProfileId", "UserId", "IsFrozen", "users", "value");

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Gen.Elements("null", "true", "false", "0", "-1e400", "\"\"", "\"2026-06-30T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01\"", "\"\\u0000\"", "\"\\ud800\"", "\"a@b\"", "1970", "99999999999999999999"),
        Word.Select(word => $"\"{word}\""));

    private static readonly Gen<string> Value = Gen.Sized(Json);

    private static readonly Gen<string> Csv =
        from header in Word.NonEmptyListOf()
        from rows in Gen.Elements("", ",", "\"", "\n", "\r\n", ";", "\t", "ana", "true", "2026-06-30", "\"a,b\"", "\0", "é").ListOf()
        select string.Join(',', header) + "\n" + string.Concat(rows);

    [Fact]
    public void Arbitrary_bytes_are_read_to_the_end() =>
        Check.One(Tried.Times(1000), Prop.ForAll<byte[]>(bytes => AddsUp(bytes)));

    [Fact]
    public void Arbitrary_json_is_read_to_the_end() =>
        Check.One(Tried.Times(1000), Prop.ForAll(Arb.From(Value), text => AddsUp(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void Arbitrary_rows_are_read_to_the_end() =>
        Check.One(Tried.Times(1000), Prop.ForAll(Arb.From(Csv), text => AddsUp(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void Deep_nesting_is_one_rejected_record() => Assert.Equal(1, Lists.Read("a.json", new string('[', 100_000)).Rejected);

    private static Gen<string> Json(int size) => size <= 1 ? Scalar : Gen.Frequency(
        (2, Scalar),
        (3, from names in Word.ListOf(4) from values in Json(size / 4).ListOf(4) select "{" + string.Join(',', names.Zip(values, (name, value) => $"\"{name}\":{value}")) + "}"),
        (2, Json(size / 3).ListOf().Select(items => "[" + string.Join(',', items) + "]")),
        (1, Json(size / 2).Select(text => text[..(text.Length / 2)])));

    private static bool AddsUp(byte[] bytes)
    {
        var folder = new MemoryFolder().Add("entitlements/a.json", bytes);
        var file = folder.List()[0];
        EntitlementReader.Recognises(folder, file);
        var list = EntitlementReader.Read(folder, file);
        return list.Rejected <= list.Records && list.RejectedSamples.Count <= 20 && list.RejectedSamples.Count <= list.Rejected && list.Bytes == bytes.Length
            && list.Entitlements.All(one => one.Account.Length > 0 && one.Record >= 1 && one.Record <= list.Records);
    }
}
