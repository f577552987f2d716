namespace Compliance.Samples.Northwind;

/// <summary>The people of Northwind Voice. Those that the story is about have a name of their own here.</summary>
internal static class Cast
{
    private const string Agent = "Customer Support Agent";
    private const string Night = "Night Support Agent";
    private const string Senior = "Senior Support Agent";

    /// <summary>Two of one name.</summary>
    public static readonly Worker Maria = new(1007, "Maria", "Santos", "maria.santos", Agent, Desk.Lisbon, Shift.Day, new(2024, 9, 2));
    public static readonly Worker OtherMaria = new(1031, "Maria", "Santos", "maria.santos2", Senior, Desk.Porto, Shift.Day, new(2025, 11, 17));

    /// <summary>Left; his helpdesk account was given to her.</summary>
    public static readonly Worker Rui = new(1019, "Rui", "Costa", "rui.costa", Agent, Desk.Lisbon, Shift.Day, new(2025, 3, 3)) { Left = new(2026, 5, 29), Status = "Terminated" };
    public static readonly Worker Ines = new(1041, "Inês", "Rocha", "ines.rocha", Agent, Desk.Lisbon, Shift.Day, new(2026, 6, 8));

    /// <summary>From a staffing agency, without an address of the vendor.</summary>
    public static readonly Worker Tomas = new(204, "Tomás", "Novak", null, Agent, Desk.Porto, Shift.Late, new(2026, 2, 16)) { IsContractor = true, OktaName = "tomas.novak.ext" };

    /// <summary>Left in February, came back in June.</summary>
    public static readonly Worker Joana = new(1012, "Joana", "Pires", "joana.pires", Agent, Desk.Lisbon, Shift.Late, new(2026, 6, 8)) { Before = (new(2024, 10, 7), new(2026, 2, 27)) };

    /// <summary>His last night begins on the day he leaves, and ends on the next.</summary>
    public static readonly Worker Andre = new(1024, "André", "Matos", "andre.matos", Night, Desk.Lisbon, Shift.Night, new(2025, 5, 5)) { Left = new(2026, 6, 12), Status = "Terminated" };

    /// <summary>Terminated; the helpdesk never heard of it.</summary>
    public static readonly Worker Pedro = new(1016, "Pedro", "Alves", "pedro.alves", Agent, Desk.Home, Shift.Late, new(2025, 1, 13)) { Left = new(2026, 6, 5), Status = "Terminated" };

    /// <summary>An agent who is an administrator of the helpdesk.</summary>
    public static readonly Worker Sofia = new(1009, "Sofia", "Lima", "sofia.lima", Agent, Desk.Lisbon, Shift.Day, new(2024, 9, 2));

    /// <summary>Signs in from two continents within one and a half hours.</summary>
    public static readonly Worker Bruno = new(1021, "Bruno", "Dias", "bruno.dias", Agent, Desk.Lisbon, Shift.Day, new(2025, 3, 3));

    /// <summary>Reads tickets by the thousand.</summary>
    public static readonly Worker Carla = new(1028, "Carla", "Nunes", "carla.nunes", Agent, Desk.Porto, Shift.Late, new(2025, 9, 1));

    public static readonly Worker Beatriz = new(1014, "Beatriz", "Melo", "beatriz.melo", Agent, Desk.Porto, Shift.Day, new(2024, 11, 4)) { Status = "On leave", IsAway = true };
    public static readonly Worker Diogo = new(1044, "Diogo", "Faria", "diogo.faria", Agent, Desk.Lisbon, Shift.Day, new(2026, 7, 6)) { Status = "Pending start" };

    /// <summary>Plans the shifts; has not opened the helpdesk since March.</summary>
    public static readonly Worker Carlos = new(1005, "Carlos", "Reis", "carlos.reis", "Workforce Planner", Desk.Lisbon, Shift.Office, new(2024, 9, 2));

    public static readonly Worker Manager = new(1001, "Teresa", "Vaz", "teresa.vaz", "Operations Manager", Desk.Lisbon, Shift.Office, new(2024, 8, 1));

