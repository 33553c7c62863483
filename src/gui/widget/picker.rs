//! A search field whose hits lie over what is below it: pick one that is there, or create what was typed.
//!
//! It must not know what is picked.

use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{
    EventFilter, FontId, Id, Key, Modifiers, Response, Role, Sense, Stroke, StrokeKind, TextEdit, TextFormat,
    Ui, WidgetInfo, vec2,
};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::{popup, words};
use crate::gui::theme::{self, Theme, space, text};

/// What came of a picker in this frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked<T> {
    /// One of the candidates.
    There(T),
    /// Something new by this name.
    New(String),
    /// Backspace in the empty field.
    Back,
    /// It was left with Escape.
    Left,
}

/// Something that can be picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate<T> {
    /// What is picked.
    pub value: T,
    /// Its name.
    pub name: String,
    /// What tells it from another of that name; may be empty.
    pub detail: String,
    /// Other names that find it.
    pub also: Vec<String>,
}

/// How a picker looks.
#[derive(Clone, Copy, Debug)]
pub struct Picker<'a> {
    /// Its name, for screen readers.
    pub name: &'a str,
    /// What stands in the empty field.
    pub hint: &'a str,
    /// What a new one would be called: “source”; none where none can be made.
    pub creates: Option<&'a str>,
    /// How many hits are shown.
    pub most: usize,
}

#[derive(Clone, Debug, Default)]
struct State {
    query: String,
    at: usize,
}

impl Picker<'_> {
    /// Shows the field and, while they are asked for, its hits. `grab` asks for the keyboard; `candidates` are asked
    /// for only while hits are shown, and come in the order of the empty search.
    pub fn ui<T: Clone>(
        &self,
        ui: &mut Ui,
        id: Id,
        grab: Option<()>,
        candidates: impl FnOnce(&Ui) -> Arc<Vec<Candidate<T>>>,
    ) -> Option<Picked<T>> {
        let mut state: State = ui.data_mut(|data| data.get_temp(id).unwrap_or_default());
        if grab.is_some() {
            state = State::default();
        }
        let (field, list) = (id.with("field"), id.with("hits"));
        let had_keyboard = ui.memory(|memory| memory.has_focus(field));
        let was_open = popup::is_open(ui, list);
        let pressed = if had_keyboard { pressed(ui, was_open, state.query.is_empty()) } else { None };
        // Escape closes the list first, and only then leaves the field.
        let escape = was_open && !state.query.is_empty();
        let kept = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape };
        let response = ui.add(
            TextEdit::singleline(&mut state.query)
                .id(field)
                .hint_text(self.hint.to_owned())
                .desired_width(f32::INFINITY)
                .margin(space::FIELD)
                .return_key(None)
                .event_filter(kept),
        );
        name_text_field(ui, &response, self.name, &state.query);
        if grab.is_some() {
            response.request_focus();
            response.scroll_to_me(None);
        }
        if response.changed() {
            state.at = 0;
        }
        let asked = grab.is_some()
            || response.changed()
            || pressed == Some(Pressed::Opens)
            || (response.clicked() && !was_open);
        let elsewhere = ui.memory(|memory| memory.focused().is_some_and(|focused| focused != field));
        if asked {
            popup::open(ui, list);
        } else if was_open && elsewhere && grab.is_none() {
            popup::close(ui, list);
        }
        let mut picked = if popup::is_open(ui, list) {
            let candidates = candidates(ui);
            self.hits_ui(ui, list, &response, &mut state, pressed, &candidates)
        } else {
            None
        };
        if pressed == Some(Pressed::Back) {
            picked = Some(Picked::Back);
        }
        if pressed == Some(Pressed::Leaves) && !escape {
            popup::close(ui, list);
            picked = Some(Picked::Left);
        } else if picked.is_some() {
            state = State::default();
            popup::close(ui, list);
            response.request_focus();
        }
        ui.data_mut(|data| data.insert_temp(id, state));
        picked
    }

    fn hits_ui<T: Clone>(
        &self,
        ui: &Ui,
        list: Id,
        field: &Response,
        state: &mut State,
        pressed: Option<Pressed>,
        candidates: &[Candidate<T>],
    ) -> Option<Picked<T>> {
        let typed = state.query.trim().to_owned();
        let hits = hits(candidates, &typed, self.most);
        let is_there = candidates.iter().any(|candidate| fold(&candidate.name) == fold(&typed));
        let creates = self.creates.filter(|_| !typed.is_empty());
        let rows = hits.len() + usize::from(creates.is_some());
        let steps = match pressed {
            Some(Pressed::Steps(steps)) => steps,
            _ => 0,
        };
        state.at = (state.at + rows * 2).saturating_add_signed(steps) % rows.max(1);
        let chosen = |row: usize| match hits.get(row) {
            Some(hit) => Picked::There(hit.value.clone()),
            None => Picked::New(typed.clone()),
        };
        let name = format!("Choices for {}", self.name);
        let clicked = popup::popup_ui(ui, list, field.rect, &name, |ui| {
            ui.set_width(field.rect.width() - 14.0);
            ui.spacing_mut().item_spacing.y = space::HAIR;
            if rows == 0 {
                let words = if typed.is_empty() { "There is none yet" } else { "Nothing found" };
                super::sign::muted_ui(ui, words);
            }
            let mut clicked = None;
            for row in 0..rows {
                let response = if let Some(hit) = hits.get(row) {
                    hit_ui(ui, hit, &typed, row == state.at)
                } else {
                    let noun = creates.unwrap_or_default();
                    let another = if is_there { "another " } else { "" };
                    let name = format!("Create {another}{noun} “{typed}”");
                    let new = Candidate { value: (), name, detail: String::new(), also: Vec::new() };
                    hit_ui(ui, &new, "", row == state.at)
                };
                if response.clicked() {
                    clicked = Some(row);
                }
            }
            clicked
        });
        let by_key = (pressed == Some(Pressed::Takes) && rows > 0).then_some(state.at);
        clicked.flatten().or(by_key).map(chosen)
    }
}

