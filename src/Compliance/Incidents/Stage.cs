namespace Compliance.Incidents;

/// <summary>How far a case has come. A machine opens a <see cref="Suspicion"/> or a <see cref="Draft"/>; the rest is for persons.</summary>
public enum Stage
{
    /// <summary>From events too old to alarm anybody at night: no clock runs until a person opens it.</summary>
    Draft,
    Suspicion,
    Incident,

    /// <summary>Data were lost, changed, or seen by somebody who may not.</summary>
    Breach,
    Closed,
}
