//! A record's card, made from its field table: sections in the order of the work, the rest under *More*.

use egui::Ui;

use super::field::field_ui;
use super::section::{AtFirst, section_ui};
use crate::gui::scene::Scene;
use crate::model::{FieldInfo, Id, Slot, Table, Value, Widget};

/// A section's title and the fields that stand in it; no title: they stand at the top, always open.
type Section = (&'static str, AtFirst, &'static [&'static str]);

/// Returns how a table's card is arranged. A field that is not named here stands under *More*.
fn arrangement(table: Table) -> &'static [Section] {
    match table {
        Table::Claim => &[
            ("", AtFirst::Open, &["statement", "category", "status", "note"]),
            ("Change of wording", AtFirst::Folded, &["replacement", "replacement_reason"]),
        ],
        Table::Quotation => &[
            ("", AtFirst::Open, &["content", "speaker", "cue", "manner", "status", "note"]),
            ("Change of wording", AtFirst::Folded, &["replacement", "replacement_reason"]),
        ],
        Table::Allegation => &[
            ("", AtFirst::Open, &["gist", "status", "accusers", "accuser_note", "accused", "stage", "note"]),
            (
                "Reply of the accused",
                AtFirst::Open,
                &["reply_sought", "answer", "answer_text", "reply_attempts", "reply_deadline"],
            ),
            ("Change of wording", AtFirst::Folded, &["replacement", "replacement_reason"]),
        ],
        Table::Query => &[("", AtFirst::Open, &["question", "to", "state", "answer", "note"])],
        Table::Source => {
            &[("", AtFirst::Open, &["title", "kind", "author", "publisher", "published", "url", "file"])]
        }
        Table::Evidence => &[("", AtFirst::Open, &["stance", "locator", "excerpt", "note"])],
        Table::Person => &[("", AtFirst::Open, &["name", "role", "aliases", "note"])],
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
            ],
        )],
        Table::Annotation => &[("", AtFirst::Open, &["answers", "note"])],
        Table::Item => &[("", AtFirst::Open, &["state", "note"])],
        Table::Draft | Table::Waiver => &[],
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
    let mut between = Some(between);
    let mut shown: Vec<&str> = Vec::new();
    for (title, at_first, names) in arrangement(table) {
        let fields: Vec<&'static FieldInfo> = names.iter().filter_map(|name| table.field(name)).collect();
        shown.extend(names.iter().copied());
        if title.is_empty() {
            for info in fields {
                field_ui(ui, scene, record, info);
            }
            if let Some(between) = between.take() {
                between(ui, scene);
            }
            continue;
        }
        let at_first = if holds_something(scene, record, &fields) { AtFirst::Open } else { *at_first };
        section(ui, scene, record, title, at_first, &fields);
    }
    if let Some(between) = between.take() {
        between(ui, scene);
    }
    let rest: Vec<&'static FieldInfo> = table
        .fields()
        .iter()
        .filter(|info| !shown.contains(&info.name) && !matches!(info.widget, Widget::Hidden | Widget::Source))
        .filter(|info| !matches!(info.widget, Widget::Choice("kind")))
        .collect();
    if !rest.is_empty() {
        let filled = rest.iter().filter(|info| holds_something(scene, record, &[info])).count();
        let title = if filled == 0 { "More".to_owned() } else { format!("More ({filled} filled in)") };
        section(ui, scene, record, &title, AtFirst::Folded, &rest);
    }
}

fn section(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    record: Id,
    title: &str,
    at_first: AtFirst,
    fields: &[&'static FieldInfo],
) {
    let name = format!("{} {}", record, title.split(" (").next().unwrap_or_default());
    section_ui(ui, title, &name, at_first, |ui| {
        for info in fields {
            field_ui(ui, scene, record, info);
        }
    });
}

fn holds_something(scene: &Scene<'_>, record: Id, fields: &[&'static FieldInfo]) -> bool {
    fields.iter().any(|info| {
        let slot = Slot { record, field: info.name };
        scene.asks_for(slot) || scene.project().value(&slot) != Value::Nothing
    })
}
