// The Functions app: who signs in to it, as whom it signs in, and its settings.
param name string
param location string
param tags object

param identityId string
param subnetId string
param workspaceId string

@description('Address of the container that the deployed package lies in.')
param deploymentContainer string

@minValue(40)
@maxValue(1000)
param maximumInstances int

@allowed([512, 2048, 4096])
param instanceMemory int

@description('Whether the service can be reached from outside the virtual network; who calls has to sign in either way.')
@allowed(['Disabled', 'Enabled'])
param publicAccess string

@description('Addresses that may call (CIDR). Empty: all.')
param allowedCallers string[]

@description('Client ids of the applications that may call. Empty: any.')
param allowedApplications string[]

@description('Logs of the platform about the service that are kept.')
param logCategories string[]

@description('The app registration that callers get tokens for.')
param clientId string

@description('Who issues these tokens.')
param issuer string

@description('Whom tokens may be for.')
param audiences string[]

param settings object

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: '${name}-plan'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    publicNetworkAccess: publicAccess
    virtualNetworkSubnetId: subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      remoteDebuggingEnabled: false
      ipSecurityRestrictionsDefaultAction: empty(allowedCallers) ? 'Allow' : 'Deny'
      ipSecurityRestrictions: [for (caller, index) in allowedCallers: { name: 'caller-${index}', ipAddress: caller, action: 'Allow', priority: 100 + index }]
      scmIpSecurityRestrictionsUseMain: true
    }
    // Replaces the settings of other plans, such as FUNCTIONS_WORKER_RUNTIME: Flex Consumption refuses these.
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainer
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        maximumInstanceCount: maximumInstances
        instanceMemoryMB: instanceMemory
      }
    }
  }
}

resource appSettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: settings
}

// The platform believes nobody's header: whoever calls signs in, before a line of the service runs. Only who probes its health or reads its description does not.
resource signIn 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: { enabled: true, runtimeVersion: '~1' }
    globalValidation: {
      requireAuthentication: true
      unauthenticatedClientAction: 'Return401'
      excludedPaths: ['/api/health/live', '/api/health/ready', '/api/openapi.json']
    }
    httpSettings: {
      requireHttps: true
      routes: { apiPrefix: '/.auth' }
      forwardProxy: { convention: 'NoProxy' }
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: { clientId: clientId, openIdIssuer: issuer }
        validation: {
          allowedAudiences: audiences
          defaultAuthorizationPolicy: empty(allowedApplications) ? null : { allowedApplications: allowedApplications }
        }
      }
    }
    login: { tokenStore: { enabled: false } }
  }
}

// Publishing with a password, which would be a way around the sign-in.
resource ftp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource scm 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (!empty(logCategories)) {
  scope: app
  name: 'audit'
  properties: {
    workspaceId: workspaceId
    logs: [for category in logCategories: { category: category, enabled: true }]
  }
}

output id string = app.id
output name string = app.name
output host string = app.properties.defaultHostName
