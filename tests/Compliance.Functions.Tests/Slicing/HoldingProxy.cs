using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Compliance.Functions.Tests.Slicing;

/// <summary>A request that is never answered: the moment at which the process that sent it is killed.</summary>
/// <param name="Which">By method, address without escapes, and body.</param>
/// <param name="CarriedOut">Whether the store does it all the same.</param>
internal sealed record Hold(Func<string, string, string, bool> Which, bool CarriedOut)
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the request is there, and carried out if it is to be.</summary>
    public Task Reached => _reached.Task;

    public void Reach() => _reached.TrySetResult();
}

/// <summary>Stands before a storage service and passes on what it is asked for, but for the request that is held.</summary>
internal sealed class HoldingProxy : IDisposable
{
    private static readonly string[] OfConnection = ["Host", "Connection", "Content-Length", "Transfer-Encoding", "Keep-Alive"];

    private readonly HttpListener _listener = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly Uri _target;
    private readonly Task _listening;

    /// <param name="target">With the account in its path.</param>
    public HoldingProxy(Uri target)
    {
        _target = target;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}{target.AbsolutePath}");
        }
        _listener.Prefixes.Add(Address.GetLeftPart(UriPartial.Authority) + "/");
        _listener.Start();
        _listening = ListenAsync();
    }

    /// <summary>Where it is asked, instead of the service.</summary>
    public Uri Address { get; }

    /// <summary>What is held; null: nothing.</summary>
    public Hold? Hold { get; set; }

    public void Dispose()
    {
        _listener.Close();
        _listening.Wait();
        _client.Dispose();
    }

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                _ = Task.Run(() => PassAsync(context));
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task PassAsync(HttpListenerContext context)
    {
        try
        {
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            var hold = Hold is { } set && set.Which(context.Request.HttpMethod, Uri.UnescapeDataString(context.Request.RawUrl!), Encoding.Latin1.GetString(body.ToArray())) ? set : null;
            if (hold is { CarriedOut: false })
            {
                hold.Reach();
                return;
            }
            using var response = await _client.SendAsync(Request(context.Request, body.ToArray()));
            if (hold is null) await AnswerAsync(context.Response, response);
            hold?.Reach();
        }
        catch (Exception gone) when (gone is HttpListenerException or HttpRequestException or ObjectDisposedException or IOException)
        {
            // Whoever asked has been killed, or the test is over.
        }
    }

    private HttpRequestMessage Request(HttpListenerRequest asked, byte[] body)
    {
        var request = new HttpRequestMessage(new HttpMethod(asked.HttpMethod), new Uri(_target.GetLeftPart(UriPartial.Authority) + asked.RawUrl));
        if (asked.HasEntityBody || asked.HttpMethod is "PUT" or "POST") request.Content = new ByteArrayContent(body);
        foreach (var name in asked.Headers.AllKeys.OfType<string>().Except(OfConnection, StringComparer.OrdinalIgnoreCase))
            if (!request.Headers.TryAddWithoutValidation(name, asked.Headers[name])) request.Content?.Headers.TryAddWithoutValidation(name, asked.Headers[name]);
        return request;
    }

    private static async Task AnswerAsync(HttpListenerResponse answer, HttpResponseMessage response)
    {
        answer.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
            if (!OfConnection.Contains(name, StringComparer.OrdinalIgnoreCase)) answer.Headers[name] = string.Join(", ", values);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        // A HEAD or a 204 has no body.
        if (bytes.Length > 0) answer.ContentLength64 = bytes.Length;
        if (bytes.Length > 0) await answer.OutputStream.WriteAsync(bytes);
        answer.Close();
    }
}
