using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Wire;

/// <summary>The endpoint of an account's tables and the pipeline that its requests go through.</summary>
internal sealed class TableAccount
{
    public const string Json = "application/json;odata=minimalmetadata";

    private readonly HttpPipeline _pipeline;
    private readonly string _endpoint;
    private readonly string _version;

    public TableAccount(Uri endpoint, string? accountName, HttpPipelinePolicy? authentication, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        options ??= new TableClientOptions();
        Uri = endpoint;
        Name = accountName ?? NameFrom(endpoint);
        _endpoint = endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');
        _version = options.VersionString;
        var pipeline = new HttpPipelineOptions(options) { RequestFailedDetailsParser = ErrorBody.Parser };
        if (authentication is not null)
            pipeline.PerRetryPolicies.Add(authentication);
        _pipeline = HttpPipelineBuilder.Build(pipeline);
    }

    public Uri Uri { get; }

    public string Name { get; }

    public static TableAccount From(string connectionString, TableClientOptions? options)
    {
        var parsed = ConnectionString.Parse(connectionString);
        return parsed.Key is { } key ? From(parsed.TableEndpoint, key, options) : From(parsed.TableEndpoint, parsed.Sas!, options);
    }

    public static TableAccount From(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return new(endpoint, credential.AccountName, new SharedKeyPolicy(credential, TimeProvider.System), options);
    }

    public static TableAccount From(Uri endpoint, AzureSasCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return new(endpoint, null, new SasPolicy(credential), options);
    }

    public static TableAccount From(Uri endpoint, TokenCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return new(endpoint, null, new BearerTokenAuthenticationPolicy(credential, "https://storage.azure.com/.default"), options);
    }

    /// <summary>The address of something in the account: a path that is already escaped, and query options that are not.</summary>
    public Uri Address(string path, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var address = $"{_endpoint}/{path}";
        var separator = '?';
        foreach (var (name, value) in query)
        {
            if (value is null)
                continue;
            address += $"{separator}{name}={Uri.EscapeDataString(value)}";
            separator = '&';
        }
        // A service address may itself carry a shared access signature.
        if (Uri.Query.Length > 1)
            address += $"{separator}{Uri.Query.AsSpan(1)}";
        return new Uri(address);
    }

    public HttpMessage Message(RequestMethod method, Uri address, ReadOnlyMemory<byte>? json = null)
    {
        var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(address);
        message.Request.Headers.SetValue("x-ms-version", _version);
        message.Request.Headers.SetValue("DataServiceVersion", "3.0");
        message.Request.Headers.SetValue("Accept", Json);
        if (json is { } body)
        {
            message.Request.Headers.SetValue("Content-Type", "application/json");
            message.Request.Headers.SetValue("Prefer", "return-no-content");
            message.Request.Content = RequestContent.Create(body);
        }
        return message;
    }

    /// <summary>Sends; answers 2xx and <paramref name="alsoFine"/>, throws the service's error for anything else.</summary>
    public async Task<Response> Send(HttpMessage message, CancellationToken cancellation, int alsoFine = 0)
    {
        using (message)
        {
            await _pipeline.SendAsync(message, cancellation).ConfigureAwait(false);
            var response = message.Response;
            if (response.IsError && response.Status != alsoFine)
                throw new RequestFailedException(response);
            return response;
        }
    }

    public static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    // https://account.table.core.windows.net, or an emulator's http://127.0.0.1:10002/account.
    private static string NameFrom(Uri endpoint) =>
        endpoint.Segments.Length > 1 ? endpoint.Segments[1].TrimEnd('/') : endpoint.Host.Split('.')[0];
}
