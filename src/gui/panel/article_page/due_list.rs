//! What has to be done by a day: what is latest comes first, a click goes there.

use egui::{RichText, Ui};

use crate::gui::scene::{Request, Scene};
use crate::gui::theme::{Theme, text};
use crate::gui::view_state::Wanted;
use crate::gui::widget::section::{AtFirst, section_ui};
use crate::gui::widget::sign::{muted_ui, row_ui};
use crate::text::Range;

/// How many rows are shown before one asks for the rest.
const MOST: usize = 12;

/// Shows what is due.
pub fn due_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (derived, today) = (scene.derived, scene.session.today());
    let due = &derived.judgement.due;
    let late = due.iter().filter(|due| due.is_late(today)).count();
    let title = match (due.len(), late) {
        (0, _) => "Due".to_owned(),
        (count, 0) => format!("Due ({count})"),
        (count, late) => format!("Due ({count}, {late} late)"),
    };
    let is_wanted = scene.takes_keyboard(Wanted::Due);
    let at_first = if is_wanted { AtFirst::Now } else { AtFirst::Open };
    let shows_all = egui::Id::unique("all that is due");
    let all = ui.data(|data| data.get_temp::<bool>(shows_all)).unwrap_or_default();
    section_ui(ui, &title, "article due", at_first, |ui| {
        if due.is_empty() {
            muted_ui(
                ui,
                "Nothing is due. Days stand on the cards: when a claim has to be checked, until when the accused can \
                 answer, when a stage has to be looked up again, when a query needs its answer.",
            );
        }
        let theme = Theme::current(ui.ctx());
        let shown = if all { due.len() } else { MOST };
        for (at, due) in due.iter().take(shown).enumerate() {
            let record = due.slot.record;
            let told = due.told(today);
            let words = format!("{}: {}", due.what, scene.project().name_of(record));
            let colour = if due.is_late(today) { theme.danger } else { theme.muted };
            ui.label(RichText::new(&told).size(text::CAPTION).color(colour));
            let row = row_ui(ui, false, &words);
            if is_wanted && at == 0 {
                row.request_focus();
                row.scroll_to_me(Some(egui::Align::Center));
            }
            if row.clicked() {
                scene.queue.push(Request::GoToWords(record, due.slot.field, Range::new(0, 0)));
            }
        }
        let more = due.len().saturating_sub(shown);
        if more > 0 && ui.button(format!("Show {more} more")).clicked() {
            ui.data_mut(|data| data.insert_temp(shows_all, true));
        }
    });
}
