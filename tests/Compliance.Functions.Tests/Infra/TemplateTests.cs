namespace Compliance.Functions.Tests.Infra;

/// <summary>The template, as its grammar reads it; and that the checks see what somebody would break.</summary>
[Collection(nameof(BicepGrammar))]
public sealed class TemplateTests(BicepGrammar grammar)
{
    public static TheoryData<string, string, string, string> Breaks => new()
    {
        { "main.bicep", "'modules/vault.bicep'", "'modules/safe.bicep'", "no file of the template" },
        { "main.bicep", "'modules/vault.bicep'", "'br/public:avm/res/key-vault/vault:0.13.3'", "no file of the template" },
        { "main.bicep", "recipients: alertRecipients", "recipents: alertRecipients", "is given `recipents`" },
        { "main.bicep", "recipients: alertRecipients", "", "is not given `recipients`" },
        { "main.bicep", "workspaceId: monitoring.outputs.workspaceId", "workspaceId: watching.outputs.workspaceId", "`watching` is not declared" },
        { "main.bicep", "monitoring.outputs.insightsName", "monitoring.outputs.name", "has no output `name`" },
        { "main.bicep", "var queueNames", "var spare = 1\nvar queueNames", "`spare` is declared and not used" },
        { "main.bicep", "param tags object = {}", "param tags object = {}\nparam colour string = ''", "`colour` is declared and not used" },
        { "modules/endpoint.bicep", "names.id", "zone", "`names` is declared and not used" },
        { "modules/data.bicep", "name: 'evidence'", "name: folder", "`folder` is not declared" },
        { "modules/data.bicep", "version: { delete: {", "baseBlob: { delete: { daysAfterModificationGreaterThan: 400 } }\n              version: { delete: {", "formerVersions: properties.policy.rules is" },
        { "modules/data.bicep", "evidenceRetentionDays + 7", "1", "formerVersions: properties.policy.rules is" },
        { "modules/host.bicep", "[for name in queueNames", "[for queueName in queueNames", "`name` is not declared" },
        { "main.parameters.json", "\"trailOrigin\"", "\"origin\"", "`trailOrigin` is required and not given" },
        { "main.parameters.json", "\"trailOrigin\"", "\"origin\"", "`origin` is no parameter" },
        { "roles.json", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "`StorageBlobDataOwner` with this id may not be given" },
        { "roles.json", "\"builtIn\": {", "\"builtIn\": { \"Owner\": \"8e3af657-a8ff-443c-a75c-2fe8c4bcb635\",", "`Owner` with this id may not be given" },
        { "roles.json", "tables/entities/update/action", "tables/entities/delete", "`TrailWriter` may do something else" },
        { "roles.json", "blobs/add/action", "blobs/write", "`CheckpointWriter` may do something else" },
        { "roles.json", "vaults/keys/sign/action", "vaults/keys/*", "`CheckpointSigner` may do something else" },
        { "roles.json", "\"reason\": \"telemetry is sent signed in, since keys of ingestion are off\"", "\"reason\": \"\"", "`telemetry` does not say `reason`" },
        { "roles.json", "\"audited\": {", "\"spare\": { \"role\": \"Reader\", \"on\": \"somewhere\", \"reason\": \"somehow\" }, \"audited\": {", "`spare` is not assigned once" },
        { "roles.json", "\"role\": \"TrailWriter\"", "\"role\": \"StorageTableDataContributor\"", "trail: not the role of roles.json" },
        { "modules/roles.bicep", "scope: data::tableService::trail", "scope: data", "trail: on something else than was agreed" },
        { "modules/roles.bicep", "description: roles.assignments.secrets.reason", "", "secrets: not the reason" },
        { "modules/roles.bicep", "roles.assignments.evidence.role", "roles.assignments.hostBlobs.role", "evidence: not the role" },
        { "modules/roles.bicep", "resource telemetry '", "resource extra '", "extra: not in roles.json" },
        { "modules/roles.bicep", "builtIn(roles.builtIn[roles.assignments.telemetry.role])", "builtIn('8e3af657-a8ff-443c-a75c-2fe8c4bcb635')", "an id of a role" },
        { "modules/archive.bicep", "allowProtectedAppendWrites: false", "allowProtectedAppendWrites: false\n    state: 'Locked'", "properties.state must not be set" },
        { "modules/vault.bicep", "output uri string = vault.properties.vaultUri", "output uri string = listKeys(vault.id, '1')", "`listKeys` must not stand here" },
    };

