//! Finding words in the article and in every record: a field, what was found with the words around it, group by group.
//!
//! Lays out only the rows on screen. It must not know how a search is done.

use egui::text::{CCursor, CCursorRange, CharIndex, LayoutJob, TextFormat};
use egui::{
    Color32, FontId, Key, Modifiers, Painter, Rangef, Rect, RichText, Role, ScrollArea, Sense, Stroke,
    StrokeKind, TextEdit, Ui, WidgetInfo, pos2, vec2,
};

use super::Docked;
use crate::gui::command::{Effect, doing, keys_of};
use crate::gui::scene::{Request, Scene};
use crate::gui::theme::{self, Icon, Theme, space, text};
use crate::gui::view_state::Wanted;
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::{muted_ui, sign_button_ui, small_button_ui};
use crate::gui::widget::words::{Room, hover, is_complex, lines};
use crate::model::{Id, Table};
use crate::search::{Accents, Case, Context, Extent, Group, Hit, RecordHit, context};
use crate::store::settings::Side;
use crate::text::{BlockKind, Range};

/// The panel for finding.
pub struct Find;

/// The height of a row, in points.
const ROW: f32 = 26.0;
/// How many hits of the text are listed; stepping reaches the others too.
const LISTED: usize = 50_000;
/// How many characters stand before a hit, and behind it.
const AROUND: (usize, usize) = (18, 90);
/// How many are told on each side by a tooltip and a screen reader.
const SPOKEN: usize = 90;

impl Docked for Find {
    fn id(&self) -> &'static str {
        "find"
    }

    fn label(&self) -> &'static str {
        "Find"
    }

    fn icon(&self) -> Icon {
        Icon::Search
    }

    fn help(&self) -> &'static str {
        "Words in the article, in statements and notes, in sources and people"
    }

    fn home(&self) -> Side {
        Side::Left
    }

    fn ui(&self, ui: &mut Ui, scene: &mut Scene<'_>) {
        field_ui(ui, scene);
        tools_ui(ui, scene);
        ui.add_space(space::TIGHT);
        let finder = &scene.view.finder;
        if finder.query.is_empty() {
            teaching_ui(ui, scene);
        } else if finder.hits().is_empty() && finder.is_answered() {
            nothing_ui(ui, scene);
        } else {
            list_ui(ui, scene);
        }
    }
}

/// Returns the id of the field for the words, which can be given the keyboard before it is drawn.
pub fn field_id() -> egui::Id {
    egui::Id::unique("find field")
}

/// Shows the field; Enter and the arrows step through the hits while it keeps the keyboard.
fn field_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let id = field_id();
    if scene.takes_keyboard(Wanted::Find) {
        // Before the field sees this frame's letters, so that none is lost: they replace the words that were there.
        let all = CCursorRange::two(
            CCursor::new(CharIndex(0)),
            CCursor::new(CharIndex(scene.view.finder.query.words.chars().count())),
        );
        let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
        state.cursor.set_char_range(Some(all));
        state.store(ui.ctx(), id);
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    if ui.memory(|memory| memory.has_focus(id)) {
        let (next, previous) = ui.input_mut(|input| {
            let previous = input.consume_key(Modifiers::SHIFT, Key::Enter)
                || input.consume_key(Modifiers::NONE, Key::ArrowUp);
            let next = input.consume_key(Modifiers::NONE, Key::Enter)
                || input.consume_key(Modifiers::NONE, Key::ArrowDown);
            (next, previous)
        });
        if next || previous {
            scene.run(if next { Effect::NextHit } else { Effect::PreviousHit });
        }
    }
    let mut query = std::mem::take(&mut scene.view.finder.query);
    let field = TextEdit::singleline(&mut query.words)
        .id(id)
        .hint_text("Find in text and records")
        .desired_width(f32::INFINITY)
        .margin(space::FIELD);
    let response = ui.add(field);
    name_text_field(ui, &response, "Find", &query.words);
    scene.view.finder.query = query;
    // Who leaves the field for the text finds the hit selected there.
    if response.lost_focus()
        && ui.input(|input| input.key_pressed(Key::Escape))
        && scene.view.finder.is_answered()
        && let Some(Hit::Text(_)) = scene.view.finder.current()
    {
        scene.queue.extend(scene.view.finder.at().map(Request::GoToHit));
    }
}

