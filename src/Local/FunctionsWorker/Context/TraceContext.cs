namespace Microsoft.Azure.Functions.Worker;

/// <summary>The distributed trace of an invocation, by W3C Trace Context.</summary>
public abstract class TraceContext
{
    /// <summary>The <c>traceparent</c>; empty where nothing traces.</summary>
    public abstract string TraceParent { get; }

    /// <summary>The <c>tracestate</c>; empty where there is none.</summary>
    public abstract string TraceState { get; }
}
