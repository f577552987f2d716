using Compliance.Vendors;

namespace Compliance.Tests.Vendors;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("id: acme\nmood: pilot\n", "2:1: unknown key `mood`: vendor.yaml has id, name, mode, ")]
    [InlineData("name: Acme\n", "1:1: vendor.yaml needs the key `id`, with a value")]
    [InlineData("id: ''\n", "1:1: vendor.yaml needs the key `id`, with a value")]
    [InlineData("id: Acme\n", "1:5: `Acme` is not a vendor id: use 2 to 62 of a-z, 0-9 and -")]
    [InlineData("id: [acme]\n", "1:5: expected text, found a list")]
    [InlineData("id: { acme: 1 }\n", "1:5: expected text, found a mapping")]
    [InlineData("id: \"ac\\u0007me\"\n", "1:5: `ac\uFFFDme` holds a line break, a control character")]
    [InlineData("- id: acme\n", "1:1: expected a mapping: vendor.yaml has id, name")]
    [InlineData("id: acme\nmode: Live\n", "2:7: `Live` is not known here: expected pilot or live")]
    [InlineData("id: acme\npopulation: { mach: [a] }\n", "2:15: unknown key `mach`: population has match, networks")]
    [InlineData("id: acme\npopulation: { match: a }\n", "2:22: expected a list: write `[ … ]`")]
    [InlineData("id: acme\npopulation: { match: [] }\n", "2:22: the list is empty: name at least one")]
    [InlineData("id: acme\npopulation: { match: [a, ''] }\n", "2:26: expected text, found nothing")]
    [InlineData("id: acme\npopulation: { networks: [10.0.0.1/8] }\n", "2:26: `10.0.0.1/8` has address bits after its prefix: write 10.0.0.0/8")]
    [InlineData("id: acme\nlogs: [{ format: csv }]\n", "2:8: an entry of logs needs the key `path`, with a value")]
    [InlineData("id: acme\nlogs: [{ path: a, until: b }]\n", "2:19: unknown key `until`: an entry of logs has path, format, preset, list, encoding, zone, expect, fields, values")]
    [InlineData("id: acme\nlogs: [{ path: ../a }]\n", "2:16: the path `../a` has an empty, `.` or `..` part")]
    [InlineData("id: acme\nlogs: [{ path: logs//a }]\n", "2:16: the path `logs//a` has an empty, `.` or `..` part")]
    [InlineData("id: acme\nlogs: [{ path: /logs/a }]\n", "2:16: the path `/logs/a` is absolute: write it relative to the vendor folder")]
    [InlineData("id: acme\nlogs: [{ path: 'c:/a' }]\n", "2:16: the path `c:/a` is absolute")]
    [InlineData("id: acme\nlogs: [{ path: logs\\a }]\n", "2:16: the path `logs\\a` separates with `\\`: use `/`")]
    [InlineData("id: acme\nlogs: [{ path: a, zone: asia/manila }]\n", "2:25: `asia/manila` is not a time zone: expected `Asia/Manila`")]
    [InlineData("id: acme\nlogs: [{ path: a, zone: Mars }]\n", "2:25: `Mars` is not a time zone: expected an IANA name such as Asia/Manila")]
    [InlineData("id: acme\nlogs: [{ path: a, encoding: latin-1 }]\n", "2:29: `latin-1` is not known here: expected utf-8 or windows-1252")]
    [InlineData("id: acme\nlogs: [{ path: a, list: [b] }]\n", "2:25: ")]
    [InlineData("id: acme\nlogs: [{ path: a, expect: hourly }]\n", "2:27: `hourly` is not known here: expected daily or weekdays")]
    [InlineData("id: acme\nlogs: [{ path: a, fields: { when: b } }]\n", "2:29: unknown key `when`: fields has id, time, account, accountType")]
    [InlineData("id: acme\nlogs: [{ path: a, values: { action: {} } }]\n", "2:29: unknown key `action`: values has outcome")]
    [InlineData("id: acme\nlogs: [{ path: a, values: { outcome: { ok: [S] } } }]\n", "2:40: unknown key `ok`: outcome has success, denied, failure, unknown")]
    [InlineData("id: acme\nlogs: [{ path: a, values: { outcome: { success: [S], denied: [s] } } }]\n", "2:63: `s` is given for two outcomes: keep one")]
    [InlineData("id: acme\ndataClasses: contact\n", "2:14: expected a list")]
    [InlineData("id: acme\ndataSubjects: [{ kind: a, b: c }]\n", "2:27: unknown key `b`: an entry of dataSubjects has kind, jurisdictions")]
    [InlineData("id: acme\ndataSubjects: [{ jurisdictions: [DE] }]\n", "2:16: an entry of dataSubjects needs the key `kind`")]
    [InlineData("id: acme\ndataSubjects: [{ kind: a, jurisdictions: [] }]\n", "2:42: the list is empty")]
    [InlineData("id: acme\ndataSubjects: [{ kind: a, jurisdictions: [UK] }]\n", "2:43: `UK` is not a code of ISO 3166: write GB")]
    [InlineData("id: acme\ndataSubjects: [{ kind: a, jurisdictions: [EU] }]\n", "2:43: `EU` is not a code of ISO 3166: name the Member States")]
    [InlineData("id: acme\ndataSubjects: [{ kind: a, jurisdictions: [de] }]\n", "2:43: `de` is not a code of ISO 3166: write DE")]
    [InlineData("id: acme\ndataSubjects: [{ kind: a, jurisdictions: [US_CA] }]\n", "2:43: `US_CA` is not a code of ISO 3166: expected a country such as DE")]
    [InlineData("id: acme\ndataSubjects: [customers, { kind: Customers, jurisdictions: [DE] }]\n", "2:27: `Customers` is there twice: put its jurisdictions into one entry")]
    [InlineData("id: acme\ncontacts: [soc@a.example]\n", "2:11: expected a mapping: the names of roles")]
    [InlineData("id: acme\ncontacts: { Security: soc@a.example }\n", "2:13: `Security` is not the name of a role")]
    [InlineData("id: acme\ncontacts: { security: [] }\n", "2:23: the list is empty")]
    [InlineData("id: acme\nwitnesses: [{ name: w1 }]\n", "2:13: ")]
    [InlineData("id: acme\nwitnesses: [auditor@a@b]\n", "2:13: this is not a mail address: expected one such as soc@acme.example")]
    [InlineData("id: acme\nwitnesses: ['https://a.example/hook']\n", "2:13: this is neither a mail address nor the name of a channel")]
    [InlineData("id: acme\ncontacts: { security: [a@b@c] }\n", "2:24: this is not a mail address: expected one such as soc@acme.example")]
    [InlineData("id: acme\ncontacts: { security: ['Soc <soc@a.example>'] }\n", "2:24: this is not a mail address")]
    [InlineData("id: acme\ncontacts: { security: ['https://a.example/hook'] }\n", "2:24: this is neither a mail address nor the name of a channel")]
    [InlineData("id: acme\nsla: { breachNotice: 24h, document: a, incident: 24h }\n", "2:40: unknown key `incident`: sla has breachNotice, from, document, remediation")]
    [InlineData("id: acme\nsla: { breachNotice: 24, document: a }\n", "2:22: `24` is not a duration: expected a positive number with m, h or d")]
    [InlineData("id: acme\nsla: { breachNotice: 24h, from: noon, document: a }\n", "2:33: `noon` is not known here: expected awareness or detection")]
    [InlineData("id: acme\nsla: { remediation: { urgent: 1h } }\n", "2:23: unknown key `urgent`: remediation has critical, high, medium, low, info")]
    [InlineData("id: acme\nsla: { remediation: { high: soon } }\n", "2:29: `soon` is not a duration: expected a positive number with m, h or d")]
    [InlineData("id: acme\nsla: { remediation: { high: 7d }, document: MSA }\n", "2:6: sla needs the key `breachNotice`, with a value")]
    [InlineData("id: acme\nsla: { breachNotice: 24h }\n", "2:6: sla needs the key `document`, with a value")]
    [InlineData("id: acme\nretain: 13mo\n", "2:9: `13mo` is not a duration: expected a positive number with m, h or d, such as 15m, 24h or 30d, or none")]
    [InlineData("id: acme\nretain: None\n", "2:9: `None` is not a duration: expected a positive number with m, h or d, such as 15m, 24h or 30d, or none")]
    [InlineData("id: acme\nretain: 23h\n", "2:9: `23h` is too short: at least 1d, or none")]
    [InlineData("id: acme\nretain: 3661d\n", "2:9: `3661d` is too long: at most 3660d, or none")]
    [InlineData("id: acme\nlookback: 30d\n", "2:11: `30d` is too short: at least 31d, since events are set against those of the 30 days before")]
    [InlineData("id: acme\nlookback: none\n", "2:11: `none` is not a duration: expected a positive number with m, h or d, such as 15m, 24h or 30d")]
    [InlineData("id: acme\nretain: { days: 30 }\n", "2:9: expected text, found a mapping")]
    [InlineData("id: acme\nprocessingSites: [{ country: PH }]\n", "2:19: a processing site needs the key `name`")]
    [InlineData("id: acme\nprocessingSites: [{ name: a, city: b }]\n", "2:30: unknown key `city`: a processing site has name, country")]
    [InlineData("id: acme\nprocessingSites: [Manila, { name: manila }]\n", "2:27: the site `manila` is there twice: remove one")]
    [InlineData("id: acme\nframeworks: [pci-dss]\n", "2:14: `pci-dss` is not known here: expected pci-dss-4.0.1 or iso-27001-2022 or soc-2")]
    [InlineData("id: acme\nazure: {}\n", "2:8: expected `subscriptions`, `managementGroups` or `vaults`")]
    [InlineData("id: acme\nazure: { tenants: [a] }\n", "2:10: unknown key `tenants`: azure has subscriptions, managementGroups, vaults")]
    [InlineData("id: acme\nazure: { subscriptions: [] }\n", "2:25: the list is empty")]
    [InlineData("id: acme\nazure: { subscriptions: [production] }\n", "2:26: `production` is not the id of a subscription: expected one such as")]
    [InlineData("id: acme\nazure: { subscriptions: [00000000-0000-0000-0000-000000000000] }\n", "2:26: `00000000-0000-0000-0000-000000000000` is not the id of a subscription")]
    [InlineData("id: acme\nazure: { managementGroups: [mg.] }\n", "2:29: `mg.` is not the id of a management group")]
    [InlineData("id: acme\nazure: { managementGroups: [a/b] }\n", "2:29: `a/b` is not the id of a management group")]
    [InlineData("id: acme\nazure: { vaults: ['http://acme.vault.azure.net/'] }\n", "2:19: `http://acme.vault.azure.net/` is not the address of a key vault")]
    [InlineData("id: acme\nazure: { vaults: ['https://acme.vault.azure.net/secrets/a'] }\n", "2:19: `https://acme.vault.azure.net/secrets/a` is not the address of a key vault")]
    [InlineData("id: acme\nazure: { vaults: ['https://acme.vault.azure.net:8443'] }\n", "2:19: `https://acme.vault.azure.net:8443` is not the address of a key vault")]
    [InlineData("id: acme\nazure: { vaults: ['https://acme.vault.azure.net.evil.example/'] }\n", "2:19: `https://acme.vault.azure.net.evil.example/` is not the address of a key vault")]
    [InlineData("id: acme\nazure: { vaults: ['https://a@acme.vault.azure.net/'] }\n", "2:19: `https://a@acme.vault.azure.net/` is not the address of a key vault")]
    [InlineData("id: acme\nendpoints: [{ host: a, port: 443 }]\n", "2:24: unknown key `port`: an endpoint has host, owner, starttls, profile, allowPrivate, permission")]
    [InlineData("id: acme\nendpoints: [{ owner: a }]\n", "2:13: an endpoint needs the key `host`")]
    [InlineData("id: acme\nendpoints: [{ host: a, starttls: ftp }]\n", "2:34: `ftp` is not known here: expected smtp or imap")]
    [InlineData("id: acme\nendpoints: [{ host: a, profile: pci }]\n", "2:33: `pci` is not known here: expected mozilla-modern or mozilla-intermediate or pci-dss-4.0.1 or nist-800-52r2")]
    [InlineData("id: acme\nendpoints: [{ host: a, allowPrivate: yes }]\n", "2:38: `yes` is not known here: expected true or false")]
    [InlineData("id: acme\nendpoints:\n- host: a\n- host: A:443\n", "4:3: the endpoint `a:443` is already on line 3: remove one")]
    [InlineData("id: acme\nendpoints:\n- host: '[::ffff:203.0.113.9]:1'\n- host: 203.0.113.9:1\n", "4:3: the endpoint `203.0.113.9:1` is already on line 3: remove one")]
    [InlineData("id: acme\nendpoints: [{ host: a, permission: { by: b, document: c } }]\n", "2:36: permission needs the key `until`")]
    [InlineData("id: acme\nendpoints: [{ host: a, permission: { by: b, until: 2026-12-31 } }]\n", "2:36: permission needs the key `document`")]
    [InlineData("id: acme\nendpoints: [{ host: a, permission: { document: c, until: 2026-12-31 } }]\n", "2:36: permission needs the key `by`")]
    [InlineData("id: acme\nendpoints: [{ host: a, permission: { by: b, document: c, until: 2026-12-31T00:00:00 } }]\n", "2:65: `2026-12-31T00:00:00` is neither a date such as 2026-12-31, whose end in UTC counts, nor an instant")]
    [InlineData("id: acme\nendpoints: [{ host: a, permission: { by: a, document: c, until: 2026-12-31, from: b } }]\n", "2:77: unknown key `from`: permission has by, document, until")]
    public void In_vendor_yaml(string text, string problem) => AssertRefused(MemoryFolder.With(vendor: text), "vendor.yaml:" + problem);

    [Theory]
    [InlineData("", "1:1: the file is empty")]
    [InlineData("# only this\n", "1:1: the file is empty")]
    [InlineData("id: acme\nid: acme\n", "2:1: the key `id` is already on line 1: remove one")]
    [InlineData("id: &a acme\n", "1:5: anchors (`&name`) are not accepted")]
    [InlineData("id: acme\nname: *a\n", "2:7: aliases (`*name`) are not accepted")]
    [InlineData("id: !!str acme\n", "1:5: tags (`!name`) are not accepted")]
    [InlineData("id: acme\n---\nid: acme\n", "2:1: a second document begins")]
    [InlineData("id: acme\ncontacts: { [a]: b }\n", "2:13: a key must be text, not a list or a mapping")]
    [InlineData("id: acme\nframeworks: [\npci-dss, iso-27001]\n", "vendor.yaml:3:1: not valid YAML: inside a `[` or `{` that is open, indent the line")]
    [InlineData("id: acme\nname: \"\\UFFFFFFFF\"\n", "vendor.yaml:2:18: not valid YAML: an escape (`\\U…`) beyond Unicode, correct it")]
    [InlineData("id: acme\nname: \"\\ud800\"\n", "vendor.yaml:2:")]
    [InlineData("id: acme\nname: 'open\n", "vendor.yaml:2:7: not valid YAML: while scanning a quoted scalar, ")]
    [InlineData("id: acme\n\tname: a\n", "vendor.yaml:1:5: not valid YAML: while scanning a plain scalar, ")]
    [InlineData("id: acme\nname: [a\n", "vendor.yaml:3:1: not valid YAML: while parsing a flow sequence, ")]
    public void As_yaml(string text, string problem) => AssertRefused(MemoryFolder.With(vendor: text), problem);

    [Fact]
    public void Yaml_nested_deeper_than_32_levels()
    {
        string Nested(int levels) => $"id: acme\nretain: {new string('[', levels)}{new string(']', levels)}\n";

        AssertRefused(MemoryFolder.With(vendor: Nested(31)), "vendor.yaml:2:9: expected text, found a list");
        AssertRefused(MemoryFolder.With(vendor: Nested(32)), "vendor.yaml:2:40: nested deeper than 32 levels");
        AssertRefused(MemoryFolder.With(vendor: Nested(100_000)), "vendor.yaml:2:40: nested deeper than 32 levels");
    }

    [Theory]
    [InlineData("vendor.yaml")]
    [InlineData("access.yaml")]
    public void A_file_that_must_be_there_and_is_not(string name) =>
        AssertRefused(MemoryFolder.With().Remove(name), $"{name}: not found in `memory`: a vendor folder holds vendor.yaml and access.yaml");

    [Fact]
    public void Yaml_larger_than_4_MiB() =>
        AssertRefused(MemoryFolder.With(vendor: "id: acme\n" + new string('#', 4 << 20)), "vendor.yaml:1:1: the file is larger than 4 MiB");

    [Fact]
    public void Bytes_that_are_not_utf8() =>
        AssertRefused(MemoryFolder.With().Add("vendor.yaml", [.. "id: acme\nname: "u8, 0xE9]), "vendor.yaml:2:7: not UTF-8");

    [Fact]
    public void Utf16()
    {
        var encoding = System.Text.Encoding.Unicode;
        AssertRefused(
            MemoryFolder.With().Add("people.csv", [.. encoding.Preamble, .. encoding.GetBytes("person,status\n")]),
            "people.csv:1:1: the file is UTF-16: save it as UTF-8");
    }

    [Theory]
    [InlineData("roles: {}\n", "1:1: access.yaml needs the key `timezone`")]
    [InlineData("timezone: UTC\n", "1:1: access.yaml needs the key `roles`")]
    [InlineData("timezone: UTC\nroles: [tier1]\n", "2:8: expected a mapping: a role's name, then its allow, deny, when")]
    [InlineData("timezone: UTC\nroles: { a: }\n", "2:13: expected a mapping: a role has allow, deny, when")]
    [InlineData("timezone: UTC\nroles: { tier1: {}, Tier1: {} }\n", "2:21: the role `Tier1` is already on line 2, case aside: rename one")]
    [InlineData("timezone: UTC\nroles: {}\napproved: { by: a }\n", "3:11: approved needs the key `on`")]
    [InlineData("timezone: UTC\nroles: {}\napproved: { by: a, on: 15/01/2026 }\n", "3:24: `15/01/2026` is not a date: expected one such as 2026-01-31")]
    [InlineData("timezone: UTC\nroles: { a: { alow: [] } }\n", "2:15: unknown key `alow`: a role has allow, deny, when")]
    [InlineData("timezone: UTC\nroles: { a: { allow: [ { resources: [b] } ] } }\n", "2:24: an entry of allow needs the key `actions`")]
    [InlineData("timezone: UTC\nroles: { a: { allow: [ { actions: b } ] } }\n", "2:35: expected a list")]
    [InlineData("timezone: UTC\nroles: { a: { allow: [ { actions: [] } ] } }\n", "2:35: the list is empty")]
    [InlineData("timezone: UTC\nroles: { a: { deny: [ { actions: [b], when: {} } ] } }\n", "2:39: unknown key `when`: an entry of deny has actions, resources")]
    [InlineData("timezone: UTC\nroles: {}\nsegregation: [[a, b, c]]\n", "3:15: 3 actions: expected the two that one person must not both do")]
    [InlineData("timezone: UTC\nroles: {}\nsegregation: [a]\n", "3:15: expected a list")]
    public void In_access_yaml(string text, string problem) => AssertRefused(MemoryFolder.With(access: text), "access.yaml:" + problem);

    [Theory]
    [InlineData("mfa: optional", "1:6: `optional` is not known here: expected required")]
    [InlineData("place: home", "1:1: unknown key `place`: when has mfa, networks, hours, case, volume")]
    [InlineData("networks: []", "1:11: the list is empty")]
    [InlineData("networks: [203.0.113.0/33]", "1:12: `203.0.113.0/33` is not a network")]
    [InlineData("networks: [203.0.113]", "1:12: `203.0.113` is not a network")]
    [InlineData("networks: [{ name: vdi }]", "1:12: a network needs the key `cidr`")]
    [InlineData("networks: [{ cidr: 10.0.0.0/8, to: b }]", "1:32: unknown key `to`: a network has name, cidr, from, until")]
    [InlineData("networks: [{ cidr: 10.0.0.0/8, from: 2026-03-01 }]", "1:38: `2026-03-01` has no offset: write an instant such as")]
    [InlineData("networks: [{ cidr: 10.0.0.0/8, from: 2026-03-01T00:00:00Z, until: 2026-03-01T08:00:00+08:00 }]", "1:67: `until` is not after `from`")]
    [InlineData("hours: [{ from: '07:30', to: '20:30' }]", "1:9: an entry of hours needs the key `days`")]
    [InlineData("hours: [{ days: weekdays, from: '07:30', to: '20:30' }]", "1:17: `weekdays` is not a list of days")]
    [InlineData("hours: [{ days: mon, from: '7:30', to: '20:30' }]", "1:28: `7:30` is not a time of day: expected one such as \"07:30\"")]
    [InlineData("hours: [{ days: mon, from: '24:00', to: '20:30' }]", "1:28: `24:00` is not a time of day")]
    [InlineData("hours: [{ days: mon, from: '07:30', to: '07:30' }]", "1:41: `to` equals `from`: for the whole day write")]
    [InlineData("hours: [{ days: mon, from: '07:30', to: '20:30', zone: EST5 }]", "1:56: `EST5` is not a time zone")]
    [InlineData("case: optional", "1:7: `optional` is not known here: expected required")]
    [InlineData("case: {}", "1:7: expected `of`, `within` or both; for every resource write `case: required`")]
    [InlineData("case: { of: [] }", "1:13: the list is empty")]
    [InlineData("case: { within: 15 }", "1:17: `15` is not a duration: expected a positive number with m, h or d")]
    [InlineData("case: { before: 15m }", "1:9: unknown key `before`: case has of, within")]
    [InlineData("volume: [{ of: customer, per: 0h, max: 1 }]", "1:31: `0h` is not a duration")]
    [InlineData("volume: [{ of: customer, per: 1h, max: -1 }]", "1:40: `-1` is not a number: expected a whole number from 0")]
    [InlineData("volume: [{ of: customer, per: 1h }]", "1:10: an entry of volume needs the key `max`")]
    [InlineData("volume: [{ of: a, per: 24h, max: 1 }, { of: A, per: 1d, max: 2 }]", "1:39: a second limit of `A` in the same window: keep one")]
    public void In_a_condition(string when, string problem)
    {
        var (line, column) = (problem.Split(':')[0], int.Parse(problem.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture));
        const string Before = "roles: { a: { when: { ";
        var access = $"{Before}{when} }} }} }}\ntimezone: UTC\n";

        AssertRefused(MemoryFolder.With(access: access), $"access.yaml:{line}:{column + Before.Length}:{problem.Split(':', 3)[2]}");
    }

    [Theory]
    [InlineData("{ principal: a, role: tier2, from: 2026-01-01T00:00:00Z }", "5:25: the role `tier2` does not exist: define it under `roles`")]
    [InlineData("{ principal: a, role: Everyone, from: 2026-01-01T00:00:00Z }", "5:25: `everyone` is held by every person while employed")]
    [InlineData("{ principal: a, role: tier1, from: 2026-01-01T00:00:00 }", "5:38: `2026-01-01T00:00:00` has no offset")]
    [InlineData("{ principal: a, role: tier1, from: 1 Jan 2026 }", "5:38: `1 Jan 2026` is not an instant")]
    [InlineData("{ principal: a, role: tier1, from: 0026-01-01T00:00:00Z }", "5:38: `0026-01-01T00:00:00Z` is before 1900")]
    [InlineData("{ principal: a, role: tier1 }", "5:3: an assignment needs the key `from`")]
    [InlineData("{ role: tier1, from: 2026-01-01T00:00:00Z }", "5:3: an assignment needs the key `principal`")]
    [InlineData("{ principal: a, role: tier1, from: 2026-01-01T00:00:00Z, until: 2025-01-01T00:00:00Z }", "5:67: `until` is not after `from`")]
    public void In_an_assignment(string assignment, string problem) =>
        AssertRefused(MemoryFolder.With(access: $"{MemoryFolder.SmallestAccess}assignments:\n- {assignment}\n"), "access.yaml:" + problem);

    [Fact]
    public void All_problems_are_told_at_once_a_line_each()
    {
        var folder = MemoryFolder.With("id: A\nmode: on\n", "timezone: Mars\n", "person,status\n,active\n", "account,kind\na,robot\n");

        var lines = Refusal(folder).Split('\n');

        Assert.Equal(
            ["vendor.yaml:1:5:", "vendor.yaml:2:7:", "access.yaml:1:11:", "access.yaml:1:1:", "people.csv:2:1:", "accounts.csv:2:3:"],
            lines.Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public void Of_many_problems_the_first_20_are_told_and_the_rest_counted()
    {
        var vendor = "id: acme\n" + string.Concat(Enumerable.Range(1, 25).Select(n => $"key{n}: x\n"));

        var lines = Refusal(MemoryFolder.With(vendor)).Split('\n');

        Assert.Equal(21, lines.Length);
        Assert.StartsWith("vendor.yaml:21:1: unknown key `key20`", lines[19], StringComparison.Ordinal);
        Assert.Equal("… and 5 more", lines[20]);
    }

    [Fact]
    public void A_problem_is_one_line_and_cut_whatever_the_input_holds()
    {
        var message = Refusal(MemoryFolder.With($"id: \"a\\e[31m\\n{new string('b', 900)}\"\n"));

        Assert.DoesNotContain('\u001b', message);
        Assert.DoesNotContain('\n', message);
        Assert.True(message.Length < 250, message);
    }

    internal static string Refusal(MemoryFolder folder) => Assert.Throws<InputException>(() => VendorReader.Read(folder)).Message;

    /// <summary>The folder is refused for one reason.</summary>
    internal static void AssertRefused(MemoryFolder folder, string problem)
    {
        var message = Refusal(folder);
        Assert.Contains(problem, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }
}
