using static Compliance.Playbooks.Cacao.CommonShapes;

namespace Compliance.Playbooks.Cacao;

/// <summary>A whole playbook (section 3), with its markings (9), extensions (8) and signatures (10.15).</summary>
internal static class PlaybookShape
{
    private static readonly Shape Summary = new ObjectShape(
        ("manual_playbook", Flag), ("external_playbooks", Flag), ("parallel_processing", Flag), ("if_logic", Flag), ("while_logic", Flag), ("switch_logic", Flag),
        ("temporal_logic", Flag), ("data_markings", Flag), ("digital_signatures", Flag), ("countersigned_signatures", Flag), ("extensions", Flag));

    private static readonly Shape ExtensionDefinition = new ObjectShape(
        ("type", TextShape.OneOf("extension-definition").Required), ("name", Text.Required), ("description", Text), ("created_by", Id.Required),
        ("schema", Text.Required), ("version", Text.Required), ("external_references", References));

    private static readonly Dictionary<string, Shape> Markings = new(StringComparer.Ordinal)
    {
        ["marking-statement"] = Marking("marking-statement").With(("statement", Text.Required)),
        ["marking-tlp"] = Marking("marking-tlp").With(("tlpv2_level", TextShape.OneOf("TLP:RED", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:GREEN", "TLP:CLEAR").Required)),
        ["marking-iep"] = Marking("marking-iep").With(
            ("name", Text.Required), ("description", Text.Required), ("tlp", Text.Required), ("iep_version", new WholeShape(0, 1000, "a version").Required),
            ("start_date", Time.Required), ("end_date", new NullableShape(Time).Required), ("encrypt_in_transit", Text.Required), ("permitted_actions", Text.Required),
            ("affected_party_notifications", Text.Required), ("attribution", Text.Required), ("unmodified_resale", Text.Required),
            ("external_references", new ListShape(Text).Required)),
    };

    private static readonly ObjectShape Signature = new(
        ("type", TextShape.OneOf("jss").Required), ("id", Id.Required), ("created_by", Id), ("created", Time.Required), ("modified", Time.Required), ("revoked", Flag),
        ("signee", Text.Required), ("valid_from", Time), ("valid_until", Time), ("related_to", Id.Required), ("related_version", Time.Required),
        ("hash_algorithm", Text.Required), ("algorithm", Text.Required), ("public_key", Text), ("public_cert_chain", Texts), ("cert_url", Text), ("thumbprint", Text),
        ("value", Text.Required), ("signature", new VerbatimShape()));

    public static readonly ObjectShape Whole = new ObjectShape(
        ("type", TextShape.OneOf("playbook").Required), ("spec_version", TextShape.OneOf("cacao-2.0").Required), ("id", IdOf("playbook").Required),
        ("name", Text.Required), ("description", Text), ("playbook_types", Texts), ("playbook_activities", Texts), ("playbook_processing_summary", Summary),
        ("created_by", Id.Required), ("created", Time.Required), ("modified", Time.Required), ("revoked", Flag), ("valid_from", Time), ("valid_until", Time),
        ("derived_from", Ids), ("related_to", Ids), ("priority", Score), ("severity", Score), ("impact", Score), ("industry_sectors", Texts), ("labels", Texts),
        ("external_references", References), ("markings", Ids), ("playbook_variables", Variables), ("workflow_start", IdOf("start").Required), ("workflow_exception", Id),
        ("workflow", StepShapes.Workflow.Required), ("playbook_extensions", Extensions), ("authentication_info_definitions", AgentShapes.AuthenticationInfos),
        ("agent_definitions", AgentShapes.AgentsOrTargets), ("target_definitions", AgentShapes.AgentsOrTargets),
        ("extension_definitions", new MapShape(IdOf("extension-definition"), ExtensionDefinition, "an id `extension-definition--uuid`")),
        ("data_marking_definitions", new MapShape(
            new TextShape("", Identifiers.IsId), id => Markings.GetValueOrDefault(Identifiers.TypeOf(id)), $"an id `type--uuid` of one of {string.Join(", ", Markings.Keys)}")),
        ("signatures", new ListShape(Signature, 1)))
        .And(NotBefore("created", "modified", orEqual: true))
        .And(NotBefore("valid_from", "valid_until", orEqual: false));

    private static ObjectShape Marking(string type) => new(
        ("type", TextShape.OneOf(type).Required), ("id", IdOf(type).Required), ("name", Text), ("description", Text), ("created_by", Id.Required), ("created", Time.Required),
        ("revoked", Flag), ("valid_from", Time), ("valid_until", Time), ("labels", Texts), ("external_references", References), ("marking_extensions", Extensions));
}
