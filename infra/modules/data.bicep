// The tables of the service, and the evidence.
param accountName string
param tableNames string[]

@description('Days for which no version of a file of evidence can be changed or deleted, counted from when it was made.')
@minValue(1)
@maxValue(146000)
param evidenceRetentionDays int

@description('A policy that is locked takes no deployment that carries it: leaves it as it is.')
param isRetentionLocked bool = false

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: accountName
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' existing = {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2024-01-01' existing = {
  parent: account
  name: 'default'
}

// The service makes a table that it misses, but has no right to: all are made here.
resource table 'Microsoft.Storage/storageAccounts/tableServices/tables@2024-01-01' = [for name in tableNames: {
  parent: tables
  name: name
}]

// By version: a file may be sent again under its name, and what was there before stays.
resource evidence 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: 'evidence'
  properties: {
    publicAccess: 'None'
    immutableStorageWithVersioning: { enabled: true }
  }
}

// Unlocked. To lock it is an act of a person, and cannot be undone: see infra/README.md.
resource evidenceRetention 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2024-01-01' = if (!isRetentionLocked) {
  parent: evidence
  name: 'default'
  properties: {
    immutabilityPeriodSinceCreationInDays: evidenceRetentionDays
    allowProtectedAppendWrites: false
    allowProtectedAppendWritesAll: false
  }
}

// What is written over or deleted by hand becomes a former version, and would stay for good. Only those: what is there now no rule deletes, and the service has no right to.
// A week after the policy has let go of it, counted from when it was written.
resource formerVersions 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'evidence-former-versions'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['evidence/'] }
            actions: {
              version: { delete: { daysAfterCreationGreaterThan: evidenceRetentionDays + 7 } }
            }
          }
        }
      ]
    }
  }
  dependsOn: [evidence]
}