    [SkippableFact]
    public async Task The_template_hangs_together_is_hard_and_gives_no_role_but_those_listed() => Assert.Empty(Problems(await ReadAsync()));

    [SkippableTheory]
    [MemberData(nameof(Breaks))]
    public async Task What_does_not_hang_together_is_noticed(string file, string text, string instead, string problem)
    {
        var template = await ReadAsync();
        Assert.Contains(Problems(await template.WithAsync(grammar, file, text, instead)), found => found.Contains(problem, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task The_page_shows_every_role_with_its_reason()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Template.Folder, "README.md"));
        var shown = page.Split("<!-- roles -->")[1].Split("<!-- /roles -->")[0];
        Assert.Equal(string.Join('\n', ["", "| role | on | why |", "|---|---|---|", .. Roles.Rows(await ReadAsync()), ""]), shown);
    }

    [SkippableFact]
    public async Task What_is_no_Bicep_is_told_with_its_line()
    {
        Skip.If(grammar.Unavailable is not null, grammar.Unavailable);
        var refused = await Assert.ThrowsAsync<FormatException>(() => grammar.ParseAsync("broken.bicep", "param a string\nresource b 'C/d@1' = {\n"));
        Assert.StartsWith("broken.bicep, line ", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Each_hardening_is_noticed_where_it_is_taken_out_or_weakened()
    {
        var template = await ReadAsync();
        var copies = 0;
        foreach (var hardening in Hardenings.All)
        {
            foreach (var (file, text) in hardening.Weakened(template))
            {
                copies++;
                Assert.False(Hardenings.Problems(await template.WithAsync(grammar, file, text)).All(problem => !problem.Contains(hardening.Path, StringComparison.Ordinal)), $"{hardening} was weakened, and nobody noticed");
            }
        }
        Assert.True(copies > 150, $"only {copies} copies were weakened");
    }

    [SkippableFact]
    public async Task What_watches_or_keeps_a_resource_is_missed_where_it_is_taken_out()
    {
        var template = await ReadAsync();
        foreach (var companion in Hardenings.Companions)
        {
            var (file, text) = companion.Removed(template);
            Assert.Contains(Hardenings.Problems(await template.WithAsync(grammar, file, text)), problem => problem.EndsWith($"has no {companion.Type}", StringComparison.Ordinal));
        }
    }

    [SkippableFact]
    public async Task What_must_not_be_set_is_noticed()
    {
        var template = await ReadAsync();
        foreach (var absence in Hardenings.Absences)
        {
            var (file, text) = absence.Added(template);
            Assert.Contains(Hardenings.Problems(await template.WithAsync(grammar, file, text)), problem => problem.EndsWith($"{absence.Path} must not be set", StringComparison.Ordinal));
        }
        foreach (var word in Hardenings.Words)
        {
            var changed = await template.WithAsync(grammar, Template.Main, $"{template[Template.Main].Text}\n// {word}\n");
            Assert.Contains(Hardenings.Problems(changed), problem => problem == $"main.bicep: `{word}` must not stand here");
        }
    }

    private static List<string> Problems(Template template) => [.. Structure.Problems(template), .. Hardenings.Problems(template), .. Roles.Problems(template)];

    private async Task<Template> ReadAsync()
    {
        Skip.If(grammar.Unavailable is not null, grammar.Unavailable);
        return await Template.ReadAsync(grammar);
    }
}

[CollectionDefinition(nameof(BicepGrammar))]
public sealed class BicepGrammarShared : ICollectionFixture<BicepGrammar>;
