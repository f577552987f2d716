using System.ComponentModel;
using System.Diagnostics;

namespace Compliance.Tests.Trail;

/// <summary>A program of the machine that knows nothing of our code.</summary>
internal static class OutsideProgram
{
    /// <returns>Exit code, and standard output with the errors after it; null where there is no such program.</returns>
    public static (int ExitCode, string Output)? Run(string program, IEnumerable<string> arguments, string input = "", string folder = "")
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        try
        {
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            process.WaitForExit();
            return (process.ExitCode, output.Result + errors.Result);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
