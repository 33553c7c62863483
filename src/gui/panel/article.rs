//! The article in the middle of the desk, and the menu that opens on its words.

use egui::{Popup, PopupCloseBehavior, PopupKind, Ui};

use super::menu_bar::context_rows_ui;
use crate::gui::article_view::{ArticleView, CardWords, Cards, Event, Look, Marks, Numbers, Page};
use crate::gui::command::context::Spot;
use crate::gui::scene::{Scene, takes_evidence};
use crate::gui::theme::{Theme, space};
use crate::gui::view_state::Wanted;
use crate::search::Hit;
use crate::text::{Block, Range};

/// What was done to the article in this frame.
pub struct Seen {
    /// What the reader did.
    pub events: Vec<Event>,
    /// The id of the widget that has the keyboard while one reads.
    pub id: egui::Id,
}

/// Shows the article in all the room that is left.
pub fn article_ui(ui: &mut Ui, scene: &mut Scene<'_>, article: &mut ArticleView) -> Seen {
    let theme = Theme::current(ui.ctx());
    egui::CentralPanel::no_frame()
        .frame(egui::Frame::new().fill(theme.page))
        .show(ui, |ui| {
            let project = scene.project();
            let no_hits: &[Range] = &[];
            let is_finding = scene.dock.is_front("find");
            let found = if is_finding { scene.view.finder.in_text(project) } else { no_hits };
            let current = match scene.view.finder.current() {
                Some(Hit::Text(range)) if !found.is_empty() => Some(range),
                _ => None,
            };
            let uncovered = scene.derived.uncovered.sentences();
            let disguises = scene.derived.uncovered.disguises();
            let no_blocks: &[Block] = &[];
            let said = |key| card_words(scene, key);
            let judged = scene.derived.judgement.revision.map_or(0, |revision| revision + 1);
            let page = Page {
                text: project.text(),
                blocks: project.draft().map_or(no_blocks, |draft| draft.blocks.as_slice()),
                revision: project.draft_id().map_or(0, |draft| egui::Id::unique(draft).value()),
                marks: &scene.derived.highlights,
                found,
                current,
                uncovered: if scene.settings.uncovered.is_on() { uncovered } else { &[] },
                findings: &scene.derived.judgement.places,
                card: Some(&said),
                state: scene.session.revision().wrapping_mul(31).wrapping_add(judged),
                title: scene.title,
                disguises: if scene.settings.disguises.is_on() { disguises } else { &[] },
                language: &project.article().language,
            };
            let look = Look {
                size: scene.settings.text_size,
                measure: scene.settings.measure,
                leading: scene.settings.leading,
                selected: scene.chosen().and_then(|mark| scene.derived.key_of(mark)),
                marks: if scene.view.plain { Marks::Hidden } else { Marks::Shown },
                numbers: Numbers::Shown,
                cards: if scene.settings.cards.is_on() { Cards::Beside } else { Cards::Off },
            };
            let id = ui.make_persistent_id("article");
            let events = article.ui(ui, &page, &look);
            context_menu_ui(ui, scene);
            Seen { events, id }
        })
        .inner
}

/// Says what the card of a mark says: what its record states, or else the marked words, and how much proves it; of a
/// mark without a record its note.
fn card_words(scene: &Scene<'_>, key: u64) -> Option<CardWords> {
    let project = scene.project();
    let mark = scene.derived.id_of(key)?;
    let annotation = project.annotations().get(&mark)?;
    let marked = || {
        let mark = scene.derived.highlights.mark(key)?;
        let words: Vec<&str> = mark.ranges.iter().filter_map(|range| range.of(project.text())).collect();
        Some(words.join(" … "))
    };
    let Some(record) = annotation.record.filter(|record| project.has(*record)) else {
        let note = annotation.note.trim();
        let words = if note.is_empty() { marked()? } else { note.to_owned() };
        return Some(CardWords { words, note: String::new() });
    };
    let stated = record.table().words_field().map(|field| project.text_of(record, field)).unwrap_or_default();
    let words = if stated.trim().is_empty() { marked()? } else { stated };
    let mut notes = Vec::new();
    if takes_evidence(record.table()) {
        notes.push(match scene.outline.evidence(record).len() {
            0 => "No evidence yet".to_owned(),
            1 => "1 piece of evidence".to_owned(),
            count => format!("{count} pieces of evidence"),
        });
    }
    let mentions = scene.outline.mentions(record).len();
    if mentions > 1 {
        notes.push(format!("{mentions} mentions"));
    }
    Some(CardWords { words, note: notes.join(" · ") })
}

fn context_menu_ui(ui: &Ui, scene: &mut Scene<'_>) {
    let Some(menu) = scene.view.context_menu else { return };
    let mut is_open = true;
    Popup::new(egui::Id::unique("context menu"), ui.ctx().clone(), menu.at, ui.layer_id())
        .kind(PopupKind::Menu)
        .style(egui::containers::menu::menu_style)
        .layout(egui::Layout::top_down_justified(egui::Align::Min))
        .accessible_name("Menu of the text")
        .open_bool(&mut is_open)
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .show(|ui| {
            ui.set_min_width(248.0);
            ui.spacing_mut().item_spacing.y = space::HAIR;
            let usual = if scene.chosen().is_some() { Spot::Mark } else { Spot::Words };
            let spot = menu.spot.unwrap_or(usual);
            let first = context_rows_ui(ui, scene, spot);
            if let Some(menu) = scene.view.context_menu.as_mut().filter(|menu| !menu.was_entered) {
                menu.was_entered = true;
                if let Some(first) = first {
                    first.request_focus();
                }
            }
        });
    if !is_open {
        scene.view.context_menu = None;
        let wanted = if menu.spot == Some(Spot::Source) { Wanted::Beside } else { Wanted::Article };
        scene.view.wanted.get_or_insert(wanted);
    }
}
