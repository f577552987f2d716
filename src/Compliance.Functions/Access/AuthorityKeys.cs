using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Compliance.Functions.Access;

/// <summary>The public keys with which an authority signs tokens, as it publishes them (OpenID Connect Discovery 1.0, section 4; RFC 7517). Asked when
/// first needed, again each few hours while the old ones still count, and when a token names a key that is not among them: then at most once a minute, so that whoever sends
/// tokens with made-up keys makes nobody ask the authority.</summary>
public sealed class AuthorityKeys : IDisposable
{
    private const string MetadataPath = "/.well-known/openid-configuration";
    private const int MostBytes = 512 << 10;
    private const int LeastRsaBits = 2048;

    /// <summary>For one document, from resolving the name to the last byte.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Between two questions, once there are keys.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Between two questions while there are none.</summary>
    internal static readonly TimeSpan PauseWithout = TimeSpan.FromSeconds(5);

    /// <summary>After which they are asked for again, while nobody waits for it.</summary>
    internal static readonly TimeSpan Fresh = TimeSpan.FromHours(6);

    /// <summary>After which they count no more: a key that the authority has taken back would otherwise stay good for as long as it cannot be reached.</summary>
    internal static readonly TimeSpan Usable = TimeSpan.FromHours(24);

    private readonly string _issuer;
    private readonly HttpMessageInvoker _http;
    private readonly TimeProvider _clock;
    private readonly ILogger<AuthorityKeys> _logger;
    private readonly SemaphoreSlim _turn = new(1);
    private Known? _known;
    private long _askedTicks;
    private int _refreshing;

    public AuthorityKeys(Uri authority, TimeProvider clock, ILogger<AuthorityKeys> logger)
    {
        (_issuer, _clock, _logger) = (authority.AbsoluteUri.TrimEnd('/'), clock, logger);
        // A redirect would lead to keys of whoever answers there.
        _http = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = Patience, PooledConnectionLifetime = Fresh });
    }

    /// <summary>The authority's keys of an id.</summary>
    /// <returns>None: it has no such key. Null: it cannot be asked, and what it said before is too old.</returns>
    public async Task<AuthorityAnswer?> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        if (Now(out var known) && known.Of(keyId) is { Keys.Count: > 0 } found)
        {
            // Nobody whose key is known waits for the authority.
            if (IsStale(known) && MayAsk) RefreshAside();
            return found;
        }
        if (MayAsk) await AskInTurnAsync(cancellationToken);
        return Now(out known) ? known.Of(keyId) : null;
    }

    public void Dispose()
    {
        _http.Dispose();
        _turn.Dispose();
    }

    private bool MayAsk => TimeSpan.FromTicks(_clock.GetUtcNow().UtcTicks - Interlocked.Read(ref _askedTicks)) >= (_known is null ? PauseWithout : Pause);

    private bool Now([NotNullWhen(true)] out Known? known)
    {
        known = _known;
        return known is not null && _clock.GetUtcNow() - known.At < Usable;
    }

    private bool IsStale(Known known) => _clock.GetUtcNow() - known.At >= Fresh;

    private void RefreshAside()
    {
        if (Interlocked.Exchange(ref _refreshing, 1) == 1) return;
        _ = Task.Run(async () =>
        {
            try
            {
                await AskInTurnAsync(CancellationToken.None);
            }
            // The service is being stopped.
            catch (ObjectDisposedException)
            {
            }
            finally
            {
                Interlocked.Exchange(ref _refreshing, 0);
            }
        });
    }

    // Whoever comes meanwhile waits. A caller who goes away does not call the question off: others wait for its answer.
    private async Task AskInTurnAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // Somebody else may have asked while this one waited.
            if (!MayAsk) return;
            try
            {
                _known = await AskAsync();
            }
            finally
            {
                Interlocked.Exchange(ref _askedTicks, _clock.GetUtcNow().UtcTicks);
            }
        }
        // What was known before counts until it is too old.
        catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException or InvalidDataException or OperationCanceledException)
        {
            AccessLog.AuthorityFailed(_logger, _issuer, failure is InvalidDataException ? failure.Message : failure.GetType().Name);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<Known> AskAsync()
    {
        using var metadata = JsonDocument.Parse(await GetAsync(new Uri(_issuer + MetadataPath)));
        // Section 4.3: who publishes the keys is who signs the tokens.
        var issuer = metadata.RootElement.Text("issuer");
        if (issuer?.TrimEnd('/') != _issuer) throw new InvalidDataException("its metadata are of another issuer: set `TokenAuthority` to the address that tokens have as `iss`");
        if (!Uri.TryCreate(metadata.RootElement.Text("jwks_uri"), UriKind.Absolute, out var address) || !SignInOptions.IsSafe(address))
            throw new InvalidDataException("its metadata name no https address of its keys");
        return new(issuer, Keys(await GetAsync(address)), _clock.GetUtcNow());
    }

    private static List<JsonWebKey> Keys(byte[] set)
    {
        try
        {
            return [.. JsonWebKeySet.Create(Encoding.UTF8.GetString(set)).Keys.Where(Signs)];
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException)
        {
            throw new InvalidDataException("its keys are no JSON web key set", malformed);
        }
    }

    // A symmetric key would be public here, and anybody could sign with it.
    private static bool Signs(JsonWebKey key) => key.KeyId is { Length: > 0 } && key.Use is null or "" or "sig" && key.Kty switch
    {
        JsonWebAlgorithmsKeyTypes.RSA => key.KeySize >= LeastRsaBits,
        JsonWebAlgorithmsKeyTypes.EllipticCurve => key.Crv is JsonWebKeyECTypes.P256 or JsonWebKeyECTypes.P384 or JsonWebKeyECTypes.P521,
        _ => false,
    };

    private async Task<byte[]> GetAsync(Uri address)
    {
        using var time = new CancellationTokenSource(Patience, _clock);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = await _http.SendAsync(request, time.Token);
        if (response.StatusCode is not HttpStatusCode.OK) throw new InvalidDataException($"it answered {(int)response.StatusCode}");
        await using var stream = await response.Content.ReadAsStreamAsync(time.Token);
        var bytes = new byte[MostBytes + 1];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, time.Token);
        return length <= MostBytes ? bytes[..length] : throw new InvalidDataException($"its answer is longer than {MostBytes} bytes");
    }

    private sealed record Known(string Issuer, IReadOnlyList<JsonWebKey> Keys, DateTimeOffset At)
    {
        public AuthorityAnswer Of(string keyId) => new(Issuer, [.. Keys.Where(key => key.KeyId == keyId)]);
    }
}

/// <summary>What an authority says of a key.</summary>
/// <param name="Issuer">As its tokens have it.</param>
/// <param name="Keys">Those of the id that was asked for.</param>
public sealed record AuthorityAnswer(string Issuer, IReadOnlyList<SecurityKey> Keys);
