using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Merkle;
using Compliance.Trail.Notes;
using Compliance.Trail.Proofs;
using NodaTime;

namespace Compliance.Functions.Tests.Service;

/// <summary>What an auditor takes home over HTTP.</summary>
public sealed class TrailExportTests(SharedService shared) : IClassFixture<SharedService>
{
    [SkippableFact]
    public async Task An_export_unpacks_and_its_lines_fold_to_the_root_that_its_key_signed()
    {
        var service = await shared.GetAsync();
        var vendor = await AuditedAsync(service, "exports");
        using var response = await service.Client.GetAsync($"vendors/{vendor}/trail");
        Assert.Equal((200, "application/zip"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal("attachment; filename=exports-trail.zip", response.Content.Headers.ContentDisposition?.ToString());
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync());
        var leaves = Lines(zip, "entries.ndjson");
        var checkpoint = SignedCheckpoint.Parse(Bytes(zip, "checkpoint"));
        Assert.True(checkpoint.Check([NoteKey.Parse(Lines(zip, "vkey")[0])]).IsVerified);
        Assert.Equal(leaves.Count, checkpoint.Checkpoint.Size);
        Assert.Equal(MerkleFrontier.Empty.Append(leaves.Select(leaf => EntryHash.OfLeaf(Encoding.UTF8.GetBytes(leaf)))).Root, checkpoint.Checkpoint.Root);
        // The export is itself an entry, and so is the key that signed it.
        Assert.Contains(leaves, leaf => leaf.Contains("\"type\":\"trail exported\"", StringComparison.Ordinal));
        Assert.Contains(leaves, leaf => leaf.Contains("\"type\":\"checkpoint key added\"", StringComparison.Ordinal));
        Assert.DoesNotContain(zip.Entries, entry => entry.FullName == "names.csv");
    }

    [SkippableFact]
    public async Task Checkpoints_and_proofs_are_given_as_text_and_verify()
    {
        var service = await shared.GetAsync();
        var vendor = await AuditedAsync(service, "proofs");
        (await service.GetAsync($"vendors/{vendor}/trail/checkpoint")).AssertProblem(404, "checkpoint-not-found");
        (await service.GetAsync($"vendors/{vendor}/trail/proof/0")).AssertProblem(404, "checkpoint-not-found");
        (await service.GetAsync($"vendors/{vendor}/trail/consistency?from=0")).AssertProblem(404, "checkpoint-not-found");
        var first = await SignedAsync(service, vendor);
        await RenameAsync(service, vendor, "Another name");
        var unsigned = first.Checkpoint.Size;
        (await service.GetAsync($"vendors/{vendor}/trail/proof/{unsigned}")).AssertProblem(409, "entry-not-signed");
        var later = await SignedAsync(service, vendor);

        var given = await service.GetAsync($"vendors/{vendor}/trail/checkpoint?size={first.Checkpoint.Size}");
        Assert.Equal(("text/plain", Encoding.UTF8.GetString(first.Bytes.Span)), (given.MediaType, given.Body));
        var proof = TlogProof.Parse(Encoding.UTF8.GetBytes((await service.GetAsync($"vendors/{vendor}/trail/proof/{unsigned}")).Body));
        Assert.Equal(later.Checkpoint, proof.Checkpoint.Checkpoint);
        Assert.True(InclusionProof.Verifies(unsigned, later.Checkpoint.Size, EntryHash.OfLeaf(proof.Extra), proof.Hashes, later.Checkpoint.Root));
        var consistency = ConsistencyFile.Parse(Encoding.UTF8.GetBytes((await service.GetAsync($"vendors/{vendor}/trail/consistency?from={first.Checkpoint.Size}")).Body));
        Assert.True(ConsistencyProof.Verifies(first.Checkpoint.Size, later.Checkpoint.Size, first.Checkpoint.Root, later.Checkpoint.Root, consistency.Hashes));

        (await service.GetAsync($"vendors/{vendor}/trail/proof/{unsigned}?size={unsigned}")).AssertProblem(409, "entry-not-signed");
        (await service.GetAsync($"vendors/{vendor}/trail/proof/9999")).AssertProblem(404, "entry-not-found");
        (await service.GetAsync($"vendors/{vendor}/trail/proof/-1")).AssertProblem(400, "query-invalid");
        (await service.GetAsync($"vendors/{vendor}/trail/proof/0?size=9999")).AssertProblem(404, "checkpoint-not-found");
        (await service.GetAsync($"vendors/{vendor}/trail/consistency?from=2")).AssertProblem(404, "checkpoint-not-found");
        (await service.GetAsync($"vendors/{vendor}/trail/consistency")).AssertProblem(400, "query-invalid");
        (await service.GetAsync($"vendors/{vendor}/trail/consistency?from={later.Checkpoint.Size}&to={first.Checkpoint.Size}")).AssertProblem(400, "query-invalid");
        (await service.GetAsync("vendors/absent/trail/checkpoint")).AssertProblem(404, "vendor-not-found");
    }

    [SkippableFact]
    public async Task An_export_that_cannot_be_is_refused_and_leaves_no_entry()
    {
        var service = await shared.GetAsync();
        var vendor = await AuditedAsync(service, "refuses");
        var before = await EntriesAsync();
        (await service.GetAsync($"vendors/{vendor}/trail?names=true")).AssertProblem(403, "role-required");
        (await service.GetAsync($"vendors/{vendor}/trail?names=yes")).AssertProblem(400, "query-invalid");
        (await service.GetAsync($"vendors/{vendor}/trail?format=tar")).AssertProblem(400, "query-invalid");
        (await service.GetAsync($"vendors/{vendor}/trail?from=-1")).AssertProblem(400, "query-invalid");
        (await service.GetAsync($"vendors/{vendor}/trail?from=9999")).AssertProblem(400, "input-refused");
        (await service.GetAsync("vendors/absent/trail")).AssertProblem(404, "vendor-not-found");
        Assert.Equal(before, await EntriesAsync());

        // That a call was refused is an entry of its own.
        async Task<int> EntriesAsync() => (await shared.Folder.TrailAsync(vendor)).Count(entry => entry.Type != "call refused");
    }

    [SkippableFact]
    public async Task Results_of_no_audit_are_refused_and_leave_no_entry()
    {
        var service = await shared.GetAsync();
        await new SmallVendor("unaudited").UploadAsync(service);
        var before = (await shared.Folder.TrailAsync("unaudited")).Count;
        (await service.GetAsync("vendors/unaudited/trail?format=oscal")).AssertProblem(400, "input-refused");
        Assert.Equal(before, (await shared.Folder.TrailAsync("unaudited")).Count);
    }

    [SkippableFact]
    public async Task Findings_are_given_in_formats_of_others()
    {
        var service = await shared.GetAsync();
        var vendor = await AuditedAsync(service, "others");
        var ocsf = await service.GetAsync($"vendors/{vendor}/trail?format=ocsf");
        Assert.Equal((200, "application/x-ndjson"), (ocsf.Status, ocsf.MediaType));
        var rows = ocsf.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.NotNull(row["unmapped"]!["leaf_sha256"]));
        var oscal = await service.GetAsync($"vendors/{vendor}/trail?format=oscal");
        Assert.Equal((200, "application/json"), (oscal.Status, oscal.MediaType));
        Assert.NotNull(oscal.Json["assessment-results"]);
        Assert.Equal(2, (await shared.Folder.TrailAsync(vendor)).Count(entry => entry.Type == "trail exported"));
    }