/// Tells whether the search of that id has the keyboard, or shows hits.
pub fn is_busy(ui: &Ui, id: Id) -> bool {
    ui.memory(|memory| memory.has_focus(id.with("field"))) || popup::is_open(ui, id.with("hits"))
}

/// Shows a hit: the name with what was typed set bold, and what tells it from others.
fn hit_ui<T>(ui: &mut Ui, hit: &Candidate<T>, typed: &str, is_chosen: bool) -> Response {
    let theme = Theme::current(ui.ctx());
    let size = vec2(ui.available_width(), 28.0);
    // It takes no keyboard: that stays in the field, which moves the choice.
    let (rect, response) = ui.allocate_exact_size(size, Sense::CLICK);
    let spoken =
        if hit.detail.is_empty() { hit.name.clone() } else { format!("{}, {}", hit.name, hit.detail) };
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, enabled, is_chosen, &spoken));
    if is_chosen {
        let ring = Stroke::new(1.5, theme.focus);
        ui.painter().rect(rect, 6.0, theme.control_hover, ring, StrokeKind::Inside);
    } else if response.hovered() {
        ui.painter().rect(rect, 6.0, theme.control_hover, Stroke::NONE, StrokeKind::Inside);
    }
    let response = response.on_hover_ui(|ui| {
        words::label_ui(ui, &spoken);
    });
    let room = rect.shrink2(vec2(8.0, 0.0));
    if words::is_complex(&hit.name) {
        // Which letters were meant is not told apart in scripts whose letters join.
        let font = FontId::proportional(text::BODY);
        let name = words::lines(ui.ctx(), &hit.name, &words::Room::line(font, room.width()));
        name.paint(ui.painter(), room.left_center() - vec2(0.0, name.size().y / 2.0), theme.ink);
        let beyond = room.with_min_x(room.left() + name.size().x + 8.0);
        if !hit.detail.is_empty() && beyond.width() > 24.0 {
            let font = FontId::proportional(text::CAPTION);
            let detail = words::lines(ui.ctx(), &hit.detail, &words::Room::line(font, beyond.width()));
            detail.paint(ui.painter(), beyond.left_center() - vec2(0.0, detail.size().y / 2.0), theme.muted);
        }
        return response;
    }
    let mut job = LayoutJob::default();
    let plain = TextFormat::simple(FontId::proportional(text::BODY), theme.ink);
    let bold = TextFormat::simple(theme::bold(text::BODY), theme.ink);
    let mut end = 0;
    for (from, to) in matched(&hit.name, typed) {
        job.append(&hit.name[end..from], 0.0, plain.clone());
        job.append(&hit.name[from..to], 0.0, bold.clone());
        end = to;
    }
    job.append(&hit.name[end..], 0.0, plain);
    let quiet = TextFormat::simple(FontId::proportional(text::CAPTION), theme.muted);
    if !hit.detail.is_empty() {
        job.append(&hit.detail, 8.0, quiet.clone());
    }
    let by_alias = !typed.is_empty() && !holds_all(&fold(&hit.name), &fold(typed));
    if let Some(alias) = hit.also.iter().find(|alias| by_alias && holds_all(&fold(alias), &fold(typed))) {
        job.append(&format!("also {alias}"), 8.0, quiet);
    }
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 16.0);
    let galley = ui.painter().layout_job(job);
    let at = rect.left_center() + vec2(8.0, -galley.size().y / 2.0);
    ui.painter().galley(at, galley, theme.ink);
    response
}

/// What a key does in the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pressed {
    /// Goes so many hits on.
    Steps(isize),
    /// Takes the chosen hit.
    Takes,
    /// Shows the hits.
    Opens,
    /// Takes back what stands before the empty field.
    Back,
    /// Leaves.
    Leaves,
}

