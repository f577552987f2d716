using System.Text;
using Compliance.Reports;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Reports;

public class AuditCsvTests
{
    [Fact]
    public void A_finding_is_one_row_under_a_header()
    {
        var expected =
            "fingerprint,rule,severity,verdict,state,principal,role,action,resource,count,first,last,evidence,controls,message,fix\r\n"
            + HandMade.Stranger.Fingerprint
            + ",unknown-account,high,fail,new,ghost,,crm:export,C-1,1204,2026-03-02T08:00:00.123Z,2026-03-02T10:00:00.000Z,"
            + "logs/crm 1.csv#7; logs/help.ndjson#12,pci-dss-4.0.1:8.2.5,"
            + "\"`ghost` stands in neither people, accounts nor assignments\",name its owner in accounts.csv\r\n";
        using var output = new StringWriter();

        AuditCsv.Write(HandMade.Of([HandMade.Stranger]), output);

        Assert.Equal(expected, output.ToString());
    }

    [Fact]
    public void No_cell_that_another_reader_sees_begins_a_formula_and_nothing_else_of_it_changes()
    {
        var starts = Gen.Elements("", "=", "+", "-", "@", "\t", "\r", "'", "\"", ",");
        var names = from start in starts
                    from rest in ArbMap.Default.GeneratorFor<NonNull<string>>()
                    select start + rest.Get.Replace("\0", "", StringComparison.Ordinal);

        Prop.ForAll(names.ToArbitrary(), name =>
        {
            using var output = new StringWriter();
            AuditCsv.Write(HandMade.Of([HandMade.Stranger with { Principal = name, Message = name }]), output);
            var rows = Read(output.ToString());
            Assert.Equal(2, rows.Count);
            foreach (var column in new[] { "principal", "message" })
            {
                var cell = rows[1][rows[0].IndexOf(column)];
                Assert.False(cell.Length > 0 && "=+-@\t\r".Contains(cell[0], StringComparison.Ordinal));
                Assert.True(cell == name || cell == $"'{name}");
            }
            Assert.Equal("name its owner in accounts.csv", rows[1][^1]);
        }).Check(Tried.Times());
    }

    /// <summary>RFC 4180, read a second time: rows of cells, without quotes.</summary>
    private static List<List<string>> Read(string csv)
    {
        var rows = new List<List<string>>();
        var row = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < csv.Length; i++)
        {
            if (quoted && csv[i] == '"' && i + 1 < csv.Length && csv[i + 1] == '"') cell.Append(csv[i++]);
            else if (csv[i] == '"') quoted = !quoted;
            else if (!quoted && csv[i] == ',') EndCell();
            else if (!quoted && csv[i] == '\r' && csv[i + 1] == '\n')
            {
                i++;
                EndCell();
                rows.Add(row);
                row = [];
            }
            else cell.Append(csv[i]);
        }
        return rows;

        void EndCell()
        {
            row.Add(cell.ToString());
            cell.Clear();
        }
    }
}
