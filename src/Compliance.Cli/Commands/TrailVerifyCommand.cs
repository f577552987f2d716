using System.CommandLine;
using Compliance.Reports;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Notes;
using Compliance.Trail.Verification;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance trail verify</c>: offline, of an export or a proof, trusting nobody but the keys one has.</summary>
internal static class TrailVerifyCommand
{
    private const string ProofEnding = ".tlog-proof";

    private static readonly Argument<string> Subject = new("export") { HelpName = "folder|zip|proof", Description = "the export or the proof to verify; a proof is known by its first line, or by the name *.tlog-proof" };

    private static readonly Option<string?> Key = new("--key")
    {
        HelpName = "file|vkey",
        Description = "the log's key, got elsewhere than with the export: a vkey, a file of them, or a public key in PEM",
    };

    private static readonly Option<string?> State = new("--state")
    {
        HelpName = "file",
        Description = "remembers what was verified, and compares with it the next time; made when it is not there",
    };

    private static readonly Option<string?> Old = new("--old") { HelpName = "file", Description = "the earlier checkpoint, for a proof that the log only grew" };

    private static readonly Option<string> Output = Words.Option("--output", ["-o"], "how to write it", "table", "table", "json");

    public static Command Build(Terminal terminal, CancellationToken cancellation)
    {
        var command = new Command("verify", "verify an export or a proof, offline: exit 0 verified, 4 incomplete, 5 tampered with") { Subject, Key, State, Old, Output };
        command.SetAction(parsed => RunAsync(parsed, terminal, cancellation).GetAwaiter().GetResult());
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var path = parsed.GetRequiredValue(Subject);
        var stateFile = parsed.GetValue(State);
        var isProof = !Directory.Exists(path) && (path.EndsWith(ProofEnding, StringComparison.Ordinal) || BeginsAsProof(path));
        if (isProof && parsed.GetValue(Key) is null && stateFile is null) throw new UsageException($"a proof carries no key: give the log's with --key, or what was verified of it before with --state");
        if (!isProof && parsed.GetValue(Old) is not null) throw new UsageException($"--old goes with a proof that the log grew; to compare an export with what was seen before, use --state");
        var state = stateFile is null ? null : TrailState.Read(stateFile);
        var result = isProof ? VerifyProof(path, parsed, state) : await VerifyExportAsync(path, parsed, state, cancellation);
        if (stateFile is not null) result.NextState?.Write(stateFile);
        Write(result, parsed.GetRequiredValue(Output), terminal);
        return result.Verdict switch
        {
            TrailVerdict.Verified => ExitCode.Clean,
            TrailVerdict.Tampered => ExitCode.Integrity,
            _ => ExitCode.NotEvaluable,
        };
    }

    private static bool BeginsAsProof(string path)
    {
        var file = new FileInfo(path);
        // What comes through a pipe has no length, and could be read but once.
        if (!file.Exists || file.Length == 0) return false;
        using var stream = file.OpenRead();
        Span<byte> start = stackalloc byte[ProofVerifier.StartBytes];
        return ProofVerifier.Begins(start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
    }

    private static async Task<TrailVerification> VerifyExportAsync(string path, ParseResult parsed, TrailState? state, CancellationToken cancellation)
    {
        using var zip = File.Exists(path) ? new ZipSource(path) : null;
        IExportSource source = zip is null ? new DirectorySource(path) : zip;
        var keys = Keys(parsed, () => Origin(source));
        return await ExportVerifier.VerifyAsync(source, new VerifyOptions { Keys = keys, State = state }, cancellation);
    }

    private static TrailVerification VerifyProof(string path, ParseResult parsed, TrailState? state)
    {
        var bytes = Read(path, ProofVerifier.MaxBytes);
        var old = parsed.GetValue(Old) is { } file ? Parse(file, SignedCheckpoint.Parse, "a signed checkpoint") : null;
        var keys = Keys(parsed, () => state?.Origin ?? old?.Checkpoint.Origin ?? OriginOfProof(bytes));
        if (keys is null && state is null) throw new InputException($"{parsed.GetValue(State)}: there is no such file yet, and a proof carries no key: verify an export first, or give --key");
        return ProofVerifier.Verify(bytes, path, new VerifyOptions { Keys = keys, State = state }, old);
    }

    private static void Write(TrailVerification result, string output, Terminal terminal)
    {
        if (output == "json")
        {
            using var json = Terminal.OpenBytes();
            TrailVerificationJson.Write(result, json);
        }
        else
        {
            using var table = Terminal.OpenText();
            TrailVerificationTable.Write(result, table, terminal.Width, terminal.Colour);
        }
    }

    private static List<NoteKey>? Keys(ParseResult parsed, Func<string?> origin)
    {
        if (parsed.GetValue(Key) is not { } given) return null;
        var text = File.Exists(given) ? System.Text.Encoding.UTF8.GetString(Read(given, SignedNote.MaxBytes)) : given;
        var place = File.Exists(given) ? given : "--key";
        try
        {
            // A PEM names no log: the key is believed for the one that is verified.
            return text.Contains("-----BEGIN ", StringComparison.Ordinal) ? [OfPem(text, origin())] : [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(NoteKey.Parse)];
        }
        catch (FormatException e)
        {
            throw new InputException($"{place}: neither a verifier key nor a file with one, nor a public key in PEM: {e.Message}", e);
        }
    }

    private static NoteKey OfPem(string text, string? origin)
    {
        try
        {
            using var key = System.Security.Cryptography.ECDsa.Create();
            key.ImportFromPem(text);
            return NoteKey.OfEcdsa(origin ?? "unknown", key.ExportSubjectPublicKeyInfo());
        }
        catch (ArgumentException e)
        {
            throw new FormatException("the PEM holds no ECDSA public key", e);
        }
        catch (System.Security.Cryptography.CryptographicException e)
        {
            throw new FormatException("the PEM holds no ECDSA public key on P-256", e);
        }
    }

    // What cannot be read here is said by the verification itself.
    private static string? Origin(IExportSource source)
    {
        using var stream = source.Open("checkpoint");
        if (stream is null) return null;
        var start = new byte[1 << 10];
        return FirstLine(System.Text.Encoding.UTF8.GetString(start, 0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)));
    }

    private static string? OriginOfProof(byte[] bytes)
    {
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        return text.IndexOf("\n\n", StringComparison.Ordinal) is >= 0 and var end ? FirstLine(text[(end + 2)..]) : null;
    }

    private static string? FirstLine(string text) => text.Split('\n', 2)[0] is { Length: > 0 } line ? line : null;

    private static T Parse<T>(string file, Func<ReadOnlySpan<byte>, T> parse, string what)
    {
        try
        {
            return parse(Read(file, SignedNote.MaxBytes));
        }
        catch (FormatException e)
        {
            throw new InputException($"{file}: not {what}: {e.Message}", e);
        }
    }

    private static byte[] Read(string file, int most)
    {
        using var stream = File.OpenRead(file);
        var bytes = new byte[most + 1];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length <= most ? bytes[..length] : throw new InputException($"{file}: longer than {most} bytes");
    }
}
