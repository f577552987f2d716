using System.Buffers;
using System.Globalization;
using System.Text;

namespace Compliance.Local.EmbeddedTables.Requests;

/// <summary>The answer to a transaction: the answers to its actions, or the one refusal, in a change set. The status is 202 either way.</summary>
internal static class BatchWriter
{
    public static Answer Write(IReadOnlyList<Answer> answers)
    {
        var (batch, changeset) = ($"batchresponse_{Guid.NewGuid()}", $"changesetresponse_{Guid.NewGuid()}");
        var body = new ArrayBufferWriter<byte>(512 * (answers.Count + 1));
        Text(body, $"--{batch}\r\nContent-Type: multipart/mixed; boundary={changeset}\r\n\r\n");
        foreach (var answer in answers)
        {
            Text(body, $"--{changeset}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            Text(body, $"HTTP/1.1 {answer.Status.ToString(CultureInfo.InvariantCulture)} {answer.ReasonPhrase}\r\nDataServiceVersion: 3.0;\r\n");
            foreach (var header in answer.AllHeaders)
                Text(body, $"{header.Name}: {header.Value}\r\n");
            Text(body, "\r\n");
            body.Write(answer.Body.Span);
            Text(body, "\r\n");
        }
        Text(body, $"--{changeset}--\r\n--{batch}--\r\n");
        return Answer.Multipart(body.WrittenMemory, batch);
    }

    private static void Text(ArrayBufferWriter<byte> body, string text) => Encoding.UTF8.GetBytes(text, body);
}
