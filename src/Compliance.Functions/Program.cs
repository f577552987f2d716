using Compliance;
using Compliance.Functions;
using Compliance.Functions.Http;
using Compliance.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
try
{
    var options = ServiceOptions.Read(builder.Configuration);
    builder.Services.AddAuditing(options);
    // The first is outermost: what is refused is measured too.
    builder.AddTelemetry(options.Telemetry);
    builder.UseMiddleware<RequestRate>();
}
catch (InputException refused)
{
    Console.Error.WriteLine(refused.Message);
    Environment.ExitCode = 1;
    return;
}
builder.Build().Run();
