// Every role that the service's identity gets in its resource group. Which, where and why is in roles.json, and the reason goes with each assignment.
param principalId string
param hostAccountName string
param dataAccountName string

@description('Empty where the archive is elsewhere: then its owner grants the role there.')
param archiveAccountName string

param vaultName string
param keyName string
param insightsName string
param queueNames string[]

@description('The tables other than trail.')
param workTableNames string[]

@description('Whether ResumeTrail may delete rows of the trail.')
param resumesTrail bool

var roles = loadJsonContent('../roles.json')
var definitions = items(roles.custom)
var kind = 'ServicePrincipal'

// Role names are unique in a tenant, and there may be several auditors in one.
var suffix = uniqueString(resourceGroup().id)

resource custom 'Microsoft.Authorization/roleDefinitions@2022-04-01' = [for definition in definitions: {
  name: guid(resourceGroup().id, definition.key)
  properties: {
    roleName: 'Compliance ${definition.key} (${suffix})'
    description: definition.value.description
    type: 'CustomRole'
    assignableScopes: [resourceGroup().id]
    permissions: [
      {
        actions: definition.value.actions
        notActions: []
        dataActions: definition.value.dataActions
        notDataActions: []
      }
    ]
  }
}]

@description('Id of a role of roles.json.')
func builtIn(id string) string => subscriptionResourceId('Microsoft.Authorization/roleDefinitions', id)

func own(group string, role string) string => subscriptionResourceId('Microsoft.Authorization/roleDefinitions', guid(group, role))

resource host 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: hostAccountName

  resource queueService 'queueServices' existing = {
    name: 'default'
  }
}

resource queue 'Microsoft.Storage/storageAccounts/queueServices/queues@2024-01-01' existing = [for name in queueNames: {
  parent: host::queueService
  name: name
}]

resource data 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: dataAccountName

  resource tableService 'tableServices' existing = {
    name: 'default'

    resource trail 'tables' existing = {
      name: 'trail'
    }
  }

  resource blobService 'blobServices' existing = {
    name: 'default'

    resource evidence 'containers' existing = {
      name: 'evidence'
    }
  }
}

resource workTable 'Microsoft.Storage/storageAccounts/tableServices/tables@2024-01-01' existing = [for name in workTableNames: {
  parent: data::tableService
  name: name
}]

resource archive 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: empty(archiveAccountName) ? dataAccountName : archiveAccountName

  resource blobService 'blobServices' existing = {
    name: 'default'

    resource checkpoints 'containers' existing = {
      name: 'checkpoints'
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName

  resource key 'keys' existing = {
    name: keyName
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource hostBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: host
  name: guid(host.id, principalId, 'hostBlobs')
  properties: {
    principalId: principalId
    principalType: kind
    roleDefinitionId: builtIn(roles.builtIn[roles.assignments.hostBlobs.role])
    description: roles.assignments.hostBlobs.reason
  }
}

resource hostTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: host
  name: guid(host.id, principalId, 'hostTables')
  properties: {
    principalId: principalId
    principalType: kind
    roleDefinitionId: builtIn(roles.builtIn[roles.assignments.hostTables.role])
    description: roles.assignments.hostTables.reason
  }
}

resource hostQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (name, index) in queueNames: {
  scope: queue[index]
  name: guid(host.id, name, principalId, 'hostQueues')
  properties: {
    principalId: principalId
    principalType: kind
    roleDefinitionId: builtIn(roles.builtIn[roles.assignments.hostQueues.role])
    description: roles.assignments.hostQueues.reason
  }
}]

resource tableNames 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: data
  name: guid(data.id, principalId, 'tableNames')
  properties: {
    principalId: principalId
    principalType: kind
    roleDefinitionId: own(resourceGroup().id, roles.assignments.tableNames.role)
    description: roles.assignments.tableNames.reason
  }
  dependsOn: [custom]
}

resource trail 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: data::tableService::trail
  name: guid(data::tableService::trail.id, principalId, 'trail')
  properties: {
    principalId: principalId
    principalType: kind
    roleDefinitionId: own(resourceGroup().id, roles.assignments.trail.role)
    description: roles.assignments.trail.reason
  }
  dependsOn: [custom]
}

resource trailResume 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (resumesTrail) {
  scope: data::tableService::trail
  name: guid(data::tableService::trail.id, principalId, 'trailResume')
  properties: {
    principalId: principalId
    principalType: kind
    roleDefinitionId: own(resourceGroup().id, roles.assignments.trailResume.role)
    description: roles.assignments.trailResume.reason
  }
  dependsOn: [custom]
}

resource workTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (name, index) in workTableNames: {
  scope: workTable[index]
  name: guid(data.id, name, principalId, 'workTables')
  properties: {
    principalId: principalId
    principalType: kind
    roleDefinitionId: builtIn(roles.builtIn[roles.assignments.workTables.role])
    description: roles.assignments.workTables.reason
  }
}]

resource evidence 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: data::blobService::evidence
  name: guid(data::blobService::evidence.id, principalId, 'evidence')
  properties: {
    principalId: principalId
    principalType: kind
    roleDefinitionId: own(resourceGroup().id, roles.assignments.evidence.role)
    description: roles.assignments.evidence.reason
  }
  dependsOn: [custom]
}

resource checkpoints 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(archiveAccountName)) {
  scope: archive::blobService::checkpoints
  name: guid(archive::blobService::checkpoints.id, principalId, 'checkpoints')
  properties: {
    principalId: principalId
    principalType: kind
    roleDefinitionId: own(resourceGroup().id, roles.assignments.checkpoints.role)
    description: roles.assignments.checkpoints.reason
  }
  dependsOn: [custom]
}

resource checkpointKey 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault::key
  name: guid(vault::key.id, principalId, 'checkpointKey')
  properties: {
    principalId: principalId
    principalType: kind
    roleDefinitionId: own(resourceGroup().id, roles.assignments.checkpointKey.role)
    description: roles.assignments.checkpointKey.reason
  }
  dependsOn: [custom]
}

resource secrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, principalId, 'secrets')
  properties: {
    principalId: principalId
    principalType: kind
    roleDefinitionId: own(resourceGroup().id, roles.assignments.secrets.role)
    description: roles.assignments.secrets.reason
  }
  dependsOn: [custom]
}

resource telemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, principalId, 'telemetry')
  properties: {
    principalId: principalId
    principalType: kind
    roleDefinitionId: builtIn(roles.builtIn[roles.assignments.telemetry.role])
    description: roles.assignments.telemetry.reason
  }
}
