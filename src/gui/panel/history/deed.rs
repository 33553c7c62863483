//! One step of the history: a line of what, a line of who and where; opened, each field before and after.

use egui::text::{LayoutJob, TextFormat};
use egui::{
    Color32, FontId, Id, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2,
    vec2,
};

use super::called;
use super::state::{HistoryState, STEP};
use crate::gui::command::Effect;
use crate::gui::scene::{Request, Scene};
use crate::gui::theme::{self, Icon, Theme, space, text};
use crate::gui::widget::menu::{Keys, context_menu_ui};
use crate::gui::widget::sign::{caption_ui, muted_ui, small_button_ui};
use crate::gui::widget::words::{self, Lines, Room};
use crate::model::words::capital;
use crate::model::{Change, Id as RecordId, Table, Value};
use crate::session::chronicle::words::label_of;
use crate::session::chronicle::{Chronicle, Deed};
use crate::text::diff::{Fate, Piece, brief, pieces};
use crate::text::{Range, counted};

/// So many fields of an open step are shown.
const FIELDS: usize = 40;
/// So many characters stand around what a long text has lost or won.
const AROUND: usize = 48;
/// A text longer than this, in characters, that came or went as a whole is cut.
const LONG: usize = 600;

/// Where and how a row is drawn.
pub struct Drawn {
    /// Where.
    pub place: Rect,
    /// Its place among the rows.
    pub row: usize,
    /// Whether one is at it.
    pub is_cursor: bool,
    /// Whether it is open.
    pub is_open: bool,
}

/// Shows a step; returns the id of its row.
pub fn ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    state: &mut HistoryState,
    chronicle: &Chronicle,
    step: usize,
    drawn: &Drawn,
    rows: Id,
) -> Id {
    let theme = Theme::current(ui.ctx());
    let deed = &chronicle.deeds[step];
    let id = rows.with((&deed.point.writer, deed.point.sequence));
    let head = drawn.place.with_max_y(drawn.place.top() + STEP);
    // Not focusable: the rows have the keyboard together, and Tab goes past them in one step.
    let response = ui.interact(head, id, Sense::CLICK);
    let about = about(scene, chronicle, deed);
    let (at, is_own) = (clock(deed), deed.by == scene.session.who());
    let enabled = ui.is_enabled();
    let spoken = [capital(&deed.did), called(scene, &deed.by), at.clone(), about.clone()].join(", ");
    response.widget_info(|| WidgetInfo::labeled(Role::Row, enabled, spoken.trim_end_matches(", ")));
    let (row, is_cursor, is_open) = (drawn.row, drawn.is_cursor, drawn.is_open);
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_row_index(row);
        node.set_selected(is_cursor);
        node.set_expanded(is_open);
    });
    let fill = match (drawn.is_cursor, response.hovered()) {
        (true, _) => theme.selection,
        (_, true) => theme.control_hover,
        _ => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(head.shrink2(vec2(0.0, 1.0)), 6.0, fill);
    if drawn.is_cursor && state.has_keyboard {
        let ring = Stroke::new(2.0, theme.focus);
        ui.painter().rect_stroke(head.intersect(ui.clip_rect()), 6.0, ring, StrokeKind::Inside);
    }
    if response.clicked() {
        state.cursor = Some(deed.point.clone());
        state.toggle();
        state.is_to_scroll = false;
        ui.memory_mut(|memory| memory.request_focus(rows));
    }
    let keys = Keys::when(drawn.is_cursor && state.has_keyboard);
    context_menu_ui(&response, keys, |ui| menu_ui(ui, scene, deed));
    let (ink, muted) =
        if drawn.is_cursor { (theme.selection_ink, theme.selection_ink) } else { (theme.ink, theme.muted) };
    line_ui(ui, scene, deed, head, &about, (&at, is_own), (ink, muted), id);
    if drawn.is_open {
        let body = Rect::from_min_max(
            pos2(drawn.place.left() + 12.0, head.bottom() + 2.0),
            pos2(drawn.place.right(), f32::INFINITY),
        );
        let builder = UiBuilder::new()
            .max_rect(body)
            .layout(egui::Layout::top_down(egui::Align::Min))
            .accessibility_parent(id);
        let mut inner = ui.new_child(builder);
        details_ui(&mut inner, scene, chronicle, deed, step);
        let height = STEP + inner.min_rect().height() + 14.0;
        if let Some((open, known)) = &mut state.open
            && *open == deed.point
            && (*known - height).abs() > 0.5
        {
            *known = height;
            state.is_to_scroll = drawn.is_cursor && state.has_keyboard;
            ui.ctx().request_repaint();
        }
        let bar = Stroke::new(2.0, theme.rule);
        ui.painter().vline(drawn.place.left() + 4.0, head.bottom()..=drawn.place.bottom() - 6.0, bar);
    }
    id
}

