//! Words of an article or a source, set as the reading view sets them: any script, in its order.
//!
//! Knows nothing of what the words are for. Labels of the window itself are egui's, and so are words that are written
//! letter by letter from left to right; whoever shows words need not know which it was.
//!
//! *Limitations:* what is typed into a field is set by egui in any script.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Color32, Context, FontId, Galley, Label, Painter, Pos2, Rangef, Rect, Response, RichText, Role, Sense,
    Ui, Vec2, WidgetInfo, pos2, vec2,
};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::gui::typeset::geometry::Direction;
use crate::gui::typeset::{self, LineEnds, Paragraph, Setting};
use crate::text::Range;

/// From line to line, in sizes.
const LEADING: f32 = 1.35;
/// So many graphemes at most give way to the sign that something was cut off.
const MOST_GIVEN: usize = 48;
/// The sign that something was cut off.
const DOTS: char = '…';

/// The room that words are given.
#[derive(Clone, Debug)]
pub struct Room {
    /// The face and its size.
    pub font: FontId,
    /// Where lines break, in points.
    pub width: f32,
    /// How many lines there may be; what goes on behind them is cut off.
    pub rows: usize,
    /// The way of the lines; nothing where it follows from the words.
    pub direction: Option<Direction>,
}

impl Room {
    /// Returns the room of one line.
    pub fn line(font: FontId, width: f32) -> Self {
        Self { font, width, rows: 1, direction: None }
    }

    fn setting<'a>(&'a self, words: &'a str) -> Setting<'a> {
        Setting {
            text: words,
            font: &self.font,
            line_height: (self.font.size * LEADING).round(),
            width: self.width.max(1.0),
            line_ends: LineEnds::Flow,
            direction: self.direction,
            language: "",
        }
    }
}

/// Words that were set, for this frame.
#[derive(Clone)]
pub struct Lines {
    set: Set,
    /// What they take of their room.
    size: Vec2,
    is_cut: bool,
}

#[derive(Clone)]
enum Set {
    Plain(Arc<Galley>),
    /// What no other than the typesetter sets, and how far from the left of its room it begins.
    Complex(Arc<Paragraph>, f32),
}

/// Sets words in their room, with an ellipsis where they are cut off.
pub fn lines(ctx: &Context, words: &str, room: &Room) -> Lines {
    if is_complex(words) { complex(ctx, words, room) } else { plain(ctx, words, room) }
}

fn plain(ctx: &Context, words: &str, room: &Room) -> Lines {
    let width = room.width.max(0.0);
    let mut job = LayoutJob::simple(words.to_owned(), room.font.clone(), Color32::PLACEHOLDER, width);
    job.wrap = TextWrapping {
        max_width: width,
        max_rows: room.rows,
        break_anywhere: room.rows == 1,
        ..TextWrapping::default()
    };
    job.break_on_newline = false;
    let galley = ctx.fonts_mut(|fonts| fonts.layout_job(job));
    Lines { size: galley.size(), is_cut: galley.elided, set: Set::Plain(galley) }
}

fn complex(ctx: &Context, words: &str, room: &Room) -> Lines {
    let whole = typeset::set(ctx, &room.setting(words));
    if whole.geometry.line_count() <= room.rows {
        return Lines::complex(whole, words.len(), room, false);
    }
    let line = whole.geometry.height() / whole.geometry.line_count() as f32;
    let end = whole.geometry.seen(0.0, line * (room.rows as f32 - 0.5)).end;
    let mut left = words.get(..end).unwrap_or(words).trim_end();
    // The ellipsis goes the way of what is cut, not that of the line.
    let mark = if Direction::of(words) == Direction::RightToLeft { "\u{200f}" } else { "" };
    let mut given = 0;
    loop {
        let shown = format!("{left}{DOTS}{mark}");
        let cut = typeset::set(ctx, &room.setting(&shown));
        if cut.geometry.line_count() <= room.rows || left.is_empty() || given == MOST_GIVEN {
            return Lines::complex(cut, shown.len(), room, true);
        }
        given += 1;
        let last = left.grapheme_indices(true).next_back().map_or(0, |(at, _)| at);
        left = left[..last].trim_end();
    }
}