    public static readonly IReadOnlyList<Worker> All =
    [
        Manager,
        new(1002, "Miguel", "Antunes", "miguel.antunes", "Team Lead", Desk.Lisbon, Shift.Day, new(2024, 9, 2)),
        new(1003, "Helena", "Brito", "helena.brito", "Team Lead", Desk.Porto, Shift.Late, new(2024, 9, 2)),
        new(1004, "Gonçalo", "Freitas", "goncalo.freitas", "Team Lead", Desk.Lisbon, Shift.Night, new(2024, 9, 2)),
        Carlos,
        new(1006, "Ana", "Ferreira", "ana.ferreira", Agent, Desk.Lisbon, Shift.Day, new(2024, 9, 2)),
        Maria,
        new(1008, "João", "Silva", "joao.silva", Agent, Desk.Lisbon, Shift.Late, new(2024, 9, 2)),
        Sofia,
        new(1010, "Catarina", "Gomes", "catarina.gomes", Agent, Desk.Lisbon, Shift.Day, new(2024, 9, 16)),
        new(1011, "Ricardo", "Teixeira", "ricardo.teixeira", Agent, Desk.Lisbon, Shift.Late, new(2024, 9, 16)),
        Joana,
        new(1013, "Luís", "Cardoso", "luis.cardoso", "Quality Analyst", Desk.Porto, Shift.Office, new(2024, 11, 4)),
        Beatriz,
        new(1015, "Daniel", "Moreira", "daniel.moreira", Agent, Desk.Porto, Shift.Day, new(2024, 11, 4)),
        Pedro,
        new(1017, "Vera", "Pinto", "vera.pinto", Agent, Desk.Porto, Shift.Late, new(2025, 1, 13)),
        new(1018, "Hugo", "Ribeiro", "hugo.ribeiro", Senior, Desk.Lisbon, Shift.Day, new(2025, 1, 13)),
        Rui,
        new(1020, "Patrícia", "Sousa", "patricia.sousa", Agent, Desk.Lisbon, Shift.Day, new(2025, 3, 3)),
        Bruno,
        new(1022, "Marta", "Correia", "marta.correia", Senior, Desk.Lisbon, Shift.Late, new(2025, 3, 3)),
        new(1023, "Filipe", "Barros", "filipe.barros", Night, Desk.Lisbon, Shift.Night, new(2025, 5, 5)),
        Andre,
        new(1025, "Raquel", "Monteiro", "raquel.monteiro", Night, Desk.Lisbon, Shift.Night, new(2025, 5, 5)),
        new(1026, "Nuno", "Carvalho", "nuno.carvalho", Night, Desk.Lisbon, Shift.Night, new(2025, 5, 5)),
        new(1027, "Cláudia", "Neves", "claudia.neves", Agent, Desk.Porto, Shift.Day, new(2025, 9, 1)),
        Carla,
        new(1029, "Tiago", "Lopes", "tiago.lopes", Agent, Desk.Porto, Shift.Late, new(2025, 9, 1)),
        new(1030, "Susana", "Marques", "susana.marques", "Quality Analyst", Desk.Lisbon, Shift.Office, new(2025, 9, 1)),
        OtherMaria,
        new(1032, "Paulo", "Henriques", "paulo.henriques", Senior, Desk.Porto, Shift.Late, new(2025, 11, 17)),
        new(1033, "Sara", "Oliveira", "sara.oliveira", Agent, Desk.Home, Shift.Day, new(2025, 11, 17)),
        new(1034, "Vasco", "Tavares", "vasco.tavares", Agent, Desk.Home, Shift.Day, new(2025, 11, 17)),
        new(1035, "Mónica", "Cruz", "monica.cruz", Agent, Desk.Lisbon, Shift.Day, new(2026, 1, 19)),
        new(1036, "Jorge", "Fonseca", "jorge.fonseca", Agent, Desk.Lisbon, Shift.Late, new(2026, 1, 19)),
        new(1037, "Leonor", "Machado", "leonor.machado", Agent, Desk.Lisbon, Shift.Late, new(2026, 1, 19)),
        new(1038, "Rafael", "Coelho", "rafael.coelho", Agent, Desk.Porto, Shift.Day, new(2026, 3, 2)),
        new(1039, "Alice", "Guerra", "alice.guerra", Senior, Desk.Lisbon, Shift.Day, new(2026, 3, 2)),
        new(1040, "Simão", "Duarte", "simao.duarte", Agent, Desk.Porto, Shift.Late, new(2026, 3, 2)),
        Ines,
        new(1042, "Eva", "Ramos", "eva.ramos", Agent, Desk.Lisbon, Shift.Late, new(2026, 6, 8)),
        Diogo,
        Tomas,
    ];
}
