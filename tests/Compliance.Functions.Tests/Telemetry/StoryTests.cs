using System.Text;
using System.Text.RegularExpressions;
using Compliance.Functions.Telemetry;
using Compliance.Functions.Tests.Service;

namespace Compliance.Functions.Tests.Telemetry;

/// <summary>What a collector is told of a whole story, and what it is not.</summary>
public sealed partial class StoryTests(Story story) : IClassFixture<Story>
{
    [SkippableFact]
    public void Neither_a_name_nor_a_secret_is_in_anything_that_is_sent()
    {
        RequireStory();
        foreach (var body in story.Collector.Bodies)
        {
            var sent = Encoding.UTF8.GetString(body);
            foreach (var planted in Story.Names.Concat(Story.Secrets)) Assert.DoesNotContain(planted, sent, StringComparison.OrdinalIgnoreCase);
        }
    }

    [SkippableFact]
    public void No_secret_is_in_any_line_of_the_log()
    {
        RequireStory();
        Assert.Contains("Executed 'Functions.RunAudit'", story.Said, StringComparison.Ordinal);
        foreach (var secret in Story.Secrets) Assert.DoesNotContain(secret, story.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("code=", story.Said, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Every_invocation_has_a_span_of_the_functions_name_by_its_trigger()
    {
        RequireStory();
        Assert.All(story.Collector.Spans, span => Assert.Equal("Compliance", span.Scope));
        var request = story.Collector.Spans.First(span => span.Name == "PutVendor");
        Assert.Equal((2UL, "PutVendor", "http", "PUT", "vendors/{vendor}", "201"),
            (request.Kind, request["faas.name"], request["faas.trigger"], request["http.request.method"], request["http.route"], request["http.response.status_code"]));
        var message = story.Collector.Spans.First(span => span.Name == "RunAudit");
        Assert.Equal((5UL, "pubsub", "audits"), (message.Kind, message["faas.trigger"], message["messaging.destination.name"]));
        var timer = story.Collector.Spans.First(span => span.Name == "AdvancePlaybooks");
        Assert.Equal((1UL, "timer", "0 * * * * *"), (timer.Kind, timer["faas.trigger"], timer["faas.cron"]));
        Assert.Matches(@"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\z", timer["faas.time"]);
        Assert.All([request, message, timer], span => Assert.True(Guid.TryParse(span["faas.invocation_id"], out _)));
    }

    [SkippableFact]
    public void The_first_invocation_alone_is_a_cold_start()
    {
        RequireStory();
        Assert.Single(story.Collector.Spans, span => span["faas.coldstart"] == "true");
        Assert.Equal(1, story.Collector.Sum("faas.coldstarts"));
    }

    [SkippableFact]
    public void The_phases_of_an_audit_lie_within_its_invocation()
    {
        RequireStory();
        var phases = story.Collector.Spans.Where(span => span["compliance.vendor"] == Story.Vendor && span.Name.StartsWith("audit.", StringComparison.Ordinal)).ToList();
        Assert.Equal(["audit.collect", "audit.read", "audit.judge", "audit.record"], phases.Select(span => span.Name));
        var invocation = Assert.Single(story.Collector.Spans, span => span.Id == phases[0].Parent);
        Assert.Equal("RunAudit", invocation.Name);
        Assert.All(phases, phase => Assert.Equal((invocation.Id, invocation.TraceId), (phase.Parent, phase.TraceId)));
        Assert.Contains(story.Collector.Spans, span => span.Name == "trail.append" && span.Parent == phases[3].Id && int.Parse(span["compliance.trail.entries"]) > 0);
        var failed = Assert.Single(story.Collector.Spans, span => span.Name == "audit.read" && span["compliance.vendor"] == Story.Garbled);
        Assert.Equal((2UL, "", 0, "Compliance.InputException"), (failed.Status, failed.Said, failed.Events, failed["error.type"]));
    }

    [SkippableFact]
    public void A_message_that_was_sent_has_a_span_that_says_by_what_kind_of_channel_and_not_to_whom()
    {
        RequireStory();
        var delivery = story.Collector.Spans.First(span => span.Name == "delivery");
        Assert.Equal((3UL, "Webhook", "accepted"), (delivery.Kind, delivery["compliance.delivery.channel"], delivery["compliance.delivery.outcome"]));
    }

    [SkippableFact]
    public void A_callers_trace_goes_on_also_where_he_does_not_keep_it_and_what_he_wrote_into_it_does_not()
    {
        RequireStory();
        var request = story.Collector.Spans.First(span => span.Name == "PutEvidence");
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", request.TraceId);
        Assert.All(story.Collector.Spans, span => Assert.Equal("", span.State));
    }

    [SkippableFact]
    public void What_alerts_rely_on_is_counted()
    {
        RequireStory();
        Assert.Equal(1, story.Collector.Sum("compliance.audits", ("compliance.vendor", Story.Vendor), ("compliance.audit.outcome", "succeeded")));
        Assert.Equal(1, story.Collector.Sum("compliance.audits", ("compliance.vendor", Story.Garbled), ("compliance.audit.outcome", "failed"), ("error.type", "input-refused")));
        Assert.Equal(1, story.Collector.Sum("compliance.trail.halts", ("compliance.vendor", Story.Halted)));
        Assert.Equal(1, story.Collector.Sum("compliance.clocks.overdue", ("compliance.vendor", Story.Vendor)));
        Assert.Equal(1, story.Collector.Sum("compliance.calls.refused", ("faas.name", "ResumeTrail"), ("compliance.refusal", "role-required")));
        Assert.Equal(1, story.Collector.Sum("compliance.messages.poisoned", ("messaging.destination.name", "audits")));
        Assert.InRange(story.Collector.Sum("compliance.evidence.bytes", ("compliance.vendor", Story.Vendor)), 1000, 1_000_000);
    }

    [SkippableFact]
    public void Invocations_are_counted_and_timed_as_the_conventions_say()
    {
        RequireStory();
        var invocations = story.Collector.Sum("faas.invocations", ("faas.name", "PutEvidence"), ("faas.trigger", "http"));
        Assert.Equal(2, invocations);
        Assert.Equal(invocations, story.Collector.Sum("faas.invoke_duration", ("faas.name", "PutEvidence")));
        Assert.Equal(0, story.Collector.Sum("faas.errors", ("faas.name", "PutEvidence")));
        var timed = story.Collector.Points.First(point => point.Metric == "faas.invoke_duration");
        Assert.Equal("s", timed.Unit);
        Assert.Equal([0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10], timed.Bounds);
    }

    [SkippableFact]
    public void A_line_of_the_log_is_sent_as_its_template_and_what_it_is_about()
    {
        RequireStory();
        var halted = story.Collector.Logs.First(line => line.EventName == "Halted");
        Assert.Equal(Story.Halted, halted.Attributes["Vendor"]);
        Assert.Contains("`{Vendor}`", halted.Body, StringComparison.Ordinal);
        var broken = story.Collector.Logs.First(line => line.EventName == "Broken");
        Assert.DoesNotContain("Problem", broken.Attributes.Keys);
        Assert.Equal("1", broken.Attributes["Index"]);
        var malformed = story.Collector.Logs.First(line => line.EventName == "Malformed");
        Assert.DoesNotContain("Message", malformed.Attributes.Keys);
        Assert.All(story.Collector.Logs, line => Assert.StartsWith("Compliance.", line.Scope, StringComparison.Ordinal));
    }

    [SkippableFact]
    public void The_page_names_every_span_metric_and_attribute_that_was_sent()
    {
        RequireStory();
        var page = File.ReadAllText(Path.Combine(ServiceProcess.ProjectFolder, "Telemetry", "TELEMETRY.md"));
        var named = Quoted().Matches(page).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var functions = story.Collector.Spans.Select(span => span["faas.name"]).ToHashSet(StringComparer.Ordinal);
        Assert.All(story.Collector.Spans.Select(span => span.Name).Where(name => !functions.Contains(name)), name => Assert.Contains(name, named));
        Assert.All(story.Collector.Points.Select(point => point.Metric), name => Assert.Contains(name, named));
        var attributes = story.Collector.Spans.SelectMany(span => span.Attributes.Keys).Concat(story.Collector.Points.SelectMany(point => point.Attributes.Keys)).Concat(story.Collector.Resource.Keys);
        Assert.All(attributes.Distinct(), name => Assert.Contains(name, named));
        Assert.All(ExportedLog.Texts, name => Assert.Contains(name, named));
    }

    private void RequireStory() => Skip.If(story.Service is null, "the host of Hosting=Azure is Azure's own; the running service is tested on the local one");

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
