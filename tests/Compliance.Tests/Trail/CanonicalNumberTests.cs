using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.Trail;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Trail;

public class CanonicalNumberTests
{
    // RFC 8785, appendix B.
    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void The_numbers_of_the_specification_are_written_as_it_writes_them(string bits, string expected) =>
        Assert.Equal(expected, Written(BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));

    // RFC 8785, section 3.2.2.
    [Fact]
    public void The_example_of_the_specification_becomes_its_canonical_form()
    {
        const string Given = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;
        const string Expected = """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""";
        var value = CanonicalJson.Parse(Encoding.UTF8.GetBytes(Given));
        Assert.Equal(Expected, Encoding.UTF8.GetString(CanonicalJson.Write(value, CanonicalNumbers.Doubles)));
        Assert.True(CanonicalJson.IsCanonical(Encoding.UTF8.GetBytes(Expected), CanonicalNumbers.Doubles));
        Assert.False(CanonicalJson.IsCanonical(Encoding.UTF8.GetBytes(Expected)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_finite_is_refused(double number)
    {
        Assert.Throws<FormatException>(() => EcmaScriptNumber.Write(number));
        Assert.Throws<FormatException>(() => CanonicalJson.Write(JsonValue.Create(number), CanonicalNumbers.Doubles));
    }

    [Theory]
    [InlineData("1e309")]
    [InlineData("-1e309")]
    public void A_number_beyond_the_largest_double_is_refused(string number) =>
        Assert.Throws<FormatException>(() => CanonicalJson.Write(JsonNode.Parse(number), CanonicalNumbers.Doubles));

    [Fact]
    public void Every_number_reads_back_as_itself() =>
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), bits =>
        {
            var number = BitConverter.UInt64BitsToDouble(bits);
            return !double.IsFinite(number) || double.Parse(Written(number), CultureInfo.InvariantCulture) == number;
        }).Check(Tried.Times(10_000));

    [SkippableFact]
    public void A_hundred_thousand_doubles_are_written_as_ecmascript_writes_them()
    {
        const string Script = """
            const view = new DataView(new ArrayBuffer(8));
            const lines = require("fs").readFileSync(0, "utf8").trimEnd().split("\n");
            process.stdout.write(lines.map(line => { view.setBigUint64(0, BigInt("0x" + line)); return JSON.stringify(view.getFloat64(0)); }).join("\n"));
            """;
        var numbers = Doubles().Where(double.IsFinite).Take(100_000).ToList();
        var input = string.Join('\n', numbers.Select(number => BitConverter.DoubleToUInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture)));
        var answer = OutsideProgram.Run("node", ["-e", Script], input);
        Skip.If(answer is null, "there is no node");
        var expected = answer.Value.Output.Split('\n');
        Assert.Equal(numbers.Count, expected.Length);
        for (var i = 0; i < numbers.Count; i++) Assert.Equal(expected[i], Written(numbers[i]));
    }

    // Edges first: powers of two and ten and their neighbours, then any bits, then numbers of a few digits.
    private static IEnumerable<double> Doubles()
    {
        for (var exponent = -1074; exponent <= 1023; exponent++)
            foreach (var number in Neighbours(Math.ScaleB(1, exponent))) yield return number;
        for (var exponent = -323; exponent <= 308; exponent++)
            foreach (var number in Neighbours(double.Parse($"1e{exponent}", CultureInfo.InvariantCulture))) yield return number;
        foreach (var number in new[] { 0, -0.0, double.MaxValue, double.Epsilon, 9007199254740993, 123456789012345680000d, 4.35, 0.1 + 0.2 })
            foreach (var other in Neighbours(number)) yield return other;
        var random = new Random(8785);
        while (true)
        {
            yield return BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            yield return random.Next(-1_000_000, 1_000_000) / Math.Pow(10, random.Next(0, 12));
            yield return random.NextInt64(-(1L << 54), 1L << 54);
        }
    }

    private static double[] Neighbours(double number) => [number, -number, Math.BitIncrement(number), Math.BitDecrement(number)];

    private static string Written(double number) => Encoding.UTF8.GetString(CanonicalJson.Write(JsonValue.Create(number), CanonicalNumbers.Doubles));
}
