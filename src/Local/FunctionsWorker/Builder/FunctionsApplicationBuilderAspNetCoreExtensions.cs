namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>The ASP.NET Core integration.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>HTTP-triggered functions take <c>HttpRequest</c> and return <c>IActionResult</c> or <c>IResult</c>. Without it they are refused at start.</summary>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        builder.IntegrateAspNetCore();
        return builder;
    }
}