/// Takes the key that the search hears, before the text field sees it.
fn pressed(ui: &Ui, is_open: bool, is_empty: bool) -> Option<Pressed> {
    ui.input_mut(|input| {
        if input.key_pressed(Key::Escape) {
            return Some(Pressed::Leaves);
        }
        let mut taken = |key| input.consume_key(Modifiers::NONE, key);
        if taken(Key::ArrowDown) {
            return Some(if is_open { Pressed::Steps(1) } else { Pressed::Opens });
        }
        if taken(Key::ArrowUp) {
            return is_open.then_some(Pressed::Steps(-1));
        }
        if taken(Key::Enter) {
            return if is_open { Some(Pressed::Takes) } else { (!is_empty).then_some(Pressed::Opens) };
        }
        (is_empty && taken(Key::Backspace)).then_some(Pressed::Back)
    })
}

/// Finds candidates that hold all the typed words: those whose name begins with them first, then those with a word
/// that does, then the others, then those found by another name.
fn hits<'a, T>(candidates: &'a [Candidate<T>], typed: &str, most: usize) -> Vec<&'a Candidate<T>> {
    let typed = fold(typed);
    let mut found: Vec<(u8, &Candidate<T>)> = candidates
        .iter()
        .filter_map(|candidate| {
            let name = fold(&candidate.name);
            let rank = if name.starts_with(&typed) {
                0
            } else if holds_all(&name, &typed) {
                let first = typed.split_whitespace().next().unwrap_or_default();
                u8::from(!name.split_whitespace().any(|word| word.starts_with(first))) + 1
            } else {
                let others = candidate.also.iter().map(|other| fold(other));
                let whole: String =
                    [name, fold(&candidate.detail)].into_iter().chain(others).collect::<Vec<_>>().join(" ");
                if !holds_all(&whole, &typed) {
                    return None;
                }
                3
            };
            Some((rank, candidate))
        })
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().take(most).map(|(_, candidate)| candidate).collect()
}

/// Folds case and accents, so that “Zoe” finds “Zoë”.
pub fn fold(text: &str) -> String {
    text.nfd().filter(|sign| !is_combining_mark(*sign)).flat_map(char::to_lowercase).collect()
}

fn holds_all(folded: &str, typed: &str) -> bool {
    typed.split_whitespace().all(|word| folded.contains(word))
}

/// Lists where the typed words first stand in a name, in bytes, in order and apart.
fn matched(name: &str, typed: &str) -> Vec<(usize, usize)> {
    let mut folded = String::new();
    // For each byte of the folded name, the sign of the name that it comes from.
    let mut origin: Vec<(usize, usize)> = Vec::new();
    for (start, sign) in name.char_indices() {
        folded.push_str(&fold(&sign.to_string()));
        origin.resize(folded.len(), (start, start + sign.len_utf8()));
    }
    let mut found: Vec<(usize, usize)> = fold(typed)
        .split_whitespace()
        .filter_map(|word| {
            let start = folded.find(word)?;
            Some((origin.get(start)?.0, origin.get(start + word.len() - 1)?.1))
        })
        .collect();
    found.sort_unstable();
    let mut end = 0;
    found.retain(|(from, to)| {
        let is_apart = *from >= end;
        if is_apart {
            end = *to;
        }
        is_apart
    });
    found
}

/// Gives a text field its spoken name.
pub fn name_text_field(ui: &Ui, response: &egui::Response, name: &str, text: &str) {
    let enabled = ui.is_enabled();
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::TextInput, enabled, name);
        info.current_text_value = Some(text.to_owned());
        info
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn candidate(value: i32, name: &str, also: &[&str]) -> Candidate<i32> {
        let also = also.iter().map(|alias| (*alias).to_owned()).collect();
        Candidate { value, name: name.to_owned(), detail: String::new(), also }
    }

    fn found(candidates: &[Candidate<i32>], typed: &str) -> Vec<i32> {
        hits(candidates, typed, 5).iter().map(|hit| hit.value).collect()
    }

    #[test]
    fn hits_hold_every_word_and_begin_with_the_best() {
        let candidates = [
            candidate(1, "The New York Times", &[]),
            candidate(2, "Times Union", &[]),
            candidate(3, "Post", &["NY Post"]),
            candidate(4, "Sometimes", &[]),
        ];
        assert_eq!(found(&candidates, "times"), [2, 1, 4]);
        assert_eq!(found(&candidates, "york times"), [1]);
        assert_eq!(found(&candidates, "ny"), [3], "found by another name");
        assert_eq!(found(&candidates, ""), [1, 2, 3, 4], "in the order given");
    }

    #[test]
    fn accents_and_case_do_not_matter_and_what_matched_is_known() {
        let candidates = [candidate(1, "Zoë ÅNGSTRÖM", &[])];
        assert_eq!(found(&candidates, "zoe angstrom"), [1]);
        let name = "Zoë ÅNGSTRÖM";
        let marked: Vec<&str> =
            matched(name, "oe ang").into_iter().map(|(from, to)| &name[from..to]).collect();
        assert_eq!(marked, ["oë", "ÅNG"]);
    }

    proptest! {
        #[test]
        fn what_is_set_bold_lies_within_the_name(name in "\\PC{0,20}", typed in "\\PC{0,8}") {
            let mut end = 0;
            for (from, to) in matched(&name, &typed) {
                prop_assert!(end <= from && from < to && name.get(from..to).is_some());
                end = to;
            }
        }
    }
}
