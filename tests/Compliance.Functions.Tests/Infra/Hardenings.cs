namespace Compliance.Functions.Tests.Infra;

/// <summary>What makes the deployment hard, as data.</summary>
internal static class Hardenings
{
    private const string Account = "Microsoft.Storage/storageAccounts";
    private const string Blobs = "Microsoft.Storage/storageAccounts/blobServices";
    private const string Container = "Microsoft.Storage/storageAccounts/blobServices/containers";
    private const string Retention = "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies";
    private const string Lifecycle = "Microsoft.Storage/storageAccounts/managementPolicies";
    private const string Vault = "Microsoft.KeyVault/vaults";
    private const string Key = "Microsoft.KeyVault/vaults/keys";
    private const string Site = "Microsoft.Web/sites";
    private const string SiteConfig = "Microsoft.Web/sites/config";
    private const string Publishing = "Microsoft.Web/sites/basicPublishingCredentialsPolicies";
    private const string Insights = "Microsoft.Insights/components";
    private const string Workspace = "Microsoft.OperationalInsights/workspaces";
    private const string Diagnostics = "Microsoft.Insights/diagnosticSettings";
    private const string Alert = "Microsoft.Insights/scheduledQueryRules";
    private const string Acts = "Microsoft.Insights/activityLogAlerts";
    private const string Lock = "Microsoft.Authorization/locks";
    private const string Assignment = "Microsoft.Authorization/roleAssignments";
    private const string Role = "Microsoft.Authorization/roleDefinitions";
    private const string Network = "Microsoft.Network/virtualNetworks";
    private const string Storage = "modules/account.bicep";

