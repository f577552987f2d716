using Compliance.Functions.Telemetry;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging;

namespace Compliance.Functions.Tests.Telemetry;

/// <summary>The net below the rule that no secret is put into a line.</summary>
public sealed class RedactionTests
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

    // {0} is a secret.
    private static readonly IReadOnlyList<string> Places =
    [
        "GET https://x.azurewebsites.net/api/vendors?code={0} failed",
        "GET https://x.blob.core.windows.net/evidence/a?sv=2024-11-04&sig={0}&se=2026 failed",
        "https://login.example.com/cb#access_token={0}&token_type=bearer",
        "DefaultEndpointsProtocol=https;AccountName=a;AccountKey={0};EndpointSuffix=core.windows.net",
        "Endpoint=sb://x/;SharedAccessKeyName=k;SharedAccessKey={0}",
        "Authorization: Bearer {0}",
        "authorization: SharedKey account:{0}\r\nx-ms-date: today",
        "the header was Bearer {0}, which is not valid",
        "x-functions-key: {0}",
        "X-MS-CLIENT-PRINCIPAL: {0}",
        "Cookie: AppServiceAuthSession={0}",
        """{{"client_secret":"{0}","grant_type":"client_credentials"}}""",
        """{{"password" : "{0}"}}""",
        "connect to https://user:{0}@db.example.com/x",
        "eyJ{0}.eyJ{0}.{0} was refused",
        "-----BEGIN PRIVATE KEY-----\n{0}\n-----END PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----\n{0}",
        "key {0}AzFu{0}== is not one of this app",
    ];

    [Fact]
    public void A_secret_is_taken_out_of_wherever_it_stands() => Prop.ForAll(
        Arb.From(from place in Gen.Elements<string>(Places) from secret in Secret() select (place, secret)),
        planted => !Redaction.Of(Filled(planted.place, planted.secret)).Contains(planted.secret, StringComparison.Ordinal)).Check(Tried.Times());

    [Fact]
    public void What_was_redacted_stays_as_it_is() => Prop.ForAll(
        Arb.From(from place in Gen.Elements<string>(Places) from secret in Secret() select Filled(place, secret)),
        text => Redaction.Of(Redaction.Of(text)) == Redaction.Of(text)).Check(Tried.Times());

    [Fact]
    public void Any_text_is_read_to_its_end_and_one_that_needs_nothing_stays_as_it_is() =>
        Prop.ForAll<string?>(text => Redaction.IsNeeded(text ?? "") || Redaction.Of(text ?? "") == (text ?? "")).Check(Tried.Times());

    [Fact]
    public void A_storage_key_is_known_by_its_shape() =>
        Assert.DoesNotContain("Zm9v", Redaction.Of($"key {string.Concat(Enumerable.Repeat("Zm9v", 21))}Zm== did not fit"), StringComparison.Ordinal);

    [Theory]
    [InlineData("The trail of `acme` holds: 14 entries, root 65aa599dd1af9005498b10b1812fcb0f39aadb06ce1c8b7f3611a109799ccad2")]
    [InlineData("setting `CheckpointKey` is missing: a store in Azure needs a key of a vault that signs checkpoints, such as https://<name>.vault.azure.net/keys/checkpoints")]
    [InlineData("status code: 404, error code: ResourceNotFound; see https://aka.ms/x")]
    [InlineData("the secret of the channel could not be read")]
    public void A_line_without_a_secret_is_left_alone(string line) => Assert.Equal(line, Redaction.Of(line));

    [Fact]
    public void A_long_line_of_beginnings_takes_time_by_its_length_only()
    {
        var text = string.Concat(Enumerable.Repeat("-----BEGIN PRIVATE KEY----- eyJ. sig=& ://:: ", 50_000));
        Assert.True(Redaction.Of(text).Length <= text.Length + (50_000 * 4 * Redaction.Mark.Length));
    }

    [Fact]
    public void Every_logger_passes_a_line_on_without_its_secret_and_any_other_as_it_is()
    {
        var lines = new List<(string Text, IReadOnlyList<KeyValuePair<string, object?>> Values, string Failure)>();
        using var factory = new RedactingLoggers(LoggerFactory.Create(logging => logging.AddProvider(new Kept(lines))));
        var logger = factory.CreateLogger("Compliance.Functions");
        ServiceLog.StoreFailed(logger, new HttpRequestException("GET https://x/?sig=abcdef"), "GET https://x/?sig=abcdef");
        ServiceLog.Resent(logger, 3);
        Assert.Equal("The store did not answer: GET https://x/?sig=[redacted]", lines[0].Text);
        Assert.Equal("GET https://x/?sig=[redacted]", lines[0].Values.Single(value => value.Key == "Problem").Value);
        Assert.StartsWith("System.Net.Http.HttpRequestException: GET https://x/?sig=[redacted]", lines[0].Failure, StringComparison.Ordinal);
        Assert.Equal(("3 audits were sent again from the outbox", 3), (lines[1].Text, lines[1].Values.Single(value => value.Key == "Count").Value));
    }

    [Fact]
    public void A_secret_in_a_value_or_in_a_scope_does_not_pass_where_the_text_shows_none()
    {
        var lines = new List<(string Text, IReadOnlyList<KeyValuePair<string, object?>> Values, string Failure)>();
        using var factory = new RedactingLoggers(LoggerFactory.Create(logging => logging.AddProvider(new Kept(lines))));
        var logger = factory.CreateLogger("Compliance.Functions");
        logger.Log<IReadOnlyList<KeyValuePair<string, object?>>>(LogLevel.Warning, default, [new("address", new Uri("https://x/?sig=abcdef")), new("header", "Bearer abcdef"), new("count", 3)], null, (_, _) => "asked");
        using (logger.BeginScope(new Dictionary<string, object?> { ["query"] = "code=abcdef" })) { }
        using (logger.BeginScope("code=abcdef")) { }
        using (logger.BeginScope(new Dictionary<string, object?> { ["vendor"] = "acme" })) { }
        Assert.Equal(4, lines.Count);
        Assert.Equal([("address", "https://x/?sig=[redacted]"), ("header", "Bearer [redacted]"), ("count", 3)], lines[0].Values.Select(value => (value.Key, value.Value)));
        Assert.Equal("code=[redacted]", Assert.Single(lines[1].Values).Value);
        Assert.Equal("code=[redacted]", lines[2].Text);
        Assert.Equal("acme", Assert.Single(lines[3].Values).Value);
    }

    [Fact]
    public void A_very_long_text_is_cut_between_words()
    {
        var said = Redaction.Of(string.Concat(Enumerable.Repeat("word ", 10_000)) + "sig=abcdef");
        Assert.EndsWith("word" + Redaction.Mark, said, StringComparison.Ordinal);
        Assert.InRange(said.Length, Redaction.Longest - 100, Redaction.Longest);
        Assert.Equal(Redaction.Mark, Redaction.Of(new string('k', Redaction.Longest + 1)));
    }

    private static Gen<string> Secret() =>
        from length in Gen.Choose(12, 60)
        from letters in Gen.Elements(Letters.ToCharArray()).ArrayOf(length)
        select new string(letters);

    private static string Filled(string place, string secret) => place.Replace("{0}", secret, StringComparison.Ordinal).Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);

    private sealed class Kept(List<(string, IReadOnlyList<KeyValuePair<string, object?>>, string)> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            lines.Add(($"{state}", [.. state as IEnumerable<KeyValuePair<string, object?>> ?? []], ""));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add((formatter(state, exception), [.. (IEnumerable<KeyValuePair<string, object?>>)state!], $"{exception}"));

        public void Dispose()
        {
        }
    }
}
