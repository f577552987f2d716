using Compliance.Evidence;
using Compliance.Vendors;

namespace Compliance.Onboarding;

/// <summary>What a person wrote into people.csv and accounts.csv, also by editing what was drafted.</summary>
/// <param name="People">Null: nothing.</param>
internal sealed record WrittenByHand(RosterSheet? People, IReadOnlyList<Account> Accounts)
{
    private const int LargestCsv = 64 << 20;

    public static WrittenByHand Of(IVendorFolder folder, DayOrder? dayOrder)
    {
        var memory = DraftMemory.Of(folder);
        var edited = folder.List().Where(file => file.Path is PeopleCsv.File or AccountsCsv.File).Select(file => (file.Path, Bytes: Bytes(folder, file)))
            .Where(file => !memory.IsOwn(file.Path, file.Bytes)).ToDictionary(file => file.Path, file => file.Bytes, StringComparer.Ordinal);
        return new WrittenByHand(
            edited.TryGetValue(PeopleCsv.File, out var people) ? Sheeted(people, dayOrder) : null,
            edited.TryGetValue(AccountsCsv.File, out var accounts) ? Parsed(accounts) : []);
    }

    private static RosterSheet? Sheeted(byte[] bytes, DayOrder? dayOrder)
    {
        var sheet = Sheet.Read(new MemoryStream(bytes, writable: false), int.MaxValue);
        return sheet.Lines.Count > 1 && RosterHeader.Find(sheet) is { } header && header.Has(RosterField.Id) ? new RosterSheet(PeopleCsv.File, sheet, header, dayOrder) : null;
    }

    // What is wrong in it the audit tells, with its place; here it only means that nothing was given.
    private static IReadOnlyList<Account> Read(byte[] bytes) => AccountsCsv.Read(InputText.Of(AccountsCsv.File, bytes), new InputProblems());

    private static IReadOnlyList<Account> Parsed(byte[] bytes)
    {
        try
        {
            return Read(bytes);
        }
        catch (InputException)
        {
            return [];
        }
    }

    private static byte[] Bytes(IVendorFolder folder, VendorFile file)
    {
        using var stream = folder.Open(file);
        return InputText.Bytes(file.Path, stream, LargestCsv);
    }
}
