using NodaTime;

namespace Compliance.Vendors;

/// <summary>A row of <c>changes.csv</c>: a bulk job or an exception that was announced. In <c>[From, Until)</c> what matches breaks no
/// condition on hours, volume, case or network; whether it is permitted, MFA and employment are judged as ever.</summary>
/// <param name="Person">Who does it; null: whoever holds <paramref name="Role"/>.</param>
/// <param name="Role">Null when <paramref name="Person"/> is given.</param>
/// <param name="Ticket">Where it was agreed.</param>
public sealed record AnnouncedChange(string? Person, string? Role, Pattern Action, Instant From, Instant Until, string Ticket, int Line);
