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
use crate::gui::widget::words::{Coloured, coloured_ui, is_complex, line_ui};
use crate::text::Range;

/// The two texts, and the difference that is looked at.
#[derive(Debug)]
pub struct Compare {
    compared: Compared,
    /// The source's name.
    name: String,
    chosen: usize,
}

/// So much of the quotation stands in one row at least, in bytes.
const ROW: usize = 90;
/// So much of the source before the quotation has a row of its own, in bytes.
const SKIPPED: usize = 60;

/// So much of the source stands round the words that were compared, in bytes.
const AROUND: usize = 90;

/// Where a row ends in each of the texts, in bytes.
#[derive(Clone, Copy)]
struct Row {
    article: usize,
    source: usize,
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

    /// Cuts both texts where they agree, so that what belongs together stands in one row.
    fn rows(&self) -> Vec<Row> {
        let shown = self.shown();
        let ends = Row { article: self.compared.content.len(), source: shown.end };
        let mut rows = Vec::new();
        let mut last = Row { article: 0, source: shown.start };
        if !self.compared.comparison.is_reordered {
            for segment in self.compared.comparison.segments.iter().filter(|part| part.class == Class::Same) {
                let begins = Row { article: segment.content.start, source: segment.source.start };
                let is_first = rows.is_empty() && begins.source > last.source + SKIPPED;
                if is_first || begins.article > last.article + ROW {
                    rows.push(begins);
                    last = begins;
                }
            }
        }
        rows.push(ends);
        rows
    }

    /// Returns what is shown of the source: the words that were compared, and some round them.
    fn shown(&self) -> Range {
        let source = self.compared.source.as_str();
        let compared = self.compared.comparison.segments.iter().map(|segment| segment.source);
        let Some(compared) = compared.filter(|range| !range.is_empty()).reduce(Range::hull) else {
            return Range::new(0, source.len());
        };
        let start = source.floor_char_boundary(compared.start.saturating_sub(AROUND));
        let end = source.ceil_char_boundary((compared.end + AROUND).min(source.len()));
        // No word is cut.
        let start = match source[start..compared.start].find(char::is_whitespace) {
            Some(space) if start > 0 => start + space,
            _ => start,
        };
        let end = match source[compared.end..end].rfind(char::is_whitespace) {
            Some(space) if end < source.len() => compared.end + space,
            _ => end,
        };
        Range::new(start, end)
    }

    fn titles_ui(&self, ui: &mut Ui) {
        let (ink, font) = (Theme::current(ui.ctx()).ink, FontId::proportional(text::BODY));
        ui.columns(2, |columns| {
            columns[0].label(RichText::new("The article").strong());
            line_ui(&mut columns[1], &self.name, &font, ink);
        });
    }

    /// Shows a stretch of one of the texts.
    fn side_ui(&self, ui: &mut Ui, side: Side, part: Range, chosen: Option<Segment>) {
        let theme = Theme::current(ui.ctx());
        let whole = if side == Side::Article { &self.compared.content } else { &self.compared.source };
        let Some(words) = part.of(whole) else { return };
        let font = FontId::proportional(text::BODY);
        let mut segments: Vec<(Range, &Segment)> = (self.compared.comparison.segments.iter())
            .map(|segment| (Self::range(segment, side), segment))
            .filter(|(range, _)| range.start >= part.start && range.end <= part.end && !range.is_empty())
            .map(|(range, segment)| (Range::new(range.start - part.start, range.end - part.start), segment))
            .collect();
        segments.sort_by_key(|(range, _)| range.start);
        if is_complex(words) {
            let coloured: Vec<Coloured> = segments
                .iter()
                .map(|(range, segment)| Coloured {
                    range: *range,
                    ink: ink_of(theme, segment.class),
                    line: line_of(segment.class),
                    fill: (chosen.as_ref() == Some(*segment)).then_some(theme.search_hit),
                })
                .collect();
            coloured_ui(ui, words, &font, theme.muted, &coloured);
            return;
        }
        let mut job = LayoutJob {
            wrap: egui::text::TextWrapping { max_width: ui.available_width(), ..Default::default() },
            ..Default::default()
        };
        let mut at = 0;
        for (range, segment) in segments {
            let Some(inside) = range.of(words).filter(|_| range.start >= at) else { continue };
            job.append(&words[at..range.start], 0.0, TextFormat::simple(font.clone(), theme.muted));
            let ink = ink_of(theme, segment.class);
            let mut format = TextFormat::simple(font.clone(), ink);
            if line_of(segment.class) > 0.0 {
                format.underline = egui::Stroke::new(line_of(segment.class), ink);
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

/// Returns how thick the line under a stretch is, in points.
fn line_of(class: Class) -> f32 {
    match class {
        class if class.is_grave() => 2.0,
        class if class.is_difference() => 1.0,
        _ => 0.0,
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
        self.titles_ui(ui);
        ScrollArea::vertical().id_salt("both texts").max_height(280.0).show(ui, |ui| {
            let shown = self.shown();
            let mut from = Row { article: 0, source: shown.start };
            let cut_ui = |ui: &mut Ui, is_cut: bool| {
                if is_cut {
                    ui.columns(2, |columns| muted_ui(&mut columns[1], "…"));
                }
            };
            cut_ui(ui, shown.start > 0);
            for row in self.rows() {
                ui.columns(2, |columns| {
                    let article = Range::new(from.article, row.article.max(from.article));
                    let source = Range::new(from.source, row.source.max(from.source));
                    // A column would stretch the lines to its width.
                    columns[0].vertical(|ui| self.side_ui(ui, Side::Article, article, chosen));
                    columns[1].vertical(|ui| self.side_ui(ui, Side::Source, source, chosen));
                });
                from = row;
            }
            cut_ui(ui, shown.end < self.compared.source.len());
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