    [SkippableFact]
    public async Task Names_are_for_the_role_of_an_auditor()
    {
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path, ("WEBSITE_AUTH_ENABLED", "true"));
        using var body = ServiceProcess.Json(new JsonObject { ["name"] = "A vendor" });
        (string, string)[] ann = [("X-MS-CLIENT-PRINCIPAL-NAME", "ann@example.com"), ("X-MS-CLIENT-PRINCIPAL", SignedInRolesTests.Principal("roles", ("roles", "Reader")))];
        (string, string)[] olga = [("X-MS-CLIENT-PRINCIPAL-NAME", "olga@example.com"), ("X-MS-CLIENT-PRINCIPAL", SignedInRolesTests.Principal("roles", ("roles", "Auditor")))];
        (string, string)[] otto = [("X-MS-CLIENT-PRINCIPAL-NAME", "otto@example.com"), ("X-MS-CLIENT-PRINCIPAL", SignedInRolesTests.Principal("roles", ("roles", "Operator")))];
        Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, "vendors/named", body, otto)).Status);
        (await service.SendAsync(HttpMethod.Get, "vendors/named/trail?names=true", null, ann)).AssertProblem(403, "role-required");
        (await service.SendAsync(HttpMethod.Get, "vendors/named/trail?names=true")).AssertProblem(401, "not-signed-in");
        using var request = new HttpRequestMessage(HttpMethod.Get, "vendors/named/trail?names=true");
        foreach (var (name, value) in olga) request.Headers.Add(name, value);
        using var response = await service.Client.SendAsync(request);
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync());
        var names = Encoding.UTF8.GetString(Bytes(zip, "names.csv"));
        Assert.Contains("otto@example.com", names, StringComparison.Ordinal);
        Assert.Contains("olga@example.com", names, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_caller_who_goes_away_in_the_midst_of_an_export_leaves_nothing_behind()
    {
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path);
        using var body = ServiceProcess.Json(new JsonObject { ["name"] = "A vendor" });
        await service.SendAsync(HttpMethod.Put, "vendors/leaves", body);
        using (var store = folder.OpenStore())
        {
            for (var act = 0; act < 20; act++) await store.Trail.AppendAsync("leaves", $"test-{act}", [.. Enumerable.Range(0, 60).Select(i => Large("leaves"))]);
        }
        await SignedAsync(service, "leaves");
        var files = Files(folder);
        using (var response = await service.Client.GetAsync("vendors/leaves/trail", HttpCompletionOption.ResponseHeadersRead))
        {
            await using var stream = await response.Content.ReadAsStreamAsync();
            Assert.True(await stream.ReadAsync(new byte[1_000]) > 0);
        }
        await service.SaysAsync("An export of the trail of `leaves` broke off");
        Assert.Equal(files, Files(folder));
        Assert.Equal(200, (await service.GetAsync("vendors/leaves/trail/checkpoint")).Status);
    }

    private static List<string> Files(ServiceFolder folder) =>
        [.. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Where(file => !file.Contains("service.db", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static TrailEntry Large(string vendor) => TrailEntry.Create(
        vendor, Instant.FromUtc(2026, 3, 1, 0, 0), "evidence received", "system:test", null, new JsonObject { ["noise"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(15_000)) });

    private static async Task<string> AuditedAsync(ServiceProcess service, string id)
    {
        var vendor = new SmallVendor(id);
        await vendor.UploadAsync(service);
        Assert.Equal("Succeeded", (await service.AuditAsync(id))["status"]!.GetValue<string>());
        return id;
    }

    private static async Task RenameAsync(ServiceProcess service, string vendor, string name)
    {
        using var body = ServiceProcess.Json(new JsonObject { ["name"] = name });
        Assert.Equal(200, (await service.SendAsync(HttpMethod.Put, $"vendors/{vendor}", body)).Status);
    }

    private static async Task<SignedCheckpoint> SignedAsync(ServiceProcess service, string vendor)
    {
        await service.RunAsync("SignCheckpoints");
        return SignedCheckpoint.Parse(Encoding.UTF8.GetBytes((await service.GetAsync($"vendors/{vendor}/trail/checkpoint")).Body));
    }

    private static byte[] Bytes(ZipArchive zip, string file)
    {
        using var stream = zip.GetEntry(file)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static List<string> Lines(ZipArchive zip, string file) => [.. Encoding.UTF8.GetString(Bytes(zip, file)).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
