using System.Text;
using Compliance.Evidence.Formats;

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
        """{"time":"2026-06-02T08:15:00Z","category":"AuditLogs","operationName":"X","properties":{"id":"i","initiatedBy":{"user":{"id":"u"}},"additionalDetails":[{"key":"User-Agent","value":"x"}],"targetResources":[{"id":"t"}]}}""" + "\n",
        """[{"time":"2026-06-02T08:15:00Z","category":"AuditEvent","operationName":"SecretGet","identity":{"claim":{"appid":"x","amr":["mfa"]}},"properties":{"clientInfo":"x","httpStatusCode":403,"id":"https://v/secrets/s"}}]""",
        """{"time":"2026-06-02T08:15:00Z","category":"StorageRead","operationName":"GetBlob","statusCode":200,"uri":"https://a/c/b?sig=x","identity":{"type":"SAS"}}""" + "\n",
        """{"CreationTime":"2026-06-02T08:15:00","Id":"i","Operation":"UserLoggedIn","Workload":"X","UserId":"a","ExtendedProperties":[{"Name":"UserAgent","Value":"x\u0021"}],"DeviceProperties":[{"Name":"SessionId","Value":"s"}]}""" + "\n",
        "Operations,AuditData\nX,\"{\"\"CreationTime\"\":\"\"2026-06-02T08:15:00\"\",\"\"Operation\"\":\"\"X\"\",\"\"ExtendedProperties\"\":[{\"\"Name\"\":\"\"UserAgent\"\",\"\"Value\"\":\"\"x\"\"}]}\"\n",
        """{"access_logs":[{"id":"a","timestamp":"2026-03-01T00:00:00Z","user_id":7,"method":"GET","url":"/api/v2/tickets/1/comments.json?ids=1,2","status":200}]}""",
        """{"account_id":1,"event":{"access_logs":[{"id":"a","timestamp":"2026-03-01T00:00:00Z","user_id":7,"method":"PUT","url":"https://x.example/api/v2/users/2","status":200},{"id":"b","timestamp":"2026-03-01T00:00:00Z","user_id":8,"method":"POST","url":"/graphql","graphql":"query Q { a }"}]}}""" + "\n",
        """[{"published":"2026-03-01T00:00:00Z","uuid":"u","eventType":"user.session.start","actor":{"id":"00u","alternateId":"a"},"target":[{"id":"0oa","type":"AppInstance"}],"outcome":{"result":"SUCCESS"}}]""",
        """{"items":[{"id":{"time":"2026-03-01T00:00:00Z","uniqueQualifier":"-5","applicationName":"drive"},"actor":{"email":"a"},"events":[{"name":"view","parameters":[{"name":"doc_id","value":"d"}]},{"name":"login_failure"}]}]}""",
        "\"EVENT_TYPE\",\"TIMESTAMP\",\"REQUEST_ID\",\"USER_ID\",\"URI\",\"REQUEST_STATUS\"\n\"URI\",\"20260301000000.000\",\"r\",\"0055g00000AbCdE\",\"/5005g00000AbCdE\",\"S\"\n",
        "Date,User,Source Namespace Prefix,Action,Section,Delegate User\n\"3/1/2026, 9:04:11 AM UTC\",a,,Changed a,Manage Users,\n",
        "Time,Actor,IP address,Item,Activity type,Activity\n2026-03-01T00:00:00Z,a,203.0.113.1,User: b,Updated,\"Role \"\"x\"\"\"\n",
        "time,user,action,resource\n2026-03-01T00:00:00Z,\"a\"\"b\",x,y\n5/18/2021 9:13:33 PM,c,d,e\n",
        "{\"timestamp\":\"2026-03-01T00:00:00Z\",\"user\":{\"email\":\"a\"},\"action\":\"x\"}\n{\"timestamp\":1772323200,\"user\":\"b\",\"action\":\"y\"}\n",
    ];

    private static readonly string?[] Formats = [null, .. LogFormats.Names];

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
            Assert.Equal(bytes.Length, result.Summary.Bytes);
            // A record of several events is one record, and no event of a rejected one is handed on.
            var places = result.Events.Select(copy => copy.Record).Distinct().Concat(result.Rejected.Select(record => record.Record)).ToArray();
            Assert.Equal(result.Summary.Records, places.Length);
            Assert.Equal(places.Length, places.Distinct().Count());
            Assert.Equal(result.Summary.Accepted + result.Summary.FurtherEvents, result.Events.Count);
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