fn clock(deed: &Deed) -> String {
    format!("{:02}:{:02}", deed.local.hour(), deed.local.minute())
}

/// Says in a few words what a step was about.
fn about(scene: &Scene<'_>, chronicle: &Chronicle, deed: &Deed) -> String {
    let project = scene.project();
    let Some(id) = deed.about() else { return String::new() };
    let mark = mark_of(scene, id);
    match (mark, id.table()) {
        (_, Table::Article | Table::Draft) => "Article".to_owned(),
        (Some(mark), _) => chronicle.title_of(project, scene.outline, mark),
        (None, _) => chronicle.title_of(project, scene.outline, id),
    }
}

/// Returns the mark that stands for a record in the text.
fn mark_of(scene: &Scene<'_>, id: RecordId) -> Option<RecordId> {
    let project = scene.project();
    match id.table() {
        Table::Annotation => project.annotations().contains_key(&id).then_some(id),
        table if table.is_part() => mark_of(scene, project.owner(id)?),
        _ => scene.outline.mentions(id).first().copied(),
    }
}

/// What a step leads to.
enum Lead {
    Mark(RecordId),
    Record(RecordId),
    Panel(&'static str),
}

fn lead(scene: &Scene<'_>, deed: &Deed) -> Option<Lead> {
    let id = deed.about()?;
    if let Some(mark) = mark_of(scene, id) {
        return Some(Lead::Mark(mark));
    }
    match id.table() {
        Table::Article | Table::Draft | Table::Item => Some(Lead::Panel("article")),
        Table::SignOff => Some(Lead::Panel("sign-off")),
        Table::Source | Table::Person | Table::Query if scene.project().has(id) => Some(Lead::Record(id)),
        _ => None,
    }
}

/// Goes to what a step was about.
pub fn go_to(scene: &mut Scene<'_>, deed: &Deed) {
    match lead(scene, deed) {
        Some(Lead::Mark(mark)) => scene.queue.push(Request::Choose(mark)),
        Some(Lead::Record(record)) => scene.view.open_record(record),
        Some(Lead::Panel(panel)) => scene.view.show(panel),
        None => scene.queue.push(Request::Say("What this was about is gone".to_owned())),
    }
}

#[expect(clippy::too_many_arguments, reason = "what a line is drawn from")]
fn line_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    deed: &Deed,
    head: Rect,
    about: &str,
    (at, is_own): (&str, bool),
    (ink, muted): (Color32, Color32),
    row: Id,
) {
    let theme = Theme::current(ui.ctx());
    let painter = ui.painter().with_clip_rect(head.intersect(ui.clip_rect()));
    let (left, right) = (head.left() + 8.0, head.right() - 8.0);
    let (first, second) = (head.top() + 14.0, head.top() + 32.0);
    let time = painter.layout_no_wrap(at.to_owned(), FontId::proportional(text::CAPTION), muted);
    let time_at = pos2(right - time.size().x, first - time.size().y / 2.0);
    let room = time_at.x - left - 8.0;
    painter.galley(time_at, time, muted);
    let what = cut(ui, &capital(&deed.did), FontId::proportional(text::SMALL), room);
    what.paint(&painter, pos2(left, first - what.size().y / 2.0), ink);
    // Others stand out by weight and by a sign, never by colour alone.
    let by = called(scene, &deed.by);
    let mut x = left;
    if !is_own {
        let font = theme::icon_font(text::SMALL);
        let sign = painter.layout_no_wrap(Icon::People.sign().to_owned(), font, muted);
        painter.galley(pos2(x, second - sign.size().y / 2.0), sign.clone(), muted);
        x += sign.size().x + 4.0;
    }
    let font = if is_own { FontId::proportional(text::CAPTION) } else { theme::bold(text::CAPTION) };
    let name = cut(ui, &by, font, (right - x) * 0.5);
    name.paint(&painter, pos2(x, second - name.size().y / 2.0), muted);
    x += name.size().x + 8.0;
    if about.is_empty() || right - x < 24.0 {
        return;
    }
    let leads = lead(scene, deed).is_some();
    let colour = match (leads, ink == theme.selection_ink) {
        (_, true) => ink,
        (true, false) => theme.focus,
        (false, false) => muted,
    };
    let words = cut(ui, about, FontId::proportional(text::CAPTION), right - x);
    let place = Rect::from_min_size(pos2(x, second - words.size().y / 2.0), words.size());
    words.paint(&painter, place.min, colour);
    if !leads {
        return;
    }
    let response = ui.interact(place.expand2(vec2(2.0, 3.0)), row.with("about"), Sense::CLICK);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Link, enabled, format!("Go to {about}")));
    if response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        painter.hline(place.x_range(), place.bottom(), Stroke::new(1.0, colour));
    }
    if words::hover(response, about).clicked() {
        go_to(scene, deed);
    }
}

