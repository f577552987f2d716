// What people are told of. The queries read the service's own metrics and the logs of what it keeps; they name no person.
param name string
param location string
param tags object
param workspaceId string

@description('Who signs checkpoints: the service\'s identity.')
param principalId string

param dataAccountName string

@description('Empty where the archive is elsewhere: then its logs are there too.')
param archiveAccountName string

@description('E-mail addresses that alerts go to.')
@minLength(1)
param recipients string[]

@description('After how long without an audit by schedule that is an alert, as a timespan of KQL.')
param auditsWithin string

// Each timer of the service, and the time within which it must have run: of those every minute, ten.
var timers = {
  RunScheduledAudits: auditsWithin
  ResendAudits: '10m'
  AdvancePlaybooks: '10m'
  SignCheckpoints: '130m'
  VerifyTrail: '25h'
}

var expected = join(map(items(timers), timer => '"${timer.key}", ${timer.value}'), ', ')

// A log names its object as `/account/container/blob`, in quotes or not; a row of a table as `/account/table(…)`.
var place = 'extend place = tostring(split(tostring(split(trim(\'"\', ObjectKey), "/")[2]), "(")[0])'

// What may be done with keys without anybody being told; signing by the service alone.
var usual = '"KeyGet", "KeyGetDeleted", "KeyGetRotationPolicy", "KeyList", "KeyListDeleted", "KeyListVersions", "KeySign", "KeyVerify"'

// Each tells people where its query gives a row; of each value of `by` by itself, where there is such a column. What is told by a state ends with it, what
// is told by an event is muted for an hour, its window: nothing that happens meanwhile is lost.
var rules = [
  {
    name: 'timer-missed'
    severity: 1
    description: 'A timer of the service has not run in time: audits, clocks or checkpoints stand still.'
    query: 'datatable(name: string, within: timespan) [${expected}] | join kind=leftouter (AppMetrics | where Name == "faas.invocations" | summarize seen = max(TimeGenerated) by name = tostring(Properties["faas.name"])) on name | where isnull(seen) or seen < ago(within) | project name, seen'
    range: 'P2D'
    by: 'name'
  }
  {
    name: 'audit-failed'
    severity: 2
    description: 'An audit did not come to its end. Nothing was judged: that is no pass.'
    query: 'AppMetrics | where Name == "compliance.audits" and Properties["compliance.audit.outcome"] == "failed" and Sum > 0 | project TimeGenerated, vendor = tostring(Properties["compliance.vendor"])'
    range: 'PT1H'
    by: 'vendor'
  }
  {
    name: 'trail-broken'
    severity: 0
    description: 'A trail does not hold, and takes no entry until an operator decides.'
    query: 'AppMetrics | where Name == "compliance.trail.halts" and Sum > 0 | project TimeGenerated, vendor = tostring(Properties["compliance.vendor"])'
    range: 'PT1H'
    by: 'vendor'
  }
  {
    name: 'clock-overdue'
    severity: 0
    description: 'The time to tell somebody of a breach has run out.'
    query: 'AppMetrics | where Name == "compliance.clocks.overdue" and Sum > 0 | project TimeGenerated, vendor = tostring(Properties["compliance.vendor"])'
    range: 'PT1H'
    by: 'vendor'
  }
  {
    name: 'message-poisoned'
    severity: 2
    description: 'A message was delivered five times in vain: its audit or slice was given up, unless another had ended it.'
    query: 'AppMetrics | where Name == "compliance.messages.poisoned" and Sum > 0 | project TimeGenerated'
    range: 'PT1H'
    by: ''
  }
  {
    name: 'calls-refused'
    severity: 3
    description: 'More than a hundred calls were refused within an hour: somebody tries doors.'
    query: 'AppMetrics | where Name == "compliance.calls.refused" | summarize refused = sum(Sum) | where refused > 100'
    range: 'PT1H'
    by: ''
  }
  {
    name: 'evidence-touched'
    severity: 0
    description: 'A file of evidence or a checkpoint was deleted, or somebody tried to.'
    query: 'StorageBlobLogs | where Category == "StorageDelete" | ${place} | where (AccountName =~ "${dataAccountName}" and place == "evidence") or (AccountName =~ "${archiveAccountName}" and place == "checkpoints") | project TimeGenerated, OperationName, StatusText, CallerIpAddress'
    range: 'PT1H'
    by: ''
  }
  {
    name: 'trail-deleted'
    severity: 0
    description: 'Rows of the trail were deleted, or somebody tried to. Expected of trail resume alone.'
    query: 'StorageTableLogs | where Category == "StorageDelete" | ${place} | where AccountName =~ "${dataAccountName}" and place =~ "trail" | project TimeGenerated, OperationName, StatusText, CallerIpAddress'
    range: 'PT1H'
    by: ''
  }
  {
    name: 'key-touched'
    severity: 0
    description: 'A key was made, changed, deleted, restored, backed up or used for anything but signing, or a secret was deleted, purged, backed up or restored. Expected of the first deployment alone.'
    query: 'AzureDiagnostics | where ResourceProvider == "MICROSOFT.KEYVAULT" | where (OperationName startswith "Key" and OperationName !in (${usual})) or OperationName in ("SecretDelete", "SecretPurge", "SecretBackup", "SecretRestore") | project TimeGenerated, OperationName, ResultSignature, CallerIPAddress'
    range: 'PT1H'
    by: ''
  }
  {
    name: 'signed-by-another'
    severity: 0
    description: 'Somebody other than the service signed with a key of the vault, or tried to.'
    query: 'AzureDiagnostics | where ResourceProvider == "MICROSOFT.KEYVAULT" and OperationName == "KeySign" | extend signer = coalesce(tostring(column_ifexists("identity_claim_oid_g", "")), tostring(column_ifexists("identity_claim_http_schemas_microsoft_com_identity_claims_objectidentifier_g", ""))) | where signer !~ "${principalId}" | project TimeGenerated, ResultSignature, CallerIPAddress'
    range: 'PT1H'
    by: ''
  }
]

