using System.Text;

namespace Compliance.Tests.Evidence;

/// <summary>Whatever the input: no reader throws, hangs, or loses a record.</summary>
public class MalformedLogTests
{
    private static readonly string[] Samples =
    [
        """{"time":1772323200000,"class_uid":6003,"activity_id":2,"actor":{"user":{"name":"a"}},"resources":[{"uid":"r"}],"status_id":2,"status_detail":"Access denied"}""" + "\n",
        """{"Records":[{"eventTime":"2026-03-01T00:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","userIdentity":{"type":"IAMUser","userName":"a"},"requestParameters":{"bucketName":"b","key":"k"}}]}""",
        """[{"time":"2026-03-01T00:00:00Z","operationName":"X","resourceId":"/subscriptions/1/providers/A/b/c","resultType":"Failure","identity":{"claims":{"appid":"x"}}}]""",
        """{"createdDateTime":"2026-03-01T00:00:00Z","userPrincipalName":"a","appId":"b","status":{"errorCode":0},"authenticationDetails":[{"x":1}]}""" + "\n\n",
        "time,user,action,resource\n2026-03-01T00:00:00Z,\"a\"\"b\",x,y\n5/18/2021 9:13:33 PM,c,d,e\n",
        "{\"timestamp\":\"2026-03-01T00:00:00Z\",\"user\":{\"email\":\"a\"},\"action\":\"x\"}\n{\"timestamp\":1772323200,\"user\":\"b\",\"action\":\"y\"}\n",
    ];

    private static readonly string?[] Formats = [null, "ocsf", "cloudtrail", "azure-activity", "entra-signin", "csv", "ndjson"];

    [Fact]
    public void Mutated_logs_are_read_in_every_format_without_losing_a_record()
    {
        var random = new Random(5);
        for (var round = 0; round < 4000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Samples[random.Next(Samples.Length)], random.Next(1, 4))));
            for (var i = random.Next(3); i > 0; i--) bytes = RandomJson.Mutate(random, bytes);
            if (random.Next(8) == 0) bytes = RandomJson.Mutate(random, LogText.Gzip(bytes));
            if (random.Next(8) == 0) bytes = [0xFF, 0xFE, .. bytes];
            var result = LogText.Read(bytes, Formats[random.Next(Formats.Length)], block: random.Next(1, 300));
            Assert.Equal(result.Summary.Records, result.Events.Count + result.Rejected.Count);
            Assert.Equal(bytes.Length, result.Summary.Bytes);
            var places = result.Events.Select(copy => copy.Record).Concat(result.Rejected.Select(record => record.Record)).ToArray();
            Assert.Equal(places.Length, places.Distinct().Count());
        }
    }

    [Fact]
    public void The_size_of_the_blocks_changes_nothing()
    {
        var random = new Random(9);
        for (var round = 0; round < 500; round++)
        {
            var bytes = RandomJson.Mutate(random, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Samples[random.Next(Samples.Length)], 3))));
            var format = Formats[random.Next(1, Formats.Length)];
            var whole = LogText.Read(bytes, format);
            var parts = LogText.Read(bytes, format, block: random.Next(1, 200));
            Assert.Equal(whole.Events, parts.Events);
            Assert.Equal(whole.Rejected, parts.Rejected);
        }
    }
}
