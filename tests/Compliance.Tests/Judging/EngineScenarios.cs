using Compliance.Tests.SecondReading.Scenarios;

namespace Compliance.Tests.Judging;

public sealed class EvidenceScenariosOfTheEngine() : EvidenceScenarios(new EngineUnderTest());

public sealed class PermissionScenariosOfTheEngine() : PermissionScenarios(new EngineUnderTest());

public sealed class PeopleScenariosOfTheEngine() : PeopleScenarios(new EngineUnderTest());

public sealed class ConditionScenariosOfTheEngine() : ConditionScenarios(new EngineUnderTest());

public sealed class VolumeScenariosOfTheEngine() : VolumeScenarios(new EngineUnderTest());

public sealed class ConductScenariosOfTheEngine() : ConductScenarios(new EngineUnderTest());

public sealed class CompletenessScenariosOfTheEngine() : CompletenessScenarios(new EngineUnderTest());

public sealed class ScheduleScenariosOfTheEngine() : ScheduleScenarios(new EngineUnderTest());

public sealed class AnnouncementScenariosOfTheEngine() : AnnouncementScenarios(new EngineUnderTest());

public sealed class EgressScenariosOfTheEngine() : EgressScenarios(new EngineUnderTest());

public sealed class SessionScenariosOfTheEngine() : SessionScenarios(new EngineUnderTest());

public sealed class TravelScenariosOfTheEngine() : TravelScenarios(new EngineUnderTest());