// What an owner of the subscription does to take the evidence out of reach of the controls above.
var acts = [
  'Microsoft.Authorization/roleAssignments/write'
  'Microsoft.Authorization/roleDefinitions/write'
  'Microsoft.Authorization/locks/delete'
  'Microsoft.Insights/actionGroups/delete'
  'Microsoft.Insights/actionGroups/write'
  'Microsoft.Insights/activityLogAlerts/delete'
  'Microsoft.Insights/activityLogAlerts/write'
  'Microsoft.Insights/diagnosticSettings/delete'
  'Microsoft.Insights/diagnosticSettings/write'
  'Microsoft.Insights/scheduledQueryRules/delete'
  'Microsoft.Insights/scheduledQueryRules/write'
  'Microsoft.KeyVault/vaults/write'
  'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action'
  'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write'
  'Microsoft.OperationalInsights/workspaces/delete'
  'Microsoft.OperationalInsights/workspaces/purge/action'
  'Microsoft.OperationalInsights/workspaces/write'
  'Microsoft.Storage/storageAccounts/write'
  'Microsoft.Storage/storageAccounts/blobServices/write'
  'Microsoft.Storage/storageAccounts/blobServices/containers/delete'
  'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies/delete'
  'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies/write'
  'Microsoft.Storage/storageAccounts/managementPolicies/write'
  'Microsoft.Web/sites/config/write'
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${name}-people'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'compliance'
    emailReceivers: [for (recipient, index) in recipients: { name: 'recipient-${index}', emailAddress: recipient, useCommonAlertSchema: true }]
  }
}

resource alert 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for rule in rules: {
  name: '${name}-${rule.name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: '${name}: ${rule.name}'
    description: rule.description
    severity: rule.severity
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT1H'
    overrideQueryTimeRange: rule.range == 'PT1H' ? null : rule.range
    autoMitigate: rule.range != 'PT1H'
    muteActionsDuration: rule.range == 'PT1H' ? 'PT1H' : null
    // A table is there only once its first row has come.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: rule.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          dimensions: empty(rule.by) ? [] : [{ name: rule.by, operator: 'Include', values: ['*'] }]
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [people.id] }
  }
}]

resource act 'Microsoft.Insights/activityLogAlerts@2020-10-01' = {
  name: '${name}-controls-changed'
  location: 'global'
  tags: tags
  properties: {
    description: 'A role, a lock, a retention policy, a firewall, an alert, a diagnostic setting, the workspace of logs, who may be the service, or a setting of the service was changed. Expected of a deployment alone.'
    enabled: true
    scopes: [resourceGroup().id]
    condition: {
      allOf: [
        { field: 'category', equals: 'Administrative' }
        { anyOf: [for name in acts: { field: 'operationName', equals: name }] }
      ]
    }
    actions: { actionGroups: [{ actionGroupId: people.id }] }
  }
}
