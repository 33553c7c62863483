//! The switcher: finds an open article or a recent project by some letters of its name.

use std::path::Path;

use egui::{Align, FontId, Key, Modifiers, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2};

use super::{Overlay, Stage, Stay};
use crate::gui::command::ranking::{Entry, fit};
use crate::gui::scene::Request;
use crate::gui::theme::{Theme, space, text};
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::muted_ui;
use crate::gui::widget::words::{self, Room};

/// The switcher.
#[derive(Debug, Default)]
pub struct Switcher {
    query: String,
    /// The row that Enter takes; until one chooses, the first that is not in front already.
    at: Option<usize>,
}

/// One place to go to.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    title: String,
    /// What stands behind the title.
    detail: String,
    is_front: bool,
    request: Request,
}

impl Overlay for Switcher {
    fn title(&self) -> &'static str {
        "Switch article"
    }

    fn width(&self) -> f32 {
        560.0
    }

    fn ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) -> Stay {
        let (step, enter) = ui.input_mut(|input| {
            let down = input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown);
            let up = input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp);
            (down.cast_signed() - up.cast_signed(), input.consume_key(Modifiers::NONE, Key::Enter))
        });
        let field = TextEdit::singleline(&mut self.query)
            .hint_text("Type some letters of its name")
            .desired_width(f32::INFINITY)
            .margin(space::SEARCH);
        let response = ui.add(field);
        name_text_field(ui, &response, "Article", &self.query);
        response.request_focus();
        if response.changed() {
            self.at = None;
        }
        let found = matches(rows(stage), &self.query);
        if found.is_empty() {
            ui.add_space(space::NEAR);
            let words = match self.query.trim() {
                "" => "Nothing is open, and no recent project is remembered",
                _ => "No open article and no recent project has these letters",
            };
            muted_ui(ui, words);
            return Stay::Open;
        }
        let usual = found.iter().position(|row| !row.is_front).unwrap_or_default();
        let at = self.at.unwrap_or(usual).saturating_add_signed(step).min(found.len() - 1);
        self.at = (self.at.is_some() || step != 0).then_some(at);
        ui.add_space(space::TIGHT);
        let mut chosen = None;
        ScrollArea::vertical().max_height(ui.available_height().max(240.0)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (place, row) in found.iter().enumerate() {
                let is_here = place == at;
                let response = row_ui(ui, row, is_here);
                if is_here && step != 0 {
                    response.scroll_to_me(Some(Align::Center));
                }
                if response.clicked() || (is_here && enter) {
                    chosen = Some(row.request.clone());
                }
            }
        });
        chosen.map_or(Stay::Open, |request| {
            stage.queue.push(request);
            Stay::Closed
        })
    }
}

/// Lists the open tabs in their order, then the recent projects that are in none.
fn rows(stage: &Stage<'_>) -> Vec<Row> {
    let mut rows: Vec<Row> = stage
        .tabs
        .iter()
        .map(|tab| {
            let standing = tab.state().unwrap_or_else(|| "open".to_owned());
            Row {
                title: tab.title.clone(),
                detail: if tab.is_front { "in front".to_owned() } else { standing },
                is_front: tab.is_front,
                request: Request::GoToTab(tab.id),
            }
        })
        .collect();
    let is_open = |folder: &Path| stage.tabs.iter().any(|tab| tab.folder.as_deref() == Some(folder));
    let recent = stage.settings.recent.iter().filter(|recent| !is_open(Path::new(&recent.folder)));
    rows.extend(recent.map(|recent| {
        let path = Path::new(&recent.folder);
        let name = path.file_name().unwrap_or(path.as_os_str());
        Row {
            title: name.to_string_lossy().into_owned(),
            detail: path.parent().map_or_else(String::new, |parent| parent.display().to_string()),
            is_front: false,
            request: Request::OpenRecent(recent.folder.clone()),
        }
    }));
    rows
}

/// Keeps the rows whose titles hold the letters in order, the closest first; what is open comes first.
fn matches(rows: Vec<Row>, query: &str) -> Vec<Row> {
    let mut found: Vec<(bool, i32, Row)> = rows
        .into_iter()
        .filter_map(|row| {
            let fit = fit(Entry { name: &row.title, menu: "", help: "" }, query)?;
            Some((matches!(row.request, Request::OpenRecent(_)), -fit.score, row))
        })
        .collect();
    if !query.trim().is_empty() {
        found.sort_by_key(|(is_closed, order, _)| (*is_closed, *order));
    }
    found.into_iter().map(|(.., row)| row).collect()
}

fn row_ui(ui: &mut Ui, row: &Row, is_here: bool) -> egui::Response {
    let theme = Theme::current(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width() - 8.0, 32.0), Sense::click());
    let name = format!("{}, {}", row.title, row.detail);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_here, &name));
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let (fill, ink) = match (is_here, response.hovered()) {
        (true, _) => (theme.selection, theme.selection_ink),
        (_, true) => (theme.control_hover, theme.ink),
        _ => (egui::Color32::TRANSPARENT, theme.ink),
    };
    painter.rect_filled(rect, 6.0, fill);
    let shown = |text: &str, font: FontId, room: f32| {
        words::lines(painter.ctx(), text, &Room::line(font, room.max(0.0)))
    };
    let title = shown(&row.title, FontId::proportional(text::BODY), rect.width() - 24.0);
    let left = rect.left() + 12.0;
    let after = left + title.size().x + 12.0;
    title.paint(&painter, pos2(left, rect.center().y - title.size().y / 2.0), ink);
    let detail = shown(&row.detail, FontId::proportional(text::CAPTION), rect.right() - 12.0 - after);
    detail.paint(&painter, pos2(after, rect.center().y - detail.size().y / 2.0 + 1.0), theme.muted);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(title: &str, request: Request) -> Row {
        Row { title: title.into(), detail: String::new(), is_front: false, request }
    }

    fn titles(query: &str) -> Vec<String> {
        let recent = |title: &str| row(title, Request::OpenRecent(title.into()));
        let open = |title: &str| row(title, Request::Say(title.into()));
        let rows = vec![open("The mayor’s pool"), open("Harbour"), recent("pool"), recent("harbour-2")];
        matches(rows, query).into_iter().map(|row| row.title).collect()
    }

    #[test]
    fn what_is_open_comes_before_what_was_open_once() {
        assert_eq!(titles(""), ["The mayor’s pool", "Harbour", "pool", "harbour-2"]);
        assert_eq!(titles("pool"), ["The mayor’s pool", "pool"]);
        assert_eq!(titles("hb"), ["Harbour", "harbour-2"]);
        assert!(titles("zz").is_empty());
    }
}
