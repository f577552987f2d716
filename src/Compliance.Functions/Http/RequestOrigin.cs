using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Compliance.Functions.Http;

/// <summary>Whom a request is counted for before anybody has looked at who calls: what the platform vouches for, never what the client says of itself.</summary>
/// <remarks>That the front end appends the client's address, and that nothing else stands between, is what App Service documents; it was never verified there. API.md says
/// what follows where it is not so.</remarks>
public sealed class RequestOrigin(ServiceOptions options)
{
    // Whoever has one address of version 6 has all with these bits.
    private const int NetworkBytes = 8;

    /// <summary>The signed-in person, where the platform signs in; else the address that the request came from.</summary>
    public string Of(HttpRequest request)
    {
        if (options.SignIn.PlatformSignsIn && request.Headers["X-MS-CLIENT-PRINCIPAL-ID"].ToString() is { Length: > 0 } person) return $"person {person}";
        return $"address {Network(AddressOf(request))}";
    }

    // In Azure the connection is the host's own, and the front end appends the client to this header: what stands before it anybody may have written.
    private IPAddress? AddressOf(HttpRequest request)
    {
        var connected = request.HttpContext.Connection.RemoteIpAddress;
        if (options.HostName is null || connected is { } other && !IPAddress.IsLoopback(other)) return connected;
        var last = request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim();
        return IPEndPoint.TryParse(last, out var client) ? client.Address : connected;
    }

    private static string Network(IPAddress? address)
    {
        if (address is null) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily is AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, NetworkBytes)) : address.ToString();
    }
}
