// The auditor in a resource group of its own. Who may do what is in roles.json; what a person still does by hand is in README.md.
targetScope = 'resourceGroup'

@description('Region of all resources.')
param location string = resourceGroup().location

@description('Begins every name: a lower case letter, then such and digits.')
@minLength(2)
@maxLength(10)
param name string = 'compliance'

param tags object = {}

@description('Client id of the app registration that callers get tokens for. Its app roles are those of README.md, "Who may do what".')
@minLength(36)
@maxLength(36)
param clientId string

@description('The tenant that people and vendors sign in to.')
param tenantId string = tenant().tenantId

@description('What checkpoints are named by, for ever; the company\'s own name, such as compliance.example.com.')
@minLength(4)
param trailOrigin string

@description('When every vendor is audited: second minute hour day month weekday, UTC.')
param auditSchedule string = '0 0 2 * * *'

@description('After how long without an audit by schedule people are told, as a timespan of KQL; longer than the schedule\'s longest pause.')
param auditsWithin string = '25h'

@description('E-mail addresses that alerts go to.')
@minLength(1)
param alertRecipients string[]

@description('Whether storage and vault can be reached from outside the virtual network at all. Who asks signs in either way.')
@allowed(['Disabled', 'Enabled'])
param storePublicAccess string = 'Disabled'

@description('With Enabled: the addresses that may ask (IPv4). All others stay refused.')
param allowedAddresses string[] = []

@description('Whether the service can be reached from outside the virtual network. Who calls signs in either way.')
@allowed(['Disabled', 'Enabled'])
param servicePublicAccess string = 'Enabled'

@description('With Enabled: the addresses that may call (CIDR). Empty: all.')
param allowedCallers string[] = []

@description('Client ids of the applications that may call with a token of somebody or of their own. Empty: any, and who may call is decided by the app registration\'s "Assignment required" and roles alone.')
param allowedApplications string[] = []

@description('Logs of the platform about the service that go to the workspace: FunctionAppLogs has its console and messages of failures, which may name people; AppServiceAuthenticationLogs who signed in.')
param serviceLogs string[] = []

@description('Addresses of the virtual network, at least a /26; not in use in networks that it is ever to be joined to.')
param networkAddresses string = '10.71.0.0/26'

@description('Days for which no version of a file of evidence can be changed or deleted: thirteen months.')
@minValue(1)
param evidenceRetentionDays int = 400

@description('Days for which a checkpoint can be neither changed nor deleted: seven years.')
@minValue(1)
param checkpointRetentionDays int = 2557

@description('True once a retention policy was locked: deployments then leave both as they are. Never for the first one, which makes them.')
param isRetentionLocked bool = false