    public static IReadOnlyList<Hardening> All { get; } =
    [
        new(Account, "properties.allowBlobPublicAccess", "false", "true"),
        new(Account, "properties.allowCrossTenantReplication", "false", "true"),
        new(Account, "properties.allowSharedKeyAccess", "false", "true"),
        new(Account, "properties.allowedCopyScope", "'AAD'", "null"),
        new(Account, "properties.defaultToOAuthAuthentication", "true", "false"),
        new(Account, "properties.isLocalUserEnabled", "false", "true"),
        new(Account, "properties.isSftpEnabled", "false", "true"),
        new(Account, "properties.minimumTlsVersion", "'TLS1_2'", "'TLS1_0'"),
        new(Account, "properties.publicNetworkAccess", "publicAccess", "'Enabled'"),
        new(Account, "properties.supportsHttpsTrafficOnly", "true", "false"),
        new(Account, "properties.encryption.requireInfrastructureEncryption", "true", "false"),
        new(Account, "properties.networkAcls.bypass", "'None'", "'AzureServices, Logging, Metrics'"),
        new(Account, "properties.networkAcls.defaultAction", "'Deny'", "'Allow'"),
        new(Blobs, "properties.containerDeleteRetentionPolicy.enabled", "true", "false"),
        new(Blobs, "properties.deleteRetentionPolicy.enabled", "true", "false"),
        new(Blobs, "properties.deleteRetentionPolicy.allowPermanentDelete", "false", "true"),
        new(Blobs, "properties.isVersioningEnabled", "isVersioned", "false"),
        new(Container, "properties.publicAccess", "'None'", "'Blob'"),
        new(Container, "properties.immutableStorageWithVersioning.enabled", "true", "false", "evidence"),
        new(Retention, "properties.immutabilityPeriodSinceCreationInDays", "evidenceRetentionDays", "1", "evidenceRetention"),
        new(Retention, "properties.immutabilityPeriodSinceCreationInDays", "retentionDays", "1", "retention"),
        new(Retention, "properties.allowProtectedAppendWrites", "false", "true"),
        new(Retention, "properties.allowProtectedAppendWritesAll", "false", "true"),
        new(Lifecycle, "properties.policy.rules", Rule, Rule.Replace("Than: 7", "Than: 70", StringComparison.Ordinal), "lifecycle"),
        new(Lifecycle, "properties.policy.rules", Former, Former.Replace("version: {", "baseBlob: {", StringComparison.Ordinal), "formerVersions"),
        new(Storage, "params.isVersioned", "false", "true", "hostAccount"),
        new(Storage, "params.softDeleteDays", "1", "30", "hostAccount"),
        new(Storage, "params.isVersioned", "true", "false", "dataAccount"),
        new(Storage, "params.publicAccess", "storePublicAccess", "'Enabled'"),
        new(Storage, "params.allowedAddresses", "allowedAddresses", "['0.0.0.0/0']"),

        new(Vault, "properties.enableRbacAuthorization", "true", "false"),
        new(Vault, "properties.enablePurgeProtection", "true", "null"),
        new(Vault, "properties.enableSoftDelete", "true", "false"),
        new(Vault, "properties.softDeleteRetentionInDays", "90", "7"),
        new(Vault, "properties.enabledForDeployment", "false", "true"),
        new(Vault, "properties.enabledForDiskEncryption", "false", "true"),
        new(Vault, "properties.enabledForTemplateDeployment", "false", "true"),
        new(Vault, "properties.publicNetworkAccess", "publicAccess", "'Enabled'"),
        new(Vault, "properties.networkAcls.bypass", "'None'", "'AzureServices'"),
        new(Vault, "properties.networkAcls.defaultAction", "'Deny'", "'Allow'"),
        new("modules/vault.bicep", "params.publicAccess", "storePublicAccess", "'Enabled'"),
        new(Key, "properties.kty", "isHardwareKey ? 'EC-HSM' : 'EC'", "'RSA'"),
        new(Key, "properties.curveName", "'P-256'", "'P-256K'"),
        new(Key, "properties.keyOps", "['sign', 'verify']", "['sign', 'verify', 'wrapKey']"),
        new(Key, "properties.attributes.exportable", "false", "true"),

        new(Site, "identity.type", "'UserAssigned'", "'SystemAssigned, UserAssigned'"),
        new(Site, "properties.httpsOnly", "true", "false"),
        new(Site, "properties.publicNetworkAccess", "publicAccess", "'Enabled'"),
        new(Site, "properties.virtualNetworkSubnetId", "subnetId", "null"),
        new(Site, "properties.siteConfig.minTlsVersion", "'1.2'", "'1.0'"),
        new(Site, "properties.siteConfig.scmMinTlsVersion", "'1.2'", "'1.0'"),
        new(Site, "properties.siteConfig.ftpsState", "'Disabled'", "'AllAllowed'"),
        new(Site, "properties.siteConfig.remoteDebuggingEnabled", "false", "true"),
        new(Site, "properties.siteConfig.ipSecurityRestrictionsDefaultAction", "empty(allowedCallers) ? 'Allow' : 'Deny'", "'Allow'"),
        new(Site, "properties.siteConfig.scmIpSecurityRestrictionsUseMain", "true", "false"),
        new(Site, "properties.functionAppConfig.deployment.storage.authentication.type", "'UserAssignedIdentity'", "'StorageAccountConnectionString'"),
        new(Site, "properties.functionAppConfig.runtime", "{ name: 'dotnet-isolated', version: '10.0' }", "{ name: 'dotnet-isolated', version: '8.0' }"),
        new(Publishing, "properties", "{ allow: false }", "{ allow: true }"),
        new(SiteConfig, "name", "'authsettingsV2'", "'web'", "signIn"),
        new(SiteConfig, "properties.platform.enabled", "true", "false", "signIn"),
        new(SiteConfig, "properties.globalValidation.requireAuthentication", "true", "false", "signIn"),
        new(SiteConfig, "properties.globalValidation.unauthenticatedClientAction", "'Return401'", "'AllowAnonymous'", "signIn"),
        new(SiteConfig, "properties.globalValidation.excludedPaths", "['/api/health/live', '/api/health/ready', '/api/openapi.json']", "['/api/*']", "signIn"),
        new(SiteConfig, "properties.httpSettings.requireHttps", "true", "false", "signIn"),
        new(SiteConfig, "properties.identityProviders.azureActiveDirectory.enabled", "true", "false", "signIn"),
        new(SiteConfig, "properties.identityProviders.azureActiveDirectory.registration.openIdIssuer", "issuer", "'https://login.microsoftonline.com/common/v2.0'", "signIn"),
        new(SiteConfig, "properties.identityProviders.azureActiveDirectory.validation.allowedAudiences", "audiences", "[]", "signIn"),
        new(SiteConfig, "properties.login.tokenStore.enabled", "false", "true", "signIn"),
        new(SiteConfig, "properties.identityProviders.azureActiveDirectory.validation.defaultAuthorizationPolicy", "empty(allowedApplications) ? null : { allowedApplications: allowedApplications }", "null", "signIn"),
        new("modules/service.bicep", "params.allowedApplications", "allowedApplications", "[]"),
        new("modules/service.bicep", "params.publicAccess", "servicePublicAccess", "'Enabled'"),
        new("modules/service.bicep", "params.audiences", "[clientId, 'api://${clientId}']", "[clientId, 'https://management.azure.com/']"),

        new(Insights, "properties.DisableLocalAuth", "true", "false"),
        new(Insights, "properties.DisableIpMasking", "false", "true"),
        new(Insights, "properties.WorkspaceResourceId", "workspace.id", "null"),
        new(Workspace, "properties.features.disableLocalAuth", "true", "false"),
        new(Diagnostics, "properties.workspaceId", "workspaceId", "''", "blobDiagnostics"),
        new(Diagnostics, "properties.logs", AllOfStorage, "[{ category: 'StorageWrite', enabled: true }]", "blobDiagnostics"),
        new(Diagnostics, "properties.logs", AllOfStorage, "[{ category: 'StorageWrite', enabled: true }]", "tableDiagnostics"),
        new(Diagnostics, "properties.logs", "[ { category: 'StorageWrite', enabled: true } { category: 'StorageDelete', enabled: true } ]", "[]", "queueDiagnostics"),
        new(Diagnostics, "properties.logs", "[{ category: 'Audit', enabled: true }]", "[{ category: 'Audit', enabled: false }]", "workspaceDiagnostics"),
        new(Lock, "properties.level", "'CanNotDelete'", "'ReadOnly'"),
        new(Alert, "properties.enabled", "true", "false"),
        new(Alert, "properties.actions.actionGroups", "[people.id]", "[]"),
        new(Alert, "properties.autoMitigate", "rule.range != 'PT1H'", "true"),
        new(Alert, "properties.muteActionsDuration", "rule.range == 'PT1H' ? 'PT1H' : null", "'P1D'"),
        new(Acts, "properties.enabled", "true", "false"),

        new(Assignment, "properties.principalId", "principalId", "'00000000-0000-0000-0000-000000000000'"),
        new(Role, "properties.assignableScopes", "[resourceGroup().id]", "[subscription().id]"),
        new(Network, "properties.addressSpace.addressPrefixes", "[addresses]", "['0.0.0.0/0']"),

        new("param", "storePublicAccess", "'Disabled'", "'Enabled'"),
        new("param", "allowedAddresses", "[]", "['0.0.0.0/0']"),
        new("param", "resumesTrail", "false", "true"),
        new("param", "isRetentionLocked", "false", "true"),
        new("param", "serviceLogs", "[]", "['FunctionAppLogs']"),
        new("param", "evidenceRetentionDays", "400", "1"),
        new("param", "checkpointRetentionDays", "2557", "1"),
        new("param", "logRetentionDays", "365", "30"),
    ];

