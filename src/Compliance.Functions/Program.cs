using Compliance;
using Compliance.Functions;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
try
{
    builder.Services.AddAuditing(ServiceOptions.Read(builder.Configuration));
}
catch (InputException refused)
{
    Console.Error.WriteLine(refused.Message);
    Environment.ExitCode = 1;
    return;
}
builder.Build().Run();