impl Lines {
    fn complex(paragraph: Arc<Paragraph>, len: usize, room: &Room, is_cut: bool) -> Self {
        let geometry = &paragraph.geometry;
        let is_to_left = geometry.direction() == Direction::RightToLeft;
        let mut rects = Vec::new();
        if is_to_left && geometry.line_count() == 1 {
            geometry.rects(Range::new(0, len), &mut rects);
        }
        // A line alone takes what it needs; several keep to the side at which they begin.
        let left = rects.first().map_or(0.0, Rect::left);
        let right = if is_to_left && rects.is_empty() { room.width } else { geometry.right() };
        let size = vec2(right - left, geometry.height());
        Self { set: Set::Complex(paragraph, left), size, is_cut }
    }

    /// Returns how much of their room the words take.
    pub fn size(&self) -> Vec2 {
        self.size
    }

    /// Returns where their left edge has to be so that they stand on the side of `place` at which they begin.
    pub fn left_in(&self, place: Rangef) -> f32 {
        match &self.set {
            Set::Complex(paragraph, _) if paragraph.geometry.direction() == Direction::RightToLeft => {
                place.max - self.size.x
            }
            _ => place.min,
        }
    }

    /// Tells whether anything was cut off.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Tells whether the typesetter has set them, and not egui.
    pub fn is_complex(&self) -> bool {
        matches!(self.set, Set::Complex(..))
    }

    /// Adds the rectangles of a range of the words (bytes), in points from their top left corner; none where egui has
    /// set them.
    pub fn rects(&self, range: Range, rects: &mut Vec<Rect>) {
        let Set::Complex(paragraph, left) = &self.set else { return };
        let first = rects.len();
        paragraph.geometry.rects(range, rects);
        for rect in &mut rects[first..] {
            *rect = rect.translate(vec2(-left, 0.0));
        }
    }

    /// Paints the words with their top left corner at `at`.
    pub fn paint(&self, painter: &Painter, at: Pos2, ink: Color32) {
        match &self.set {
            Set::Plain(galley) => {
                painter.galley_with_override_text_color(at, Arc::clone(galley), ink);
            }
            Set::Complex(paragraph, left) => {
                typeset::paint(painter, paragraph, at - vec2(*left, 0.0), ink);
            }
        }
    }
}

/// Shows words in as many lines as they take.
pub fn words_ui(ui: &mut Ui, words: &str, font: &FontId, ink: Color32) -> Response {
    let width = ui.available_width();
    let room = Room { font: font.clone(), width, rows: usize::MAX, direction: None };
    let set = complex(ui.ctx(), words, &room);
    shown(ui, &set, words, ink)
}

/// A stretch of words that is set off from the others.
#[derive(Clone, Copy, Debug)]
pub struct Coloured {
    /// Its bytes.
    pub range: Range,
    /// Its colour.
    pub ink: Color32,
    /// How thick the line under it is, in points; none at all where it is 0.
    pub line: f32,
    /// What stands behind it.
    pub fill: Option<Color32>,
}

/// Shows words of any script with stretches of them in colours of their own, in as many lines as they take.
pub fn coloured_ui(
    ui: &mut Ui,
    words: &str,
    font: &FontId,
    ink: Color32,
    stretches: &[Coloured],
) -> Response {
    let room = Room { font: font.clone(), width: ui.available_width(), rows: usize::MAX, direction: None };
    let set = complex(ui.ctx(), words, &room);
    let (place, response) = ui.allocate_exact_size(vec2(room.width, set.size().y), Sense::hover());
    let at = pos2(set.left_in(place.x_range()), place.top());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, enabled, words));
    let mut rects = Vec::new();
    let places: Vec<(Coloured, Rect)> = (stretches.iter())
        .flat_map(|stretch| {
            rects.clear();
            set.rects(stretch.range, &mut rects);
            let to_screen = |rect: &Rect| (*stretch, rect.translate(at.to_vec2()));
            rects.iter().map(to_screen).collect::<Vec<_>>()
        })
        .collect();
    for (stretch, rect) in &places {
        if let Some(fill) = stretch.fill {
            ui.painter().rect_filled(*rect, 0.0, fill);
        }
    }
    set.paint(ui.painter(), at, ink);
    for (stretch, rect) in places {
        // The same words once more, where the stretch stands: letters that join keep their shape.
        set.paint(&ui.painter().with_clip_rect(rect.intersect(ui.clip_rect())), at, stretch.ink);
        if stretch.line > 0.0 {
            let line = egui::Stroke::new(stretch.line, stretch.ink);
            ui.painter().hline(rect.x_range(), rect.bottom() - stretch.line, line);
        }
    }
    response
}