fn cut(ui: &Ui, words: &str, font: FontId, width: f32) -> Lines {
    let words: String = words.chars().take(240).collect();
    words::lines(ui.ctx(), &words, &Room::line(font, width.max(8.0)))
}

fn menu_ui(ui: &mut Ui, scene: &mut Scene<'_>, deed: &Deed) {
    if lead(scene, deed).is_some() && ui.button("Go to the text").clicked() {
        go_to(scene, deed);
        ui.close();
    }
    if ui.button("Go back to this point…").clicked() {
        scene.queue.push(Request::LookBack(deed.point.clone()));
        ui.close();
    }
    if ui.button("Export history…").clicked() {
        scene.run(Effect::ExportHistory);
        ui.close();
    }
}

fn details_ui(ui: &mut Ui, scene: &mut Scene<'_>, chronicle: &Chronicle, deed: &Deed, step: usize) {
    ui.spacing_mut().item_spacing.y = 3.0;
    let (project, outline) = (scene.project(), scene.outline);
    let mut last = deed.about().filter(|_| deed.records.len() < 2);
    if deed.changes.is_empty() {
        muted_ui(ui, "No field of a record was changed");
    }
    for change in deed.changes.iter().take(FIELDS) {
        if last != Some(change.slot.record) {
            last = Some(change.slot.record);
            ui.add_space(space::TIGHT);
            let title = chronicle.title_of(project, outline, change.slot.record);
            let ink = Theme::current(ui.ctx()).ink;
            words::wrapped_ui(ui, &title, &theme::bold(text::CAPTION), ink);
        }
        change_ui(ui, scene, chronicle, change);
    }
    let more = deed.edits - deed.changes.len().min(FIELDS);
    if more > 0 {
        muted_ui(ui, format!("and {} more", counted(more, "field", "fields")));
    }
    ui.add_space(space::TIGHT);
    ui.horizontal_wrapped(|ui| {
        // A button goes to the next line rather than its words.
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
        if lead(scene, deed).is_some() && small_button_ui(ui, "Go to the text").clicked() {
            go_to(scene, deed);
        }
        let is_newest = step + 1 == chronicle.deeds.len();
        let back = ui.add_enabled_ui(!is_newest, |ui| small_button_ui(ui, "Go back to this point…")).inner;
        let told = "Shows what would change if the project were again what it was after this step";
        if back.on_hover_text(told).on_disabled_hover_text("This is how the project stands now").clicked() {
            scene.queue.push(Request::LookBack(deed.point.clone()));
        }
    });
}

fn change_ui(ui: &mut Ui, scene: &Scene<'_>, chronicle: &Chronicle, change: &Change) {
    let words = |value: &Value| chronicle.words(change.slot, value, scene.project(), scene.vocabulary());
    let (before, after) = (words(&change.before), words(&change.after));
    if before.is_empty() && after.is_empty() {
        return;
    }
    caption_ui(ui, label_of(change.slot));
    let told = told(&change.before, &change.after, &before, &after);
    let response = pieces_ui(ui, &told);
    let enabled = ui.is_enabled();
    let spoken = match (before.is_empty(), after.is_empty()) {
        (true, _) => format!("{}: now {after}", label_of(change.slot)),
        (_, true) => format!("{}: was {before}, now empty", label_of(change.slot)),
        _ => format!("{}: was {before}, now {after}", label_of(change.slot)),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Label, enabled, &spoken));
}

