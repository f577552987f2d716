using Compliance.Local.FunctionsWorker.Discovery;

namespace Compliance.Local.FunctionsWorker.Hosting;

/// <summary>What is printed when the host is ready, in the form of <c>func start</c>.</summary>
internal static class Listing
{
    public static void Write(TextWriter output, FunctionCatalog catalog, Uri address, HostSettings settings)
    {
        output.WriteLine();
        output.WriteLine("Functions:");
        output.WriteLine();
        foreach (var function in catalog)
        {
            if (function.Trigger is RequestTrigger request)
                Line(output, $"{function.Name}: [{(request.Methods.Count == 0 ? "*" : string.Join(',', request.Methods))}] {address}{request.Route}{State(function)}");
        }

        foreach (var function in catalog)
        {
            if (function.Trigger is not RequestTrigger)
                Line(output, $"{function.Name}: {function.Trigger.Type}{State(function)}");
        }

        output.WriteLine($"Listening on {address} until Ctrl+C. Status: {address}admin/host/status; log: standard error; queues and timers: {settings.QueueFile}");
        if (settings.EnableAuth)
            output.WriteLine($"Keys are asked for; they are in {settings.KeyFile}");
        output.Flush();
    }

    private static string State(AppFunction function) => function.IsDisabled ? " (disabled)" : "";

    private static void Line(TextWriter output, string line)
    {
        output.WriteLine($"\t{line}");
        output.WriteLine();
    }
}