/// Shows what is told apart, the steps, and how many hits there are.
fn tools_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::HAIR;
        let query = &mut scene.view.finder.query;
        let case = query.folding.case == Case::Exact;
        if toggle_ui(ui, "Aa", "Match case", case) {
            query.folding.case = if case { Case::Folded } else { Case::Exact };
        }
        let whole = query.extent == Extent::WholeWords;
        if toggle_ui(ui, "“a”", "Whole words", whole) {
            query.extent = if whole { Extent::Anywhere } else { Extent::WholeWords };
        }
        let accents = query.folding.accents == Accents::Exact;
        if toggle_ui(ui, "é", "Accents matter", accents) {
            query.folding.accents = if accents { Accents::Folded } else { Accents::Exact };
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            for (icon, effect) in [(Icon::Next, Effect::NextHit), (Icon::Previous, Effect::PreviousHit)] {
                let name = doing(scene.commands, &effect).map_or_else(String::new, |command| {
                    format!("{} ({})", command.label, command.keys_text())
                });
                if sign_button_ui(ui, icon, &name).clicked() {
                    scene.run(effect);
                }
            }
        });
    });
    count_ui(ui, scene);
}

fn toggle_ui(ui: &mut Ui, sign: &str, name: &str, is_on: bool) -> bool {
    let button =
        egui::Button::selectable(is_on, RichText::new(sign).size(text::SMALL)).min_size(vec2(30.0, 28.0));
    let response = ui.add(button);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, enabled, is_on, name));
    response.on_hover_text(name).clicked()
}

fn count_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let finder = &scene.view.finder;
    let count = finder.hits().len();
    let words = match (finder.query.is_empty(), finder.is_answered(), finder.at()) {
        (true, ..) => String::new(),
        (_, false, _) => "Searching…".to_owned(),
        (.., Some(at)) if count > 0 => format!("{} of {}", grouped(at + 1), grouped(count)),
        _ if count == 0 => "None".to_owned(),
        _ => format!("{} found", grouped(count)),
    };
    let muted = Theme::current(ui.ctx()).muted;
    ui.label(RichText::new(words).size(text::CAPTION).color(muted));
}

/// Writes a number with a comma between thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn teaching_ui(ui: &mut Ui, scene: &Scene<'_>) {
    muted_ui(
        ui,
        "Type words to find them in the article, in statements, quotations and notes, in sources and people. Several \
         words are one phrase. Capitals, accents and kinds of quotation marks do not matter unless you say so.",
    );
    ui.add_space(space::STEP);
    let theme = Theme::current(ui.ctx());
    egui::Grid::new("find keys").num_columns(2).spacing([16.0, 8.0]).show(ui, |ui| {
        let mut row = |keys: String, words: &str| {
            ui.label(RichText::new(keys).font(theme::bold(text::CAPTION)).color(theme.muted));
            let words = RichText::new(words).size(text::SMALL).color(theme.ink);
            ui.add(egui::Label::new(words).wrap());
            ui.end_row();
        };
        row("Enter".into(), "Next hit; with Shift the one before");
        for (effect, words) in [
            (Effect::NextHit, "Next hit, from the text too"),
            (Effect::GoToNumber, "Go to a mark by its number"),
            (Effect::GoToParagraph, "Go to a paragraph"),
            (Effect::GoBack, "Back to where you were"),
        ] {
            row(keys_of(scene.commands, &effect), words);
        }
        row("Esc".into(), "Back to the text");
    });
}

fn nothing_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    muted_ui(ui, "Neither the article nor any record holds these words.");
    ui.add_space(space::NEAR);
    let query = &mut scene.view.finder.query;
    if query.words.split_whitespace().nth(1).is_some() {
        muted_ui(ui, "Several words are one phrase: fewer words find more.");
        ui.add_space(space::NEAR);
    }
    if query.extent == Extent::WholeWords && small_button_ui(ui, "Find parts of words too").clicked() {
        query.extent = Extent::Anywhere;
    }
    if query.folding != crate::search::Folding::default()
        && small_button_ui(ui, "Find any capitals and accents").clicked()
    {
        query.folding = crate::search::Folding::default();
    }
}

/// A row of the list.
#[derive(Clone, Copy)]
enum Row {
    Title(Group, usize),
    Hit(usize),
    /// So many more are not listed.
    More(usize),
}

/// The groups that have hits: where each begins among the rows, and the places of its hits.
struct Rows(Vec<(usize, Group, std::ops::Range<usize>)>, usize);

impl Rows {
    fn new(scene: &Scene<'_>) -> Self {
        let hits = scene.view.finder.hits();
        let mut rows = Vec::new();
        let mut next = 0;
        for (group, _) in Group::ALL {
            let places = hits.places(group);
            if !places.is_empty() {
                rows.push((next, group, places.clone()));
                next += 1 + places.len().min(LISTED) + usize::from(places.len() > LISTED);
            }
        }
        Self(rows, next)
    }

