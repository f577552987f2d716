using System.Globalization;
using System.Text;

namespace Compliance.Benchmarks.Resources;

/// <summary>Resource Graph rows as <c>az graph query</c> writes them: ten types in the mix of a usual subscription, of usual size.</summary>
internal static class GraphRows
{
    private static readonly (string Type, string Properties)[] Kinds =
    [
        ("microsoft.storage/storageaccounts", """ "supportsHttpsTrafficOnly":%B,"minimumTlsVersion":"TLS1_%D","allowBlobPublicAccess":false,"keyCreationTime":{"key1":"2026-05-11T08:12:44.1234567Z","key2":"2026-05-11T08:12:44.1234567Z"},"encryption":{"keySource":"Microsoft.Storage","services":{"blob":{"keyType":"Account","enabled":true,"lastEnabledTime":"2024-05-11T08:12:44.1234567Z"},"file":{"keyType":"Account","enabled":true,"lastEnabledTime":"2024-05-11T08:12:44.1234567Z"}}},"networkAcls":{"bypass":"AzureServices","virtualNetworkRules":[],"ipRules":[],"defaultAction":"Deny"},"primaryEndpoints":{"dfs":"https://n%N.dfs.core.windows.net/","web":"https://n%N.z6.web.core.windows.net/","blob":"https://n%N.blob.core.windows.net/","queue":"https://n%N.queue.core.windows.net/","table":"https://n%N.table.core.windows.net/","file":"https://n%N.file.core.windows.net/"},"primaryLocation":"westeurope","statusOfPrimary":"available","provisioningState":"Succeeded","accessTier":"Hot" """),
        ("microsoft.keyvault/vaults", """ "sku":{"family":"A","name":"standard"},"tenantId":"72f988bf-86f1-41af-91ab-2d7cd011db47","enableSoftDelete":true,"softDeleteRetentionInDays":%D0,"enablePurgeProtection":true,"enableRbacAuthorization":%B,"vaultUri":"https://n%N.vault.azure.net/","publicNetworkAccess":"Disabled","provisioningState":"Succeeded","accessPolicies":[{"tenantId":"72f988bf-86f1-41af-91ab-2d7cd011db47","objectId":"0b1d5c7e-13c2-4d7d-9c88-6f1d6f0f3f10","permissions":{"keys":["get","wrapKey","unwrapKey"],"secrets":["get","list"],"certificates":[]}}]"""),
        ("microsoft.web/sites", """ "state":"Running","hostNames":["n%N.azurewebsites.net"],"httpsOnly":%B,"clientCertEnabled":false,"endToEndEncryptionEnabled":false,"siteConfig":{"numberOfWorkers":1,"minTlsVersion":null,"ftpsState":null,"scmMinTlsVersion":null,"http20Enabled":false,"linuxFxVersion":""},"enabledHostNames":["n%N.azurewebsites.net","n%N.scm.azurewebsites.net"],"repositorySiteName":"n%N","usageState":"Normal","serverFarmId":"/subscriptions/5d1c8b06/resourceGroups/rg-apps/providers/Microsoft.Web/serverfarms/plan","defaultHostName":"n%N.azurewebsites.net" """),
        ("microsoft.sql/servers", """ "administratorLogin":"sa-%N","version":"12.0","state":"Ready","fullyQualifiedDomainName":"n%N.database.windows.net","privateEndpointConnections":[],"minimalTlsVersion":"1.%D","publicNetworkAccess":"Disabled","restrictOutboundNetworkAccess":"Disabled" """),
        ("microsoft.compute/virtualmachines", """ "vmId":"11f8d9bb-0f59-4b2c-a6b9-5f7f2c4a%N","hardwareProfile":{"vmSize":"Standard_D4s_v5"},"storageProfile":{"imageReference":{"publisher":"Canonical","offer":"ubuntu-24_04-lts","sku":"server","version":"latest"},"osDisk":{"osType":"Linux","name":"n%N_os","createOption":"FromImage","caching":"ReadWrite","managedDisk":{"storageAccountType":"Premium_LRS","id":"/subscriptions/5d1c8b06/resourceGroups/rg-apps/providers/Microsoft.Compute/disks/n%N_os"},"deleteOption":"Delete","diskSizeGB":128},"dataDisks":[]},"securityProfile":{"encryptionAtHost":%B,"securityType":"TrustedLaunch"},"networkProfile":{"networkInterfaces":[{"id":"/subscriptions/5d1c8b06/resourceGroups/rg-apps/providers/Microsoft.Network/networkInterfaces/n%N"}]},"provisioningState":"Succeeded" """),
        ("microsoft.compute/disks", """ "osType":"Linux","creationData":{"createOption":"FromImage"},"diskSizeGB":128,"diskIOPSReadWrite":500,"diskMBpsReadWrite":100,"encryption":{"type":"EncryptionAtRestWithPlatformKey"},"networkAccessPolicy":"DenyAll","diskState":"Attached","uniqueId":"9c2f4d7a-%N","tier":"P10" """),
        ("microsoft.network/networkinterfaces", """ "provisioningState":"Succeeded","resourceGuid":"5f6d-%N","ipConfigurations":[{"name":"ipconfig1","id":"/subscriptions/5d1c8b06/resourceGroups/rg-apps/providers/Microsoft.Network/networkInterfaces/n%N/ipConfigurations/ipconfig1","type":"Microsoft.Network/networkInterfaces/ipConfigurations","properties":{"provisioningState":"Succeeded","privateIPAddress":"10.0.0.%D","privateIPAllocationMethod":"Dynamic","primary":true,"privateIPAddressVersion":"IPv4"}}],"enableAcceleratedNetworking":%B"""),
        ("microsoft.servicebus/namespaces", """ "minimumTlsVersion":"1.%D","publicNetworkAccess":"Enabled","disableLocalAuth":%B,"zoneRedundant":true,"provisioningState":"Succeeded","status":"Active","metricId":"5d1c8b06:n%N","serviceBusEndpoint":"https://n%N.servicebus.windows.net:443/" """),
        ("microsoft.documentdb/databaseaccounts", """ "documentEndpoint":"https://n%N.documents.azure.com:443/","minimalTlsVersion":"Tls12","enableAutomaticFailover":%B,"databaseAccountOfferType":"Standard","consistencyPolicy":{"defaultConsistencyLevel":"Session","maxIntervalInSeconds":5,"maxStalenessPrefix":100},"locations":[{"id":"n%N-westeurope","locationName":"West Europe","failoverPriority":0,"isZoneRedundant":false}],"provisioningState":"Succeeded" """),
        ("microsoft.network/applicationgateways", """ "provisioningState":"Succeeded","operationalState":"Running","sslPolicy":{"policyType":"Predefined","policyName":"AppGwSslPolicy2022010%D"},"httpListeners":[{"name":"web","properties":{"protocol":"Https","requireServerNameIndication":false}}],"requestRoutingRules":[{"name":"r","properties":{"httpListener":{"id":"/x/httpListeners/web"}}}],"backendHttpSettingsCollection":[{"name":"b","properties":{"port":443,"protocol":"Https","cookieBasedAffinity":"Disabled","requestTimeout":20}}]"""),
    ];

