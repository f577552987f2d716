// The vendors' pseudonym keys and the secrets of channels; and the key that signs checkpoints, which never leaves.
param name string
param location string
param tags object

@description('Whether addresses outside the virtual network may ask at all; who does still has to sign in.')
@allowed(['Disabled', 'Enabled'])
param publicAccess string

@description('Those addresses (IPv4, or CIDR). All others stay refused.')
param allowedAddresses string[]

@description('A signing key in an HSM (premium vault), or one in software. Neither can be exported.')
param isHardwareKey bool

param workspaceId string

var keyName = 'checkpoints'

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: isHardwareKey ? 'premium' : 'standard' }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    publicNetworkAccess: publicAccess
    networkAcls: {
      bypass: 'None'
      defaultAction: 'Deny'
      ipRules: [for address in allowedAddresses: { value: address }]
    }
  }
}

// Made once: a later deployment leaves the key and its versions alone.
resource key 'Microsoft.KeyVault/vaults/keys@2023-07-01' = {
  parent: vault
  name: keyName
  properties: {
    kty: isHardwareKey ? 'EC-HSM' : 'EC'
    curveName: 'P-256'
    keyOps: ['sign', 'verify']
    attributes: { enabled: true, exportable: false }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'audit'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'AuditEvent', enabled: true }
      { category: 'AzurePolicyEvaluationDetails', enabled: true }
    ]
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: vault
  name: 'keep'
  properties: { level: 'CanNotDelete', notes: 'Keys of pseudonyms and of checkpoints: without them nothing in the trail can be read or signed any more.' }
}

output id string = vault.id
output name string = vault.name
output uri string = vault.properties.vaultUri
output keyName string = key.name
output keyAddress string = key.properties.keyUri
