using System.Globalization;
using Compliance.Functions.Tests.App;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<OuterMiddleware>();
builder.UseMiddleware<InnerMiddleware>();
builder.Services.AddScoped<Visit>();
var ahead = TimeSpan.Parse(builder.Configuration["ClockAhead"] ?? "0", CultureInfo.InvariantCulture);
builder.Services.AddSingleton<TimeProvider>(new ClockAhead(ahead));
builder.Build().Run();
