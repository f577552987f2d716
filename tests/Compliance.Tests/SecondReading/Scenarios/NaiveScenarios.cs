namespace Compliance.Tests.SecondReading.Scenarios;

public sealed class EvidenceScenariosOfTheSecondReading() : EvidenceScenarios(new NaiveAuditor());

public sealed class PermissionScenariosOfTheSecondReading() : PermissionScenarios(new NaiveAuditor());

public sealed class PeopleScenariosOfTheSecondReading() : PeopleScenarios(new NaiveAuditor());

public sealed class ConditionScenariosOfTheSecondReading() : ConditionScenarios(new NaiveAuditor());

public sealed class VolumeScenariosOfTheSecondReading() : VolumeScenarios(new NaiveAuditor());

public sealed class ConductScenariosOfTheSecondReading() : ConductScenarios(new NaiveAuditor());

public sealed class CompletenessScenariosOfTheSecondReading() : CompletenessScenarios(new NaiveAuditor());

public sealed class ScheduleScenariosOfTheSecondReading() : ScheduleScenarios(new NaiveAuditor());

public sealed class AnnouncementScenariosOfTheSecondReading() : AnnouncementScenarios(new NaiveAuditor());

public sealed class EgressScenariosOfTheSecondReading() : EgressScenarios(new NaiveAuditor());

public sealed class SessionScenariosOfTheSecondReading() : SessionScenarios(new NaiveAuditor());

public sealed class TravelScenariosOfTheSecondReading() : TravelScenarios(new NaiveAuditor());
