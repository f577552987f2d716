using Compliance.Functions.Slicing;
using Compliance.Vendors;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Configuration;

namespace Compliance.Functions.Tests.Slicing;

/// <summary>Messages that ask for slices, and the setting.</summary>
public sealed class SliceTicketTests
{
    [Fact]
    public void A_message_names_vendor_audit_and_number()
    {
        Assert.True(SliceTicket.TryParse("acme-bpo/a1/12", out var ticket));
        Assert.Equal(new SliceTicket(VendorId.Parse("acme-bpo"), "a1", 12), ticket);
        Assert.Equal("acme-bpo/a1/12", ticket.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("acme-bpo/a1")]
    [InlineData("acme-bpo/a1/")]
    [InlineData("acme-bpo/a1/0")]
    [InlineData("acme-bpo/a1/01")]
    [InlineData("acme-bpo/a1/-1")]
    [InlineData("acme-bpo/a1/+1")]
    [InlineData("acme-bpo/a1/1 ")]
    [InlineData("acme-bpo/a1/1.5")]
    [InlineData("acme-bpo/a1/9999999")]
    [InlineData("acme-bpo/a1/99999999999999999999")]
    [InlineData("acme-bpo/a1/\u0661")]
    [InlineData("acme-bpo/a1/1/2")]
    [InlineData("acme-bpo/../1")]
    [InlineData("../a1/1")]
    [InlineData("ACME/a1/1")]
    [InlineData("//1")]
    public void What_is_no_such_message_is_told_apart(string? text) => Assert.False(SliceTicket.TryParse(text, out _));

    [Fact]
    public void Whatever_comes_is_no_message_or_one_that_says_itself()
    {
        var part = Gen.OneOf(Gen.Elements("acme-bpo", "a1", "7", "", "0", "..", "/"), ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""));
        var text = part.ArrayOf(4).Select(parts => string.Join('/', parts.Take(3)) + (parts[3].Length > 6 ? parts[3] : ""));
        Prop.ForAll(text.ToArbitrary(), written => !SliceTicket.TryParse(written, out var ticket) || ticket.ToString() == written && ticket.Number > 0).Check(Tried.Times());
    }

    [Theory]
    [InlineData(null, 256L << 20)]
    [InlineData(" ", 256L << 20)]
    [InlineData("1048576", 1L << 20)]
    [InlineData(" 1099511627776 ", 1L << 40)]
    public void The_size_of_a_slice_is_a_setting(string? text, long bytes)
    {
        var problems = new List<string>();
        Assert.Equal(bytes, SliceOptions.Read(Settings(text), problems).Bytes);
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("1048575")]
    [InlineData("1099511627777")]
    [InlineData("-1048576")]
    [InlineData("256 MiB")]
    [InlineData("99999999999999999999")]
    public void A_size_that_cannot_be_used_is_named(string text)
    {
        var problems = new List<string>();
        SliceOptions.Read(Settings(text), problems);
        Assert.StartsWith($"setting `SliceBytes` is `{text}`", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_slices_lie_is_said_or_they_lie_beside_the_evidence()
    {
        var problems = new List<string>();
        Assert.Null(SliceOptions.Read(Settings(null), problems).Store);
        Assert.Equal("Directory=parts", SliceOptions.Read(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("SliceStore", (string?)" Directory=parts ")]).Build(), problems).Store);
        Assert.Empty(problems);
        IEnumerable<KeyValuePair<string, string?>> wrong = [new("AuditSchedule", "0 0 2 * * *"), new("SliceStore", "parts")];
        Assert.Contains("setting `SliceStore`: the slice store is not known", Assert.Throws<InputException>(() => ServiceOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(wrong).Build())).Message, StringComparison.Ordinal);
    }

    private static IConfiguration Settings(string? bytes) => new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("SliceBytes", bytes)]).Build();
}
