using System.Reflection;
using System.Runtime.CompilerServices;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where a Functions application begins.</summary>
public class FunctionsApplication
{
    /// <summary>Begins an application whose functions are the public ones of the calling assembly.</summary>
    /// <param name="args">The process's arguments; <c>--port N</c> and <c>--Setting value</c> win over every other source.</param>
    [MethodImpl(MethodImplOptions.NoInlining)] // or the caller below would be the caller's caller
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args, Assembly.GetCallingAssembly());
}
