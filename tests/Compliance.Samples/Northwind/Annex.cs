namespace Compliance.Samples.Northwind;

/// <summary>The annex of the contract, as lawyers write it: nothing in it can be checked by a program.</summary>
internal static class Annex
{
    public const string Text = """
        MASTER SERVICES AGREEMENT HARBORLINE / NORTHWIND VOICE
        ANNEX B - ACCESS TO SYSTEMS

        1. The Vendor's agents read and answer tickets in the Harborline Helpdesk and look up the
           customer who wrote. They do not delete anything, export anything, or change users.
        2. Senior agents may also open tickets, read organisations, and read cases and contacts
           in Salesforce.
        3. Team leads read the views and ratings of their team.
        4. Quality analysts read tickets and their history. They change nothing.
        5. The operations manager administers the users of the Vendor in the Helpdesk.
        6. Everybody signs in through Okta with a second factor. Accounts are personal. Accounts
           of leavers are closed within one business day.
        7. Work is done from the Vendor's offices in Lisbon (203.0.113.16/28) and Porto
           (198.51.100.16/28), or from home by those agreed by name.
        8. No agent reads more than 60 tickets in an hour.

        """;
}
