using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests;

public class CsvCellTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49", "'+49")]
    [InlineData("-1", "'-1")]
    [InlineData("@sum", "'@sum")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"")]
    [InlineData("a=b", "a=b")]
    [InlineData("", "")]
    public void A_cell_that_would_be_a_formula_becomes_text(string value, string cell) => Assert.Equal(cell, CsvCell.Of(value));

    [Fact]
    public void The_bytes_of_a_cell_are_those_of_its_text()
    {
        var starts = Gen.Elements("", "=", "+", "-", "@", "\t", "\r", "'", "\"", ",");
        var values = from start in starts
                     from rest in ArbMap.Default.GeneratorFor<NonNull<string>>()
                     select Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(start + rest.Get));

        Prop.ForAll(values.ToArbitrary(), value =>
        {
            var output = new ArrayBufferWriter<byte>();
            CsvCell.Write(output, Encoding.UTF8.GetBytes(value));
            Assert.Equal(CsvCell.Of(value), Encoding.UTF8.GetString(output.WrittenSpan));
        }).Check(Tried.Times());
    }
}