    fn at(&self, row: usize) -> Option<Row> {
        let group = self.0.partition_point(|(first, ..)| *first <= row).checked_sub(1)?;
        let (first, group, places) = self.0.get(group)?;
        Some(match row - first {
            0 => Row::Title(*group, places.len()),
            inside if inside <= LISTED => Row::Hit(places.start + inside - 1),
            _ => Row::More(places.len() - LISTED),
        })
    }

    fn of(&self, place: usize) -> Option<usize> {
        let (first, _, places) = self.0.iter().find(|(.., places)| places.contains(&place))?;
        Some(first + 1 + (place - places.start).min(LISTED))
    }
}

fn list_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let rows = Rows::new(scene);
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut area = ScrollArea::vertical().auto_shrink([false, false]).id_salt("hits");
    let seen_id = egui::Id::unique("hits on screen");
    if std::mem::take(&mut scene.view.finder.to_scroll) {
        let seen: std::ops::Range<usize> = ui.data(|data| data.get_temp(seen_id)).unwrap_or_default();
        let row = scene.view.finder.at().and_then(|place| rows.of(place)).unwrap_or(0);
        // The edges are cut as a rule.
        if row <= seen.start || row + 2 >= seen.end {
            area = area.vertical_scroll_offset((row as f32 - 4.0).max(0.0) * ROW);
        }
    }
    let mut clicked = None;
    area.show_rows(ui, ROW, rows.1, |ui, range| {
        ui.data_mut(|data| data.insert_temp(seen_id, range.clone()));
        ui.set_width(ui.available_width() - 8.0);
        for row in range {
            match rows.at(row) {
                Some(Row::Title(group, count)) => title_ui(ui, group, count),
                Some(Row::Hit(place)) => clicked = hit_ui(ui, scene, place).then_some(place).or(clicked),
                Some(Row::More(count)) => {
                    line_ui(ui, |ui| {
                        muted_ui(ui, format!("… and {} more: longer words find fewer", grouped(count)));
                    });
                }
                None => {}
            }
        }
    });
    scene.queue.extend(clicked.map(Request::GoToHit));
}

fn line_ui(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(vec2(ui.available_width(), ROW), layout, |ui| {
        ui.set_min_height(ROW);
        content(ui);
    });
}

fn title_ui(ui: &mut Ui, group: Group, count: usize) {
    let title = Group::ALL.iter().find(|(known, _)| *known == group).map_or("", |(_, title)| title);
    let theme = Theme::current(ui.ctx());
    line_ui(ui, |ui| {
        let words = format!("{title} · {}", grouped(count));
        ui.label(RichText::new(words).font(theme::bold(text::CAPTION)).color(theme.muted));
    });
}

/// Shows one hit; tells whether it was clicked.
fn hit_ui(ui: &mut Ui, scene: &Scene<'_>, place: usize) -> bool {
    let finder = &scene.view.finder;
    let (Some(hit), Some(index)) = (finder.hits().at(place), finder.index()) else { return false };
    let (place_words, words, range) = match hit {
        Hit::Text(range) => (place_in_text(scene, range), index.text(), range),
        Hit::Record(hit) => (place_in_record(scene, &hit), index.words(&hit), hit.range),
    };
    let around = context(words, range, AROUND.0, AROUND.1);
    let theme = Theme::current(ui.ctx());
    let is_current = finder.at() == Some(place);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let enabled = ui.is_enabled();
    let name = format!("{}: {}", place_words.spoken, context(words, range, SPOKEN, SPOKEN).line());
    response.widget_info(|| WidgetInfo::selected(Role::Button, enabled, is_current, &name));
    let (fill, ink, muted) = match (is_current, response.hovered()) {
        (true, _) => (theme.selection, theme.selection_ink, theme.selection_ink),
        (_, true) => (theme.control_hover, theme.ink, theme.muted),
        _ => (Color32::TRANSPARENT, theme.ink, theme.muted),
    };
    let edge = if response.has_focus() { Stroke::new(2.0, theme.focus) } else { Stroke::NONE };
    ui.painter().rect(rect, 6.0, fill, edge, StrokeKind::Inside);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    if is_complex(&around.line()) {
        paint_complex(&painter, rect.shrink2(vec2(6.0, 0.0)), &place_words.shown, &around, [ink, muted]);
    } else {
        let job = line(&place_words.shown, &around, theme, ink, muted, rect.width() - 12.0);
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let at = Rect::from_center_size(rect.center(), vec2(rect.width() - 12.0, galley.size().y)).min;
        painter.galley(at, galley, ink);
    }
    hover(response, &name).clicked()
}

