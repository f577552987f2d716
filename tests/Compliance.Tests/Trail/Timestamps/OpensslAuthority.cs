using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Compliance.Tests.Trail.Timestamps;

/// <summary>A real timestamp authority: <c>openssl ts -reply</c> with a root and a signer of its own.</summary>
internal sealed class OpensslAuthority : IDisposable
{
    private const string Configuration = """
        [tsa]
        default_tsa = this
        [this]
        serial = serial
        signer_cert = signer.pem
        signer_key = signer.key
        certs = root.pem
        signer_digest = sha256
        default_policy = 1.2.3.4.1
        digests = sha256
        accuracy = secs:1
        ordering = yes
        tsa_name = yes
        ess_cert_id_alg = sha256
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("compliance-tsa-");

    private OpensslAuthority(DateTimeOffset now)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Root = TimestampCertificates.Root(rootKey, now);
        using var signerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signer = TimestampCertificates.Signer(Root, signerKey, now);
        Write("root.pem", Root.ExportCertificatePem());
        Write("signer.pem", signer.ExportCertificatePem());
        Write("signer.key", signerKey.ExportPkcs8PrivateKeyPem());
        Write("serial", "01\n");
        Write("ts.cnf", Configuration);
    }

    /// <summary>What its tokens lead to.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>Where openssl is missing the test is skipped.</summary>
    public static OpensslAuthority Start()
    {
        Skip.If(!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "openssl"))), "openssl is not installed");
        return new(TimeProvider.System.GetUtcNow());
    }

    /// <summary>The DER of its answer to the DER of a query, whatever that is.</summary>
    public byte[] Answer(byte[] query)
    {
        lock (_folder)
        {
            File.WriteAllBytes(At("query.tsq"), query);
            var (code, said) = Run("ts", "-reply", "-config", "ts.cnf", "-queryfile", "query.tsq", "-out", "answer.tsr");
            return code == 0 ? File.ReadAllBytes(At("answer.tsr")) : throw new InvalidOperationException($"openssl ts -reply ended with {code}: {said}");
        }
    }

    /// <summary>Whether openssl itself takes a response as one over these bytes.</summary>
    public bool Verifies(byte[] response, byte[] data)
    {
        lock (_folder)
        {
            File.WriteAllBytes(At("given.tsr"), response);
            File.WriteAllBytes(At("given.data"), data);
            return Run("ts", "-verify", "-in", "given.tsr", "-data", "given.data", "-CAfile", "root.pem").Code == 0;
        }
    }

    public void Dispose()
    {
        Root.Dispose();
        _folder.Delete(recursive: true);
    }

    private (int Code, string Said) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("openssl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.FullName };
        // The machine's own file may say something else.
        start.Environment["OPENSSL_CONF"] = "/dev/null";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Result + error);
    }

    private string At(string file) => Path.Combine(_folder.FullName, file);

    private void Write(string file, string text) => File.WriteAllText(At(file), text);
}
