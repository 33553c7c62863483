//! A record's card, made from its field table: sections in the order of the work, the rest under *More*.

use egui::{RichText, Ui};

use super::attempt_list;
use super::conflict::record_ui;
use super::field::{Need, field_ui};
use super::section::{AtFirst, section_ui};
use super::text::reserved_ui;
use crate::gui::derived::status_of;
use crate::gui::scene::Scene;
use crate::gui::theme::{Theme, space, text};
use crate::gui::view_state::Wanted;
use crate::model::vocabulary::KindMeaning;
use crate::model::{FieldInfo, Id, Slot, Table, Value, Widget};

/// A section's title and the fields that stand in it; no title: they stand at the top, always open.
type Section = (&'static str, AtFirst, &'static [&'static str]);

/// Who does the work, by when, and what hangs on it.
const WORK: Section =
    ("Work", AtFirst::Folded, &["assignee", "due", "materiality", "confidence", "status_reason"]);

/// The section of an allegation's card that holds the reply log.
const REPLY: &str = "Reply of the accused";

/// Returns how a table's card is arranged. A field that is not named here stands under *More*.
#[expect(clippy::too_many_lines, reason = "a table: one entry for each section of each card")]
fn arrangement(table: Table) -> &'static [Section] {
    match table {
        Table::Claim => &[
            ("", AtFirst::Open, &["statement", "category", "particulars", "status", "status_reason", "note"]),
            ("Change of wording", AtFirst::Folded, &["replacement", "replacement_reason"]),
            ("Somebody else's claim", AtFirst::Folded, &["claimant", "rating", "rating_reason"]),
            WORK,
        ],
        Table::Quotation => &[
            (
                "",
                AtFirst::Open,
                &[
                    "content",
                    "speaker",
                    "cue",
                    "manner",
                    "said_on",
                    "occasion",
                    "status",
                    "status_reason",
                    "note",
                ],
            ),
            ("Change of wording", AtFirst::Folded, &["replacement", "replacement_reason"]),
            ("Rating of what was said", AtFirst::Folded, &["rating", "rating_reason"]),
            WORK,
        ],
        Table::Allegation => &[
            (
                "",
                AtFirst::Open,
                &[
                    "gist",
                    "status",
                    "status_reason",
                    "accused",
                    "accusers",
                    "accuser_note",
                    "relation",
                    "stage",
                    "stage_as_of",
                    "recheck_by",
                    "basis",
                    "asserts",
                    "note",
                ],
            ),
            (
                REPLY,
                AtFirst::Open,
                &["reply_sought", "reply_deadline", "answer", "answer_text", "reply_attempts"],
            ),
            (
                "What is alleged",
                AtFirst::Folded,
                &["act", "happened", "place", "forum", "reported", "reported_on", "case", "court"],
            ),
            (
                "Grounds and counsel",
                AtFirst::Folded,
                &[
                    "corroboration",
                    "public_interest",
                    "legal_review",
                    "legal_by",
                    "legal_on",
                    "legal_conditions",
                ],
            ),
            ("Change of wording", AtFirst::Folded, &["replacement", "replacement_reason"]),
            WORK,
        ],
        Table::Attempt => {
            &[("", AtFirst::Open, &["made_on", "time", "channel", "by", "to", "put", "outcome", "note"])]
        }
        Table::Message => &[("", AtFirst::Open, &["from", "words"])],
        Table::Query => {
            &[("", AtFirst::Open, &["question", "to", "person", "due", "state", "answer", "note"])]
        }
        Table::Source => &[
            ("", AtFirst::Open, &["title", "kind", "author", "publisher", "published", "url", "file"]),
            (
                "Protection",
                AtFirst::Folded,
                &[
                    "naming",
                    "naming_reason",
                    "description",
                    "ground_rules",
                    "confidentiality",
                    "sealed_name",
                    "contact",
                ],
            ),
            (
                "How far it can be relied on",
                AtFirst::Folded,
                &["rank", "reliability", "origin", "interest", "notice"],
            ),
            ("Citation", AtFirst::Folded, &["language", "archived_url", "captured", "citation"]),
        ],
        Table::Evidence => &[(
            "",
            AtFirst::Open,
            &["source", "locator_kind", "locator", "stance", "excerpt", "calculation", "credibility", "note"],
        )],
        Table::Person => {
            &[("", AtFirst::Open, &["name", "kind", "role", "aliases", "misspellings", "born", "note"])]
        }
        Table::Article => &[(
            "",
            AtFirst::Open,
            &[
                "title",
                "byline",
                "dateline",
                "published",
                "publication",
                "site",
                "slug",
                "writer",
                "editor",
                "deadline",
                "citation_style",
                "rating_scale",
            ],
        )],
        Table::Annotation => &[("", AtFirst::Open, &["answers", "note"])],
        Table::Item => &[("", AtFirst::Open, &["state", "note"])],
        Table::Draft | Table::Waiver | Table::SignOff => &[],
    }
}

/// Shows a record's own fields; what stands in `between` comes after the first section.
pub fn card_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    record: Id,
    between: impl FnOnce(&mut Ui, &mut Scene<'_>),
) {
    let table = record.table();
    if table != Table::Annotation {
        conflicts_ui(ui, scene, record);
    }
    let required = required(scene, record);
    required_ui(ui, scene, &required);
    let mut between = Some(between);
    let mut placed: Vec<&str> = Vec::new();
    for (title, at_first, names) in arrangement(table) {
        let fields: Vec<&'static FieldInfo> = names.iter().filter_map(|name| table.field(name)).collect();
        let fields: Vec<&'static FieldInfo> =
            fields.into_iter().filter(|info| is_at_home(scene, record, info)).collect();
        let is_top = title.is_empty();
        let is_there = |info: &&FieldInfo| info.name != REASON || is_top == is_confirmed(scene, record);
        let fields: Vec<&'static FieldInfo> = fields.into_iter().filter(is_there).collect();
        placed.extend(names.iter().copied());
        if title.is_empty() {
            for info in fields {
                field_ui(ui, scene, record, info, need(scene, record, info, &required));
            }
            if let Some(between) = between.take() {
                between(ui, scene);
            }
            continue;
        }
        section(ui, scene, record, (title, title), *at_first, &fields, &required);
    }
    if let Some(between) = between.take() {
        between(ui, scene);
    }
    let rest: Vec<&'static FieldInfo> =
        table.fields().iter().filter(|info| is_entered(info) && !placed.contains(&info.name)).collect();
    if !rest.is_empty() {
        let filled = rest.iter().filter(|info| holds_something(scene, record, info)).count();
        let title = if filled == 0 { "More".to_owned() } else { format!("More ({filled} filled in)") };
        section(ui, scene, record, ("More", &title), AtFirst::Folded, &rest, &required);
    }
}

/// Shows what is in conflict in a record beside its fields. A mark's stands at its head, whoever has its card folded.
pub fn conflicts_ui(ui: &mut Ui, scene: &mut Scene<'_>, record: Id) {
    let strays: Vec<&str> = record
        .table()
        .fields()
        .iter()
        .filter(|info| !is_entered(info) || !is_at_home(scene, record, info))
        .map(|info| info.name)
        .collect();
    record_ui(ui, scene, record, |slot| !strays.contains(&slot.field));
}

/// Tells whether a field is entered on a card at all; the kind of a mark is changed by its own commands.
pub fn is_entered(info: &FieldInfo) -> bool {
    !matches!(info.widget, Widget::Hidden | Widget::Choice("kind"))
}

/// Why a record stands where it stands: beside the status while that is a confirmation, which asks for it.
const REASON: &str = "status_reason";

fn is_confirmed(scene: &Scene<'_>, record: Id) -> bool {
    scene.vocabulary().meaning_of_status(status_of(scene.project(), record)).is_confirmed()
}

/// Tells whether a field belongs on this card: only a response answers allegations.
fn is_at_home(scene: &Scene<'_>, record: Id, info: &FieldInfo) -> bool {
    let annotation = scene.project().annotations().get(&record);
    let meaning = annotation.and_then(|mark| scene.vocabulary().meaning_of_kind(&mark.kind));
    info.widget != Widget::Allegations || meaning == Some(KindMeaning::Response)
}

/// Lists what the kind of a record's mark requires of the record.
fn required(scene: &Scene<'_>, record: Id) -> Vec<Slot> {
    let mark = match record.table() {
        Table::Annotation => Some(record),
        _ => scene.outline.mentions(record).first().copied(),
    };
    let slots = mark.map_or_else(Vec::new, |mark| scene.project().required(scene.vocabulary(), mark));
    slots.into_iter().filter(|slot| slot.record == record).collect()
}

fn need(scene: &Scene<'_>, record: Id, info: &FieldInfo, required: &[Slot]) -> Need {
    let slot = Slot { record, field: info.name };
    match required.contains(&slot) {
        false => Need::Free,
        true if scene.project().is_blank(&slot) => Need::Lacking,
        true => Need::Met,
    }
}

/// Says how many required fields are empty; a click goes to the first of them. The line is there as long as anything
/// is required, so that nothing moves when the last of them is filled in.
fn required_ui(ui: &mut Ui, scene: &mut Scene<'_>, required: &[Slot]) {
    if required.is_empty() {
        return;
    }
    let lacking: Vec<Slot> = required.iter().copied().filter(|slot| scene.project().is_blank(slot)).collect();
    let theme = Theme::current(ui.ctx());
    reserved_ui(ui, |ui| {
        let Some(first) = lacking.first() else {
            ui.label(
                RichText::new("Every required field is filled in").size(text::CAPTION).color(theme.muted),
            );
            return;
        };
        let words = match lacking.len() {
            1 => "1 required field is empty".to_owned(),
            count => format!("{count} required fields are empty"),
        };
        let words = RichText::new(words).size(text::CAPTION).color(theme.warning);
        let button = egui::Button::new(words).frame(false).min_size(egui::vec2(0.0, 18.0));
        let names: Vec<&str> =
            lacking.iter().filter_map(|slot| Some(slot.record.table().field(slot.field)?.label)).collect();
        if ui.add(button).on_hover_text(format!("Go to {}", names.join(", then "))).clicked() {
            scene.view.wanted = Some(Wanted::Field(*first));
        }
    });
    ui.add_space(space::HAIR);
}

/// Shows fields under a heading; `heading` is the section's name for ever, and its words now.
fn section(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    record: Id,
    heading: (&str, &str),
    at_first: AtFirst,
    fields: &[&'static FieldInfo],
    required: &[Slot],
) {
    let (name, title) = heading;
    let is_asked =
        |scene: &Scene<'_>, slot| scene.asks_for(slot) || scene.project().conflicts().contains_key(&slot);
    let is_wanted = fields.iter().any(|info| is_asked(scene, Slot { record, field: info.name }))
        || name == REPLY && attempt_list::is_any_wanted(scene, record);
    // What the record holds when it is first shown decides, not what is typed since.
    let id = egui::Id::unique(("filled at first", record.to_string(), name));
    let known: Option<bool> = ui.data(|data| data.get_temp(id));
    let was_filled = known
        .unwrap_or_else(|| fields.iter().any(|info| holds_something(scene, record, info)) && name != "More");
    ui.data_mut(|data| data.insert_temp(id, was_filled || is_wanted));
    let at_first = match (is_wanted, was_filled) {
        (true, _) => AtFirst::Now,
        (false, true) => AtFirst::Open,
        (false, false) => at_first,
    };
    section_ui(ui, title, &format!("{} {name}", record.table().noun()), at_first, |ui| {
        for info in fields {
            field_ui(ui, scene, record, info, need(scene, record, info, required));
        }
        if name == REPLY {
            attempt_list::ui(ui, scene, record);
        }
    });
}

fn holds_something(scene: &Scene<'_>, record: Id, info: &FieldInfo) -> bool {
    scene.project().value(&Slot { record, field: info.name }) != Value::Nothing
}