/// Paints one hit in a script that the typesetter sets: the place, and then the words, the found ones on a ground.
fn paint_complex(painter: &Painter, rect: Rect, place: &str, context: &Context, [ink, muted]: [Color32; 2]) {
    let theme = Theme::current(painter.ctx());
    let place = painter.layout_no_wrap(place.to_owned(), FontId::proportional(12.0), muted);
    let gap = if place.size().x > 0.0 { place.size().x + 8.0 } else { 0.0 };
    painter.galley(rect.left_center() - vec2(0.0, place.size().y / 2.0), place, muted);
    let room = Room::line(FontId::proportional(text::SMALL), rect.width() - gap);
    let set = lines(painter.ctx(), &context.line(), &room);
    let left = set.left_in(Rangef::new(rect.left() + gap, rect.right()));
    let at = pos2(left, rect.center().y - set.size().y / 2.0);
    let mut grounds = Vec::new();
    let start = context.before.len();
    set.rects(Range::new(start, start + context.found.len()), &mut grounds);
    for ground in grounds {
        painter.rect_filled(ground.translate(at.to_vec2()), 2.0, theme.search_hit);
    }
    set.paint(painter, at, ink);
}

/// Sets one hit on one line, the found words emphasised.
fn line(
    place: &str,
    context: &Context,
    theme: &Theme,
    ink: Color32,
    muted: Color32,
    width: f32,
) -> LayoutJob {
    let plain = |size: f32, color: Color32| TextFormat {
        font_id: FontId::proportional(size),
        color,
        ..TextFormat::default()
    };
    let mut job = LayoutJob::default();
    job.append(place, 0.0, plain(12.0, muted));
    let gap = if place.is_empty() { 0.0 } else { 8.0 };
    if !context.before.is_empty() {
        job.append(&context.before, gap, plain(13.0, ink));
    }
    let found = TextFormat {
        font_id: theme::bold(text::SMALL),
        color: theme.ink,
        background: theme.search_hit,
        ..TextFormat::default()
    };
    job.append(&context.found, if context.before.is_empty() { gap } else { 0.0 }, found);
    job.append(&context.after, 0.0, plain(13.0, ink));
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    job
}

/// Where a hit stands, in words.
struct PlaceWords {
    /// On screen, in few.
    shown: String,
    /// For a tooltip and a screen reader.
    spoken: String,
}

fn place_in_text(scene: &Scene<'_>, range: Range) -> PlaceWords {
    let blocks = scene.project().draft().map_or(&[][..], |draft| draft.blocks.as_slice());
    let block = blocks.get(blocks.partition_point(|block| block.range.end <= range.start));
    match block.map(|block| block.kind) {
        Some(kind) if !kind.is_numbered() => {
            let name = kind_words(kind);
            PlaceWords { shown: name.to_owned(), spoken: name.to_owned() }
        }
        _ => {
            let number = scene.view.finder.paragraph(range.start);
            PlaceWords { shown: format!("¶ {number}"), spoken: format!("Paragraph {number}") }
        }
    }
}

fn kind_words(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Headline => "Headline",
        BlockKind::Deck => "Deck",
        BlockKind::Subhead => "Subhead",
        BlockKind::TableRow => "Table",
        BlockKind::Caption => "Caption",
        BlockKind::Note => "Note",
        BlockKind::Paragraph | BlockKind::Quotation | BlockKind::ListItem => "",
    }
}

fn place_in_record(scene: &Scene<'_>, hit: &RecordHit) -> PlaceWords {
    let (record, field) = (hit.slot.record, hit.slot.field);
    let table = record.table();
    let label = table.field(field).map_or(field, |field| field.label);
    let number = mark_of(scene, record).and_then(|mark| scene.outline.number(mark));
    let shown = match number {
        Some(number) if table.words_field() == Some(field) && !table.is_part() => number.to_string(),
        Some(number) => format!("{number}  {label}"),
        None if table.words_field() == Some(field) => String::new(),
        None => label.to_owned(),
    };
    let number = number.map(|number| format!(" {number}")).unwrap_or_default();
    let noun = table.noun();
    let name = if table.words_field() == Some(field) || table == Table::Article {
        String::new()
    } else {
        format!(" “{}”", scene.name(record))
    };
    PlaceWords { shown, spoken: format!("{label} of {noun}{number}{name}") }
}

/// Returns the first mark that speaks of a record, of what a part belongs to, or the mark itself.
fn mark_of(scene: &Scene<'_>, record: Id) -> Option<Id> {
    if record.table() == Table::Annotation {
        return Some(record);
    }
    let owner = scene.project().owner(record).unwrap_or(record);
    scene.outline.mentions(owner).first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted() {
        assert_eq!(
            ["7", "128", "1,234", "1,000,000"],
            [7, 128, 1_234, 1_000_000].map(grouped).each_ref().map(String::as_str)
        );
    }
}
