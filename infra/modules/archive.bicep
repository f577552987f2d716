// Where signed checkpoints are kept: written once, read by whoever verifies. Best in a subscription that the owner of the audit data does not own;
// then it is deployed there by itself, and its address given to main.bicep as checkpointArchive.
param accountName string

@description('Days for which a checkpoint can be neither changed nor deleted. At least as long as the trail is to be provable.')
@minValue(1)
@maxValue(146000)
param retentionDays int

@description('A policy that is locked takes no deployment that carries it: leaves it as it is.')
param isRetentionLocked bool = false

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: accountName
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' existing = {
  parent: account
  name: 'default'
}

resource checkpoints 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: 'checkpoints'
  properties: { publicAccess: 'None' }
}

// Unlocked. To lock it is an act of a person, and cannot be undone: see infra/README.md.
resource retention 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2024-01-01' = if (!isRetentionLocked) {
  parent: checkpoints
  name: 'default'
  properties: {
    immutabilityPeriodSinceCreationInDays: retentionDays
    allowProtectedAppendWrites: false
    allowProtectedAppendWritesAll: false
  }
}
