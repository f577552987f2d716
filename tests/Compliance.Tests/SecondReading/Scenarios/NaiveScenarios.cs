namespace Compliance.Tests.SecondReading.Scenarios;

public sealed class EvidenceScenariosOfTheSecondReading() : EvidenceScenarios(new NaiveAuditor());

public sealed class PermissionScenariosOfTheSecondReading() : PermissionScenarios(new NaiveAuditor());

public sealed class PeopleScenariosOfTheSecondReading() : PeopleScenarios(new NaiveAuditor());

public sealed class ConditionScenariosOfTheSecondReading() : ConditionScenarios(new NaiveAuditor());

public sealed class VolumeScenariosOfTheSecondReading() : VolumeScenarios(new NaiveAuditor());

public sealed class ConductScenariosOfTheSecondReading() : ConductScenarios(new NaiveAuditor());

public sealed class CompletenessScenariosOfTheSecondReading() : CompletenessScenarios(new NaiveAuditor());
