// Lets the service list how the resources of a subscription are configured. Every other assignment is in roles.bicep; this one lies outside the resource group.
targetScope = 'subscription'

param principalId string

var roles = loadJsonContent('../roles.json')

resource audited 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, principalId, 'audited')
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.builtIn[roles.assignments.audited.role])
    description: roles.assignments.audited.reason
  }
}