@description('Days for which logs and telemetry are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 365

@description('Address of an archive of checkpoints elsewhere, best in another subscription. Empty: a third account here.')
param checkpointArchive string = ''

@description('The keys that sign checkpoints, while one follows another: `new;former`. Empty: the one that is made here.')
param checkpointKey string = ''

@description('A signing key in an HSM. Only for a vault that is not there yet.')
param isHardwareKey bool = false

@description('How storage is replicated.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@description('Whether the service may delete rows of the trail, which ResumeTrail needs. Best true only for the time of that decision; false again takes nothing away by itself: see README.md.')
param resumesTrail bool = false

@description('Subscriptions whose resources vendors\' contracts concern: the service may list how they are configured. One that is left out later keeps its role until somebody deletes that.')
param auditedSubscriptions string[] = []

@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

@description('Megabytes of an instance.')
@allowed([512, 2048, 4096])
param instanceMemory int = 2048

@description('Start from a worker that is kept warm. False where instances end with code 139 or 150 before the service says anything.')
param usesWarmWorker bool = true

// Settings of the service as in src/Compliance.Functions/API.md, "Settings"; empty: its default.
param vendorLease string = ''
param company string = ''
param playbooks string = ''
param timestampAuthority string = ''
param timestampAuthorityPrivate bool = false
param requestsPerMinute string = ''
param outstandingAudits string = ''
param sliceBytes string = ''
param telemetryEndpoint string = ''

@allowed(['', 'grpc', 'http/protobuf'])
param telemetryProtocol string = ''

var suffix = uniqueString(resourceGroup().id)
var fullName = '${name}-${suffix}'
var isArchiveHere = empty(checkpointArchive)
var deploymentContainer = 'package'
var queueNames = ['audits', 'audits-poison', 'slices', 'slices-poison']
var workTableNames = ['findings', 'audits', 'vendors', 'incidents', 'usage', 'names', 'outbox']
var issuer = '${environment().authentication.loginEndpoint}${tenantId}/v2.0'

var zones = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  queue: 'privatelink.queue.${environment().suffixes.storage}'
  table: 'privatelink.table.${environment().suffixes.storage}'
  vault: 'privatelink${replace(environment().suffixes.keyvaultDns, '.vault.', '.vaultcore.')}'
  sites: 'privatelink.azurewebsites.net'
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${fullName}-identity'
  location: location
  tags: tags
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: { name: fullName, location: location, tags: tags, retentionDays: logRetentionDays }
}

module hostAccount 'modules/account.bicep' = {
  name: 'host-account'
  params: {
    name: '${name}h${suffix}'
    location: location
    tags: tags
    publicAccess: storePublicAccess
    allowedAddresses: allowedAddresses
    sku: storageSku
    isVersioned: false
    // The shortest that there is: slices lie here.
    softDeleteDays: 1
    workspaceId: monitoring.outputs.workspaceId
  }
}

module host 'modules/host.bicep' = {
  name: 'host'
  params: { accountName: hostAccount.outputs.name, deploymentContainer: deploymentContainer, queueNames: queueNames }
}

module dataAccount 'modules/account.bicep' = {
  name: 'data-account'
  params: {
    name: '${name}d${suffix}'
    location: location
    tags: tags
    publicAccess: storePublicAccess
    allowedAddresses: allowedAddresses
    sku: storageSku
    isVersioned: true
    softDeleteDays: 30
    workspaceId: monitoring.outputs.workspaceId
  }
}

module data 'modules/data.bicep' = {
  name: 'data'
  params: {
    accountName: dataAccount.outputs.name
    tableNames: concat(['trail'], workTableNames)
    evidenceRetentionDays: evidenceRetentionDays
    isRetentionLocked: isRetentionLocked
  }
}

module archiveAccount 'modules/account.bicep' = if (isArchiveHere) {
  name: 'archive-account'
  params: {
    name: '${name}c${suffix}'
    location: location
    tags: tags
    publicAccess: storePublicAccess
    allowedAddresses: allowedAddresses
    sku: storageSku
    isVersioned: false
    softDeleteDays: 90
    workspaceId: monitoring.outputs.workspaceId
  }
}

module archive 'modules/archive.bicep' = if (isArchiveHere) {
  name: 'archive'
  params: { accountName: archiveAccount!.outputs.name, retentionDays: checkpointRetentionDays, isRetentionLocked: isRetentionLocked }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: '${name}${suffix}'
    location: location
    tags: tags
    publicAccess: storePublicAccess
    allowedAddresses: allowedAddresses
    isHardwareKey: isHardwareKey
    workspaceId: monitoring.outputs.workspaceId
  }
}

module network 'modules/network.bicep' = {
  name: 'network'
  params: { name: fullName, location: location, tags: tags, addresses: networkAddresses, zones: map(items(zones), zone => zone.value) }
}

module hostEndpoints 'modules/endpoint.bicep' = [for group in ['blob', 'queue', 'table']: {
  name: 'host-${group}'
  params: {
    name: '${fullName}-host-${group}'
    location: location
    tags: tags
    subnetId: network.outputs.endpointSubnetId
    targetId: hostAccount.outputs.id
    group: group
    zone: zones[group]
  }
}]

module dataEndpoints 'modules/endpoint.bicep' = [for group in ['blob', 'table']: {
  name: 'data-${group}'
  params: {
    name: '${fullName}-data-${group}'
    location: location
    tags: tags
    subnetId: network.outputs.endpointSubnetId
    targetId: dataAccount.outputs.id
    group: group
    zone: zones[group]
  }
}]

module archiveEndpoint 'modules/endpoint.bicep' = if (isArchiveHere) {
  name: 'archive-blob'
  params: {
    name: '${fullName}-archive-blob'
    location: location
    tags: tags
    subnetId: network.outputs.endpointSubnetId
    targetId: archiveAccount!.outputs.id
    group: 'blob'
    zone: zones.blob
  }
}

module vaultEndpoint 'modules/endpoint.bicep' = {
  name: 'vault-endpoint'
  params: {
    name: '${fullName}-vault'
    location: location
    tags: tags
    subnetId: network.outputs.endpointSubnetId
    targetId: vault.outputs.id
    group: 'vault'
    zone: zones.vault
  }
}