    /// <summary>Writes one object, <c>{"data":[…]}</c>.</summary>
    /// <returns>Its length.</returns>
    public static long Write(string path, int count)
    {
        var random = new Random(1);
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 20);
        file.Write(string.Create(CultureInfo.InvariantCulture, $"{{\"totalRecords\":{count},\"count\":{count},\"data\":["));
        for (var i = 0; i < count; i++)
        {
            var (type, properties) = Kinds[random.Next(Kinds.Length)];
            var number = i.ToString("D7", CultureInfo.InvariantCulture);
            if (i > 0) file.Write(',');
            file.Write($"{{\"id\":\"/subscriptions/5d1c8b06-3a4f-4c55-9d0a-6a1f2f6f7b10/resourceGroups/rg-apps/providers/{type}/n{number}\",\"name\":\"n{number}\",\"type\":\"{type}\",\"tenantId\":\"72f988bf-86f1-41af-91ab-2d7cd011db47\",\"kind\":\"\",\"location\":\"westeurope\",\"resourceGroup\":\"rg-apps\",\"subscriptionId\":\"5d1c8b06-3a4f-4c55-9d0a-6a1f2f6f7b10\",\"managedBy\":\"\",\"sku\":{{\"name\":\"Standard\",\"tier\":\"Standard\"}},\"tags\":{{\"owner\":\"desk\",\"env\":\"prod\"}},\"zones\":null,\"extendedLocation\":null,\"properties\":{{");
            file.Write(properties.Replace("%N", number, StringComparison.Ordinal)
                .Replace("%B", random.Next(2) == 0 ? "true" : "false", StringComparison.Ordinal)
                .Replace("%D", random.Next(4).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
            file.Write("}}");
        }
        file.Write("]}\n");
        file.Flush();
        return file.BaseStream.Length;
    }
}