    public static IReadOnlyList<Companion> Companions { get; } =
    [
        new(Blobs, Diagnostics, "scope"),
        new("Microsoft.Storage/storageAccounts/queueServices", Diagnostics, "scope"),
        new("Microsoft.Storage/storageAccounts/tableServices", Diagnostics, "scope"),
        new(Vault, Diagnostics, "scope"),
        new(Site, Diagnostics, "scope"),
        new(Workspace, Diagnostics, "scope"),
        new(Account, Lock, "scope"),
        new(Vault, Lock, "scope"),
        new(Container, Retention, "parent", "evidence"),
        new(Container, Retention, "parent", "checkpoints"),
    ];

    public static IReadOnlyList<Absence> Absences { get; } =
    [
        new(Site, "properties.siteConfig.cors", "{ allowedOrigins: ['*'] }"),
        new(Site, "properties.siteConfig.appSettings", "[]"),
        new(Site, "properties.siteConfig.connectionStrings", "[]"),
        new(Site, "properties.siteConfig.linuxFxVersion", "'DOTNET-ISOLATED|10.0'"),
        new(Site, "properties.siteConfig.alwaysOn", "true"),
        new(Retention, "properties.state", "'Locked'"),
        new(Key, "properties.rotationPolicy", "{}"),
        new(Vault, "properties.accessPolicies", "[]"),
        new(Vault, "properties.createMode", "'recover'"),
        new(Site, "properties.clientCertExclusionPaths", "'/api'"),
    ];

    /// <summary>Words that stand nowhere in a template: keys that would be handed out, modules of registries, and what cannot be undone.</summary>
    public static IReadOnlyList<string> Words { get; } =
        ["listKeys", "listAccountSas", "listServiceSas", "listSecrets", "listConnectionStrings", "getSecret(", "AccountKey", "SharedAccessKey", "'br", "'ts:", "'Locked'", "Microsoft.Resources/deploymentScripts"];

    private const string AllOfStorage = "[ { category: 'StorageRead', enabled: true } { category: 'StorageWrite', enabled: true } { category: 'StorageDelete', enabled: true } ]";

    private const string Rule = "[ { name: 'slices' enabled: true type: 'Lifecycle' definition: { filters: { blobTypes: ['blockBlob'], prefixMatch: ['slices/'] } actions: { "
        + "baseBlob: { delete: { daysAfterModificationGreaterThan: 7 } } snapshot: { delete: { daysAfterCreationGreaterThan: 7 } } } } } ]";

    // Former versions and nothing else: a rule on base blobs would delete evidence.
    private const string Former = "[ { name: 'evidence-former-versions' enabled: true type: 'Lifecycle' definition: { filters: { blobTypes: ['blockBlob'], prefixMatch: ['evidence/'] } actions: { "
        + "version: { delete: { daysAfterCreationGreaterThan: evidenceRetentionDays + 7 } } } } } ]";

    public static IEnumerable<string> Problems(Template template) =>
        All.SelectMany(one => one.Problems(template))
            .Concat(Companions.SelectMany(one => one.Problems(template)))
            .Concat(Absences.SelectMany(one => one.Problems(template)))
            .Concat(from file in template.Files from word in Words where file.Text.Contains(word, StringComparison.Ordinal) select $"{file.Path}: `{word}` must not stand here");
}
