using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Compliance.Functions.Http;
using Compliance.Vendors;
using Microsoft.AspNetCore.Http;

namespace Compliance.Functions.Trail;

/// <summary>What requests about trails ask for, and the words of their answers.</summary>
public static class TrailQuery
{
    public const string TextType = "text/plain; charset=utf-8";

    /// <summary>A size or an index; absent gives null.</summary>
    public static bool TryNumber(HttpRequest request, string name, out long? number, [NotNullWhen(false)] out IResult? problem)
    {
        (number, problem) = (null, null);
        if (request.Query[name].ToString() is not { Length: > 0 } asked) return true;
        if (long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var read)) number = read;
        else problem = Problem.Of(400, "query-invalid", $"`{name}` is a number from 0 on, without a sign");
        return problem is null;
    }

    /// <summary>True or false; absent is false.</summary>
    public static bool TryTruth(HttpRequest request, string name, out bool truth, [NotNullWhen(false)] out IResult? problem)
    {
        var asked = request.Query[name].ToString();
        (truth, problem) = (asked == "true", null);
        if (asked is not ("" or "true" or "false")) problem = Problem.Of(400, "query-invalid", $"`{name}` is true or false");
        return problem is null;
    }

    /// <summary>Notes and proofs are text, and every byte counts.</summary>
    public static IResult Text(ReadOnlyMemory<byte> bytes) => Results.Bytes(bytes, TextType);

    public static IResult NoCheckpoint(VendorId vendor, long? size)
    {
        var why = size is { } wanted ? $"was not signed at {wanted} entries: GET trail/checkpoint tells the latest" : "is not signed yet; that is done every hour";
        return Problem.Of(404, "checkpoint-not-found", $"the trail of `{vendor}` {why}");
    }
}
