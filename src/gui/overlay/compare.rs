//! A quotation beside the words of its source: left the article's, right the source's, and a list of what differs.
//!
//! Shows what was compared; decides and changes nothing.

use egui::text::{LayoutJob, TextFormat};
use egui::{FontId, Key, Label, RichText, ScrollArea, Ui};

use super::{Overlay, Stage, Stay};
use crate::anchor::comparison::record::Compared;
use crate::anchor::comparison::{Class, Segment};
use crate::gui::theme::{Theme, space, text};
use crate::gui::widget::sign::{muted_ui, row_ui};
use crate::gui::widget::words::{is_complex, wrapped_ui};
use crate::text::Range;

/// The two texts, and the difference that is looked at.
#[derive(Debug)]
pub struct Compare {
    compared: Compared,
    /// The source's name.
    name: String,
    chosen: usize,
}

/// Which of the two texts is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Article,
    Source,
}

impl Compare {
    /// Shows a quotation beside its source.
    pub fn new(compared: Compared, name: String) -> Self {
        Self { compared, name, chosen: 0 }
    }

    fn range(segment: &Segment, side: Side) -> Range {
        if side == Side::Article { segment.content } else { segment.source }
    }

    fn side_ui(&self, ui: &mut Ui, side: Side, chosen: Option<Segment>) {
        let theme = Theme::current(ui.ctx());
        let (title, words) = match side {
            Side::Article => ("The article", self.compared.content.as_str()),
            Side::Source => (self.name.as_str(), self.compared.source.as_str()),
        };
        ui.label(RichText::new(title).strong());
        let font = FontId::proportional(text::BODY);
        if is_complex(words) {
            // Words of both directions are set by the typesetter; the list says what differs.
            wrapped_ui(ui, words, &font, theme.ink);
            return;
        }
        let mut segments: Vec<&Segment> = self.compared.comparison.segments.iter().collect();
        segments.sort_by_key(|segment| Self::range(segment, side).start);
        let mut job = LayoutJob {
            wrap: egui::text::TextWrapping { max_width: ui.available_width(), ..Default::default() },
            ..Default::default()
        };
        let mut at = 0;
        for segment in segments {
            let range = Self::range(segment, side);
            let Some(inside) = range.of(words).filter(|_| range.start >= at && !range.is_empty()) else {
                continue;
            };
            job.append(&words[at..range.start], 0.0, TextFormat::simple(font.clone(), theme.muted));
            let ink = ink_of(theme, segment.class);
            let mut format = TextFormat::simple(font.clone(), ink);
            if segment.class.is_grave() {
                format.underline = egui::Stroke::new(2.0, ink);
            } else if segment.class.is_difference() {
                format.underline = egui::Stroke::new(1.0, ink);
            }
            if chosen.as_ref() == Some(segment) {
                format.background = theme.search_hit;
            }
            let (before, after) = signs(segment.class);
            job.append(before, 0.0, TextFormat::simple(font.clone(), ink));
            job.append(inside, 0.0, format);
            job.append(after, 0.0, TextFormat::simple(font.clone(), ink));
            at = range.end;
        }
        job.append(&words[at..], 0.0, TextFormat::simple(font, theme.muted));
        ui.add(Label::new(job).wrap());
    }
}

/// Returns the signs round a stretch that changes what was said, so that colour is not alone.
fn signs(class: Class) -> (&'static str, &'static str) {
    if class.is_grave() { ("‹", "›") } else { ("", "") }
}

fn ink_of(theme: &Theme, class: Class) -> egui::Color32 {
    match class {
        Class::Same => theme.ink,
        Class::Own | Class::Aside | Class::Filler => theme.muted,
        class if class.is_grave() => theme.danger,
        _ => theme.warning,
    }
}

impl Overlay for Compare {
    fn title(&self) -> &'static str {
        "Quotation beside its source"
    }

    fn width(&self) -> f32 {
        860.0
    }

    fn ui(&mut self, ui: &mut Ui, _stage: &mut Stage<'_>) -> Stay {
        let differences: Vec<Segment> = self.compared.comparison.differences().copied().collect();
        let (up, down, escape) = ui.input_mut(|input| {
            let mut pressed = |key| input.consume_key(egui::Modifiers::NONE, key);
            (pressed(Key::ArrowUp), pressed(Key::ArrowDown), pressed(Key::Escape))
        });
        if down {
            self.chosen = (self.chosen + 1).min(differences.len().saturating_sub(1));
        }
        if up {
            self.chosen = self.chosen.saturating_sub(1);
        }
        ui.label(self.compared.comparison.summary());
        ui.add_space(space::NEAR);
        let chosen = differences.get(self.chosen).copied();
        ScrollArea::vertical().id_salt("both texts").max_height(280.0).show(ui, |ui| {
            ui.columns(2, |columns| {
                self.side_ui(&mut columns[0], Side::Article, chosen);
                self.side_ui(&mut columns[1], Side::Source, chosen);
            });
        });
        ui.add_space(space::NEAR);
        if differences.is_empty() {
            muted_ui(ui, "Nothing differs.");
        }
        ScrollArea::vertical().id_salt("differences").max_height(200.0).show(ui, |ui| {
            for (at, segment) in differences.iter().enumerate() {
                let words =
                    self.compared.comparison.sentence(segment, &self.compared.content, &self.compared.source);
                let response = row_ui(ui, at == self.chosen, &words);
                if response.clicked() {
                    self.chosen = at;
                }
                if at == self.chosen && (up || down) {
                    response.scroll_to_me(None);
                }
            }
        });
        ui.add_space(space::NEAR);
        let closed = ui.button("Close").clicked() || escape;
        if closed { Stay::Closed } else { Stay::Open }
    }
}