/// Shows words as a label in as many lines as they take, in a font and a colour of their own.
pub fn wrapped_ui(ui: &mut Ui, words: &str, font: &FontId, ink: Color32) -> Response {
    if is_complex(words) {
        return words_ui(ui, words, font, ink);
    }
    ui.add(Label::new(RichText::new(words).font(font.clone()).color(ink)).wrap())
}

/// Shows words as a label, cut off where one line ends.
pub fn line_ui(ui: &mut Ui, words: &str, font: &FontId, ink: Color32) -> Response {
    if is_complex(words) {
        let set = lines(ui.ctx(), words, &Room::line(font.clone(), ui.available_width()));
        let response = shown(ui, &set, words, ink);
        return if set.is_cut() { hover(response, words) } else { response };
    }
    ui.add(Label::new(RichText::new(words).font(font.clone()).color(ink)).truncate())
}

/// Shows words as an ordinary label.
pub fn label_ui(ui: &mut Ui, words: &str) -> Response {
    if is_complex(words) {
        let font = egui::TextStyle::Body.resolve(ui.style());
        let ink = ui.visuals().text_color();
        words_ui(ui, words, &font, ink)
    } else {
        ui.label(words)
    }
}

/// Shows words in a tooltip.
pub fn hover(response: Response, words: &str) -> Response {
    if is_complex(words) {
        response.on_hover_ui(|ui| {
            label_ui(ui, words);
        })
    } else {
        response.on_hover_text(words)
    }
}

fn shown(ui: &mut Ui, set: &Lines, words: &str, ink: Color32) -> Response {
    let (rect, response) = ui.allocate_exact_size(set.size(), Sense::hover());
    if ui.is_rect_visible(rect) {
        set.paint(ui.painter(), rect.min, ink);
    }
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, enabled, words));
    response
}

/// Tells whether words hold letters that egui would set in a wrong order or shape.
pub fn is_complex(words: &str) -> bool {
    // All scripts before are written letter by letter from left to right.
    !words.is_ascii() && words.chars().any(|c| c >= '\u{590}' && !is_simple(c))
}

fn is_simple(c: char) -> bool {
    matches!(c, '\u{1e00}'..='\u{1fff}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{20cf}'
        | '\u{2100}'..='\u{2bff}')
}

/// Paints words on one line within a rectangle, and cuts them off there with an ellipsis.
///
/// What is written from right to left stands at the right. Returns whether anything was cut off.
pub fn paint_line(painter: &Painter, rect: Rect, words: &str, font: &FontId, ink: Color32) -> bool {
    let set = lines(painter.ctx(), words, &Room::line(font.clone(), rect.width()));
    set.paint(painter, pos2(set.left_in(rect.x_range()), rect.center().y - set.size().y / 2.0), ink);
    set.is_cut()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARABIC: &str = "وافق المجلس يوم الجمعة على إغلاق المسبح البلدي بأغلبية سبعة أصوات مقابل صوتين";

    fn with_lines(words: &str, rows: usize, see: impl Fn(&Lines)) {
        let ctx = Context::default();
        crate::gui::theme::install(&ctx);
        let mut out = ctx.run_ui(egui::RawInput::default(), |ui| {
            let font = FontId::proportional(13.0);
            let room = Room { rows, ..Room::line(font, 160.0) };
            see(&lines(ui.ctx(), words, &room));
        });
        out.textures_delta.clear();
    }

    #[test]
    fn arabic_is_set_by_the_typesetter_and_latin_is_not() {
        with_lines(ARABIC, 2, |set| assert!(set.is_complex()));
        with_lines("“Réforme” of 2023…", 2, |set| assert!(!set.is_complex()));
    }

    #[test]
    fn what_does_not_fit_is_cut_off_within_its_room_in_any_script() {
        for words in [ARABIC, "市议会周五以七票对两票决定关闭游泳池。市议会周五以七票对两票决定关闭游泳池。"]
        {
            for rows in 1..3 {
                with_lines(words, rows, |set| {
                    assert!(set.is_cut());
                    assert!(set.size().x <= 160.5, "{words}: {:?}", set.size());
                    assert!(set.size().y <= 18.5 * rows as f32);
                });
            }
            with_lines(words, usize::MAX, |set| assert!(!set.is_cut()));
        }
    }

    #[test]
    fn a_line_alone_takes_no_more_than_its_words() {
        with_lines("مؤقت", 1, |set| {
            assert!(!set.is_cut() && set.size().x < 60.0);
            assert!((set.left_in(Rangef::new(0.0, 160.0)) - (160.0 - set.size().x)).abs() < 0.1);
        });
    }
}