/// Shows what stayed, what is gone and what is new: struck through and underlined, so that colour alone says nothing.
fn pieces_ui(ui: &mut Ui, told: &[Piece]) -> Response {
    let theme = Theme::current(ui.ctx());
    let whole: String = told.iter().map(|piece| piece.words.as_str()).collect();
    if words::is_complex(&whole) {
        let font = FontId::proportional(text::SMALL);
        let room = Room { rows: usize::MAX, ..Room::line(font, ui.available_width() - 4.0) };
        let set = words::lines(ui.ctx(), &whole, &room);
        let (place, response) = ui.allocate_exact_size(set.size(), Sense::hover());
        set.paint(ui.painter(), place.min, theme.ink);
        let mut at = 0;
        for piece in told {
            let range = Range::new(at, at + piece.words.len());
            at = range.end;
            let mut rects = Vec::new();
            set.rects(range, &mut rects);
            for rect in rects.iter().map(|rect| rect.translate(place.min.to_vec2())) {
                let line = |y: f32, ink| ui.painter().hline(rect.x_range(), y, Stroke::new(1.0, ink));
                match piece.fate {
                    Fate::Kept => {}
                    Fate::Gone => drop(line(rect.center().y + 1.0, theme.danger)),
                    Fate::New => drop(line(rect.bottom() - 2.0, theme.good)),
                }
            }
        }
        return response;
    }
    let mut job = LayoutJob::default();
    job.wrap.max_width = ui.available_width() - 4.0;
    let plain = |color: Color32| TextFormat {
        font_id: FontId::proportional(text::SMALL),
        color,
        ..TextFormat::default()
    };
    for piece in told {
        let format = match piece.fate {
            Fate::Kept => plain(theme.ink),
            Fate::Gone => TextFormat { strikethrough: Stroke::new(1.0, theme.danger), ..plain(theme.danger) },
            Fate::New => TextFormat { underline: Stroke::new(1.0, theme.good), ..plain(theme.good) },
        };
        job.append(&piece.words, 0.0, format);
    }
    ui.label(job)
}

/// Puts a change into pieces: texts word by word, anything else as a whole.
fn told(was: &Value, is: &Value, before: &str, after: &str) -> Vec<Piece> {
    let whole = |fate, words: &str| Piece { fate, words: shortened(words) };
    let are_texts = matches!((was, is), (Value::Text(_), Value::Text(_)));
    let is_long = |words: &str| words.split_whitespace().nth(3).is_some();
    match (before.is_empty(), after.is_empty()) {
        (true, _) => vec![whole(Fate::New, after)],
        (_, true) => vec![whole(Fate::Gone, before)],
        _ if are_texts && (is_long(before) || is_long(after)) => brief(&pieces(before, after), AROUND),
        _ if before == after => vec![whole(Fate::Kept, before)],
        _ => vec![
            whole(Fate::Gone, before),
            Piece { fate: Fate::Kept, words: " → ".to_owned() },
            whole(Fate::New, after),
        ],
    }
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(LONG) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::needless_pass_by_value, reason = "what is checked is made on the spot")]
    fn check(was: Value, is: Value, before: &str, after: &str, expected: &[(Fate, &str)]) {
        let told = told(&was, &is, before, after);
        let told: Vec<(Fate, &str)> = told.iter().map(|piece| (piece.fate, piece.words.as_str())).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn texts_are_told_word_by_word_and_choices_as_a_whole() {
        let text = |words: &str| Value::Text(words.into());
        check(
            text("The vote was 7 to 2"),
            text("The vote was 8 to 2"),
            "The vote was 7 to 2",
            "The vote was 8 to 2",
            &[(Fate::Kept, "The vote was "), (Fate::Gone, "7"), (Fate::New, "8"), (Fate::Kept, " to 2")],
        );
        let arrow = (Fate::Kept, " → ");
        check(
            text("web-page"),
            text("document"),
            "Web page",
            "Document",
            &[(Fate::Gone, "Web page"), arrow, (Fate::New, "Document")],
        );
        check(Value::Nothing, text("new"), "", "new", &[(Fate::New, "new")]);
        check(text("old"), Value::Nothing, "old", "", &[(Fate::Gone, "old")]);
    }
}
