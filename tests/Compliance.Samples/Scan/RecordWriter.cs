using System.Text;

namespace Compliance.Samples.Scan;

/// <summary>Prints a record as the exporters of helpdesks print OCSF 1.3: everything, in the order of their own classes.</summary>
internal sealed class RecordWriter
{
    private static readonly byte[][] Browsers = Bytes(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/136.0.0.0 Safari/537.36 Edg/136.0.0.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/136.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:138.0) Gecko/20100101 Firefox/138.0");

    private readonly Utf8Buffer _out;
    private readonly Prng _prng;
    private readonly byte[][] _classes;
    private readonly byte[][] _requests;
    private readonly byte[][] _operations;
    private readonly byte[][] _prefixes;
    private readonly byte[][] _types;

    public RecordWriter(Utf8Buffer output, Prng prng)
    {
        (_out, _prng) = (output, prng);
        _classes = Bytes([.. Operation.All.Select((operation, index) => Class(operation, index))]);
        _requests = Bytes([.. Operation.All.Select(o => $"\"http_request\":{{\"http_method\":\"{o.Method}\",\"user_agent\":\"")]);
        _operations = Bytes([.. Operation.All.Select(o => $",\"api\":{{\"operation\":\"{o.Name}\",\"service\":{{\"name\":\"agent-workspace\"}},\"response\":{{\"code\":")]);
        _prefixes = Bytes([.. Operation.All.Select(o => o.Prefix)]);
        _types = Bytes([.. Operation.All.Select(o => $"\",\"type\":\"{o.Type}\"}}]")]);
    }

    public void Write(in ScanRecord record)
    {
        var isSession = record.Action <= Operation.SignOut;
        WriteHead(record);
        WriteEndpoint(record);
        _out.Add(",\"actor\":{"u8);
        WriteUser(record);
        if (!isSession)
        {
            WriteSession(record);
            _out.Add("}"u8);
            _out.Add(_operations[record.Action]);
            _out.Add(record.Denied ? "403}}"u8 : "200}}"u8);
            WriteResource(record);
        }
        else
        {
            _out.Add("},"u8);
            WriteUser(record);
            WriteSession(record);
            if (record.Mfa is { } mfa)
                _out.Add(mfa ? ",\"is_mfa\":true,\"auth_protocol_id\":6"u8 : ",\"is_mfa\":false,\"auth_protocol_id\":6"u8);
        }
        WriteUnmapped(record);
    }

    private static byte[][] Bytes(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    private static string Class(Operation operation, int index)
    {
        var (category, uid) = index <= Operation.SignOut ? (3, 3002) : (6, 6003);
        return $",\"category_uid\":{category},\"class_uid\":{uid},\"activity_id\":{operation.Activity},\"type_uid\":{uid * 100 + operation.Activity},\"severity_id\":1,";
    }

    private void WriteHead(in ScanRecord record)
    {
        _out.Add("{\"metadata\":{\"version\":\"1.3.0\",\"uid\":\""u8);
        _out.AddHex(_prng.NextBits());
        _out.AddHex(_prng.NextBits());
        _out.Add("\",\"product\":{\"name\":\"Deskline\",\"vendor_name\":\"Deskline\"},\"tenant_uid\":\"harborline\"},\"time\":"u8);
        _out.AddNumber(record.Time);
        _out.Add(_classes[record.Action]);
        _out.Add(record switch
        {
            { Denied: true } => "\"status_id\":2,\"status_code\":\"403\",\"cloud\":"u8,
            { Failed: true } => "\"status_id\":2,\"status_code\":\"INVALID_CREDENTIALS\",\"cloud\":"u8,
            _ => "\"status_id\":1,\"cloud\":"u8,
        });
        _out.Add("{\"provider\":\"AWS\",\"region\":\"ap-southeast-1\",\"account\":{\"uid\":\"111122223333\"}},"u8);
    }

    private void WriteEndpoint(in ScanRecord record)
    {
        _out.Add("\"device\":{\"hostname\":\"MNL-WS-"u8);
        _out.AddPadded(record.Person, 6);
        _out.Add("\",\"type_id\":2},\"src_endpoint\":{\"ip\":\""u8);
        if (record.Elsewhere || record.Origin == Origin.Customer)
        {
            _out.Add("198.51.100."u8);
            _out.AddNumber(record.Person % 250 + 1);
        }
        else
        {
            _out.Add("10."u8);
            _out.AddNumber(20 + (record.Person >> 16));
            _out.Add("."u8);
            _out.AddNumber((record.Person >> 8) & 255);
            _out.Add("."u8);
            _out.AddNumber(record.Person & 255);
        }
        _out.Add("\",\"port\":"u8);
        _out.AddNumber(49_152 + record.Time % 16_000);
        _out.Add("},"u8);
        _out.Add(_requests[record.Action]);
        _out.Add(Browsers[record.Person % Browsers.Length]);
        _out.Add("\"}"u8);
    }

    private void WriteUser(in ScanRecord record)
    {
        _out.Add("\"user\":{\"uid\":\"u-"u8);
        _out.AddPadded(record.Person, 9);
        _out.Add(record.Origin switch
        {
            Origin.UnknownAccount => "\",\"name\":\"x"u8,
            Origin.Customer => "\",\"name\":\"h"u8,
            _ => "\",\"name\":\"agent"u8,
        });
        _out.AddPadded(record.Person, record.Origin == Origin.UnknownAccount ? 9 : 6);
        _out.Add(record.Origin == Origin.Customer ? "@harborline.example"u8 : "@acme-bpo.example"u8);
        _out.Add("\",\"type_id\":1}"u8);
    }

    private void WriteSession(in ScanRecord record)
    {
        _out.Add(",\"session\":{\"uid\":\""u8);
        _out.AddHex(record.Session);
        _out.Add("\""u8);
        if (record.Action > Operation.SignOut && record.Mfa is { } mfa)
            _out.Add(mfa ? ",\"is_mfa\":true"u8 : ",\"is_mfa\":false"u8);
        _out.Add("}"u8);
    }

    private void WriteResource(in ScanRecord record)
    {
        if (record.Resource == 0)
            return;
        _out.Add(",\"resources\":[{\"uid\":\""u8);
        _out.Add(_prefixes[record.Action]);
        _out.AddPadded(record.Resource, 9);
        _out.Add(_types[record.Action]);
    }

    private void WriteUnmapped(in ScanRecord record)
    {
        _out.Add(",\"unmapped\":{\"shard\":"u8);
        _out.AddNumber(record.Person % 16);
        if (record.HasCase)
        {
            _out.Add(",\"case_id\":\"CS-"u8);
            _out.AddPadded((int)(record.Session & 0xFFFFFF) + record.Resource % 8, 9);
            _out.Add("\""u8);
        }
        if (record.Rows > 0)
        {
            _out.Add(",\"rows\":"u8);
            _out.AddNumber(record.Rows);
        }
        _out.Add("}}"u8);
    }
}
