namespace Compliance.Samples.Acme;

/// <summary>The customer's cloud resources the vendor operates.</summary>
internal static class Cloud
{
    public const string Subscription = "/SUBSCRIPTIONS/6F1D2C3B-8A54-4E0F-9C7D-2B1A0E9F8D7C";
    public const string TenantId = "b1a7c7f2-3d54-4d2e-9a43-0f6f2c1e8d55";
    public const string AwsAccountId = "111122223333";

    // The streamed activity log prints operations and resource ids in capitals.
    public static readonly (string Operation, string Resource)[] AzureOperations =
    [
        ("MICROSOFT.STORAGE/STORAGEACCOUNTS/LISTKEYS/ACTION", $"{Subscription}/RESOURCEGROUPS/ACME-CONTACT/PROVIDERS/MICROSOFT.STORAGE/STORAGEACCOUNTS/ACMERECORDINGS"),
        ("MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE", $"{Subscription}/RESOURCEGROUPS/ACME-CONTACT/PROVIDERS/MICROSOFT.STORAGE/STORAGEACCOUNTS/ACMERECORDINGS"),
        ("MICROSOFT.WEB/SITES/RESTART/ACTION", $"{Subscription}/RESOURCEGROUPS/ACME-CHAT/PROVIDERS/MICROSOFT.WEB/SITES/ACME-CHAT-WIDGET"),
        ("MICROSOFT.WEB/SITES/CONFIG/WRITE", $"{Subscription}/RESOURCEGROUPS/ACME-CHAT/PROVIDERS/MICROSOFT.WEB/SITES/ACME-CHAT-WIDGET"),
    ];

    public static readonly (string Action, string? Resource)[] AwsCalls =
    [
        ("s3:GetObject", "arn:aws:s3:::harborline-call-recordings/2026/call-{n}.wav"),
        ("s3:GetObject", "arn:aws:s3:::harborline-call-recordings/2026/call-{n}.wav"),
        ("connect:DescribeUser", "arn:aws:connect:ap-southeast-1:111122223333:instance/7f3c/agent/{n}"),
        ("connect:UpdateUserRoutingProfile", "arn:aws:connect:ap-southeast-1:111122223333:instance/7f3c/agent/{n}"),
        ("ec2:DescribeInstances", null),
    ];
}