module serviceEndpoint 'modules/endpoint.bicep' = if (servicePublicAccess == 'Disabled') {
  name: 'service-endpoint'
  params: {
    name: '${fullName}-service'
    location: location
    tags: tags
    subnetId: network.outputs.endpointSubnetId
    targetId: service.outputs.id
    group: 'sites'
    zone: zones.sites
  }
}

module roles 'modules/roles.bicep' = {
  name: 'roles'
  params: {
    principalId: identity.properties.principalId
    hostAccountName: hostAccount.outputs.name
    dataAccountName: dataAccount.outputs.name
    archiveAccountName: isArchiveHere ? archiveAccount!.outputs.name : ''
    vaultName: vault.outputs.name
    keyName: vault.outputs.keyName
    insightsName: monitoring.outputs.insightsName
    queueNames: queueNames
    workTableNames: workTableNames
    resumesTrail: resumesTrail
  }
  dependsOn: [host, data, archive]
}

module readers 'modules/reader.bicep' = [for subscriptionId in auditedSubscriptions: {
  name: 'reader-${uniqueString(resourceGroup().id, subscriptionId)}'
  scope: subscription(subscriptionId)
  params: { principalId: identity.properties.principalId }
}]

// What the service cannot be without.
var required = {
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
  APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.insightsConnection
  APPLICATIONINSIGHTS_STATSBEAT_DISABLED: 'true'
  AZURE_CLIENT_ID: identity.properties.clientId
  AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential'
  AuditSchedule: auditSchedule
  AzureWebJobsStorage__blobServiceUri: hostAccount.outputs.blobEndpoint
  AzureWebJobsStorage__clientId: identity.properties.clientId
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__queueServiceUri: hostAccount.outputs.queueEndpoint
  AzureWebJobsStorage__tableServiceUri: hostAccount.outputs.tableEndpoint
  CheckpointArchive: isArchiveHere ? archiveAccount!.outputs.blobEndpoint : checkpointArchive
  CheckpointKey: empty(checkpointKey) ? vault.outputs.keyAddress : checkpointKey
  EvidenceStore: dataAccount.outputs.blobEndpoint
  KeyVaultUri: vault.outputs.uri
  SliceStore: hostAccount.outputs.blobEndpoint
  Store: dataAccount.outputs.tableEndpoint
  TokenAudience: clientId
  TokenAuthority: issuer
  TrailOrigin: trailOrigin
}

// What has a default: set only where it is given.
var optional = {
  Company: company
  OTEL_EXPORTER_OTLP_ENDPOINT: telemetryEndpoint
  OTEL_EXPORTER_OTLP_PROTOCOL: telemetryProtocol
  OutstandingAudits: outstandingAudits
  Playbooks: playbooks
  RequestsPerMinute: requestsPerMinute
  SliceBytes: sliceBytes
  TimestampAuthority: timestampAuthority
  TimestampAuthorityPrivate: timestampAuthorityPrivate ? 'true' : ''
  VendorLease: vendorLease
  WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED: usesWarmWorker ? '' : '0'
}

module service 'modules/service.bicep' = {
  name: 'service'
  params: {
    name: fullName
    location: location
    tags: tags
    identityId: identity.id
    subnetId: network.outputs.serviceSubnetId
    workspaceId: monitoring.outputs.workspaceId
    deploymentContainer: '${hostAccount.outputs.blobEndpoint}${deploymentContainer}'
    maximumInstances: maximumInstances
    instanceMemory: instanceMemory
    publicAccess: servicePublicAccess
    allowedCallers: allowedCallers
    allowedApplications: allowedApplications
    logCategories: serviceLogs
    clientId: clientId
    issuer: issuer
    audiences: [clientId, 'api://${clientId}']
    settings: union(required, toObject(filter(items(optional), setting => !empty(setting.value)), setting => setting.key, setting => setting.value))
  }
  // Whoever starts before its roles are there is refused, and waits for the next start.
  dependsOn: [roles, hostEndpoints, dataEndpoints, vaultEndpoint]
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    name: fullName
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    principalId: identity.properties.principalId
    dataAccountName: dataAccount.outputs.name
    archiveAccountName: isArchiveHere ? archiveAccount!.outputs.name : ''
    recipients: alertRecipients
    auditsWithin: auditsWithin
  }
}

output serviceName string = service.outputs.name
output serviceHost string = service.outputs.host
output outboundAddress string = network.outputs.outboundAddress
output principalId string = identity.properties.principalId
output dataAccountName string = dataAccount.outputs.name
output archiveAccountName string = isArchiveHere ? archiveAccount!.outputs.name : ''
output vaultName string = vault.outputs.name
