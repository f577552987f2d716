namespace Compliance.Samples.Scan;

/// <param name="Path">The log.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Records">Its lines, duplicates included.</param>
public sealed record ScanFacts(string Path, long Bytes, long Records);

/// <summary>
/// A large helpdesk log to measure against, and the vendor folder around it. People work in sessions that begin with a sign-in; most of them
/// do nothing wrong, a few records of every kind are violations, some are late and some come twice.
/// </summary>
public sealed class ScanLog
{
    /// <summary>What a record takes on average; how many fit follows from it.</summary>
    private const int BytesPerRecord = 942;

    private readonly ScanOptions _options;
    private readonly Prng _prng;
    private readonly Utf8Buffer _out;
    private readonly RecordWriter _writer;
    private readonly ShiftClock _clock;
    private readonly Staff _staff;
    private readonly Session[] _sessions;
    private readonly int _recordsPerSession;
    private readonly byte[] _kept = new byte[Utf8Buffer.MaxRecord];
    private int _keptLength;
    private int _nextByDay;
    private int _nextByNight = 1;
    private int _serial;
    private long _records;

    private ScanLog(ScanOptions options, Stream output)
    {
        _options = options;
        _prng = new Prng(options.Seed);
        _out = new Utf8Buffer(output);
        _writer = new RecordWriter(_out, _prng.Fork("ids"));
        var expected = options.Bytes / BytesPerRecord;
        _clock = new ShiftClock(expected);
        _staff = new Staff(options.Principals);
        // Everybody comes to work every few weeks, else the log would be one of inactive accounts.
        _recordsPerSession = (int)Math.Clamp(expected / (4L * options.Principals), 10, 40);
        _sessions = new Session[(int)Math.Clamp(_clock.RecordsPerHour * 4 / _recordsPerSession, 4, 4096)];
    }

    /// <summary>Writes `logs/helpdesk/scan.ndjson` and the files of a vendor folder around it. Existing files are replaced.</summary>
    public static ScanFacts Write(string folder, ScanOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var path = Path.Combine(folder, "logs", "helpdesk", "scan.ndjson");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        ScanVendor.Write(folder, new Staff(options.Principals));
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var log = new ScanLog(options, file);
        log.WriteRecords();
        return new ScanFacts(path, log._out.Written, log._records);
    }

    private void WriteRecords()
    {
        var (byDay, last) = (false, 0L);
        for (long slot = 0; _out.Written < _options.Bytes; slot++)
        {
            var (time, day) = _clock.At(slot);
            // The second: the night before the gap does not go on after it.
            if (day != byDay || time - last > 12 * ShiftClock.Hour)
                ChangeShift(time, day);
            (byDay, last) = (day, time);
            WriteNext(ref _sessions[_prng.Below(_sessions.Length)], time, day);
            if (_keptLength == 0 || !_prng.Chance(0.02))
                continue;
            _out.Add(_kept.AsSpan(0, _keptLength - 1));
            _out.EndRecord();
            _records++;
            _keptLength = 0;
        }
        _out.Flush();
    }

    private void ChangeShift(long time, bool day)
    {
        // Somebody of the day shift is still there at a quarter to eight; the night begins at a quarter past nine.
        if (!day && _sessions[0].Left > 0 && Staff.WorksByDay(_sessions[0].Person))
            Emit(Work(ref _sessions[0], time - 3 * ShiftClock.Hour / 2));
        foreach (ref var session in _sessions.AsSpan())
            session.Left = 0;
    }

    private void WriteNext(ref Session session, long time, bool day)
    {
        if (session.Left == 0)
        {
            session = Begin(time, day);
            if (_prng.Chance(0.005))
                Emit(new ScanRecord { Time = time - 9_000, Person = session.Person, Session = session.Id, Action = Operation.SignIn, Failed = true });
            Emit(new ScanRecord { Time = time, Person = session.Person, Session = session.Id, Action = Operation.SignIn, Mfa = !_prng.Chance(0.001) });
        }
        else
            Emit(Work(ref session, time));
        session.Left--;
    }

    private Session Begin(long time, bool day)
    {
        ref var next = ref day ? ref _nextByDay : ref _nextByNight;
        var person = next;
        next += 2;
        if (next >= _staff.Active)
            next = day ? 0 : 1;
        return new Session { Person = person, Id = _prng.NextBits(), Start = time, Left = _recordsPerSession, Streak = Streaks.Draw(_prng) };
    }

    private ScanRecord Work(ref Session session, long time)
    {
        var record = new ScanRecord { Time = time, Person = session.Person, Session = session.Id, HasCase = true };
        // Half the records carry the flag themselves; for the others that of the sign-in counts.
        if (_prng.Chance(0.5))
            record.Mfa = true;
        record.Action = Duties.Draw(Staff.RoleOf(session.Person), _prng);
        record.Resource = record.Action == Operation.KnowledgeSearch ? 0 : 1 + _prng.Below(2_000_000);
        if (record.Action == Operation.ReportExport)
            record.Rows = _prng.Between(1, 40);
        if (Staff.StandsIn(session.Person))
            Duties.StandIn(ref session, ref record, _prng);
        Streaks.Apply(ref session, ref record);
        // Only what is well after its sign-in may be late, lest it seem to come before it.
        if (time - session.Start > 120_000 && _prng.Chance(0.05))
            record.Time -= _prng.Below(90_000);
        Trouble.Draw(ref record, _prng);
        return record;
    }

    private void Emit(ScanRecord record)
    {
        if (_options.Distinct == Distinct.Principals)
            (record.Origin, record.Person) = (Origin.UnknownAccount, ++_serial);
        else if (_options.Distinct == Distinct.Resources && record.Action > Operation.SignOut)
            record.Resource = ++_serial;
        _writer.Write(record);
        var bytes = _out.EndRecord();
        _records++;
        if (_keptLength > 0 || !_prng.Chance(0.001))
            return;
        bytes.CopyTo(_kept);
        _keptLength = bytes.Length;
    }
}
