//! Going to a mark or a paragraph by its number: says while one types where it would lead.

use egui::{Key, RichText, TextEdit, Ui};

use super::{Overlay, Stage, Stay};
use crate::gui::scene::Request;
use crate::gui::theme::{self, Theme, space, text};
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::muted_ui;
use crate::gui::widget::words::line_ui;
use crate::model::{Id, Project};
use crate::session::Session;
use crate::text::Range;

/// What the number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Marks, as the right margin numbers them.
    Mark,
    /// Paragraphs, as the left margin numbers them.
    Paragraph,
}

/// The field for a number.
#[derive(Debug)]
pub struct GoTo {
    aim: Aim,
    typed: String,
}

/// How many characters of the words there are shown.
const SHOWN: usize = 140;

impl GoTo {
    /// Asks for a number.
    pub fn new(aim: Aim) -> Self {
        Self { aim, typed: String::new() }
    }
}

impl Overlay for GoTo {
    fn title(&self) -> &'static str {
        match self.aim {
            Aim::Mark => "Go to number",
            Aim::Paragraph => "Go to paragraph",
        }
    }

    fn width(&self) -> f32 {
        440.0
    }

    fn ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) -> Stay {
        let Some(session) = stage.session else { return Stay::Closed };
        let count = count(session, self.aim);
        let field = TextEdit::singleline(&mut self.typed)
            .hint_text(if count > 0 { format!("1 to {count}") } else { String::new() })
            .desired_width(f32::INFINITY)
            .margin(space::SEARCH);
        let response = ui.add(field);
        let name = match self.aim {
            Aim::Mark => "Number of the mark",
            Aim::Paragraph => "Number of the paragraph",
        };
        name_text_field(ui, &response, name, &self.typed);
        let enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let goal = goal(session, self.aim, &self.typed);
        ui.add_space(space::NEAR);
        // Two lines, so that nothing jumps while one types.
        let room = egui::vec2(ui.available_width(), 46.0);
        ui.allocate_ui_with_layout(room, egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.set_min_height(room.y);
            let theme = Theme::current(ui.ctx());
            match &goal {
                Ok(goal) => {
                    ui.label(RichText::new(&goal.what).font(theme::bold(text::SMALL)));
                    line_ui(ui, &goal.words, &egui::TextStyle::Body.resolve(ui.style()), theme.ink);
                }
                Err(words) if self.typed.trim().is_empty() => {
                    muted_ui(ui, words.clone());
                }
                Err(words) => {
                    ui.label(RichText::new(words).color(theme.warning));
                }
            }
        });
        let click =
            theme::emphasised(ui, |ui| ui.add_enabled(goal.is_ok(), egui::Button::new("Go")).clicked());
        if let (Ok(goal), true) = (goal, enter || click) {
            stage.queue.push(match goal.place {
                Place::Mark(mark) => Request::Choose(mark),
                Place::Text(range) => Request::GoToRange(range),
            });
            return Stay::Closed;
        }
        if !response.has_focus() {
            response.request_focus();
        }
        Stay::Open
    }
}

enum Place {
    Mark(Id),
    Text(Range),
}

struct Goal {
    what: String,
    words: String,
    place: Place,
}

fn count(session: &Session, aim: Aim) -> usize {
    match aim {
        Aim::Mark => session.outline().marks.len(),
        Aim::Paragraph => numbered(session.project()).count(),
    }
}

fn numbered(project: &Project) -> impl Iterator<Item = Range> {
    let blocks = project.draft().map_or(&[][..], |draft| draft.blocks.as_slice());
    blocks.iter().filter(|block| block.kind.is_numbered()).map(|block| block.range)
}

/// Returns where a number leads, or says in words what to type.
fn goal(session: &Session, aim: Aim, typed: &str) -> Result<Goal, String> {
    let (one, several) = match aim {
        Aim::Mark => ("mark", "marks"),
        Aim::Paragraph => ("paragraph", "paragraphs"),
    };
    let count = count(session, aim);
    let typed = typed.trim().trim_start_matches(['#', '¶']).trim();
    if count == 0 {
        return Err(format!("This article has no {several} with numbers"));
    }
    if typed.is_empty() {
        return Err(if count == 1 {
            format!("There is one {one}")
        } else {
            format!("There are {count} {several}: type the number of one")
        });
    }
    if !typed.chars().all(|sign| sign.is_ascii_digit()) {
        return Err("Type a number in figures".to_owned());
    }
    // So many digits that they do not fit are too many in any case.
    let number = typed.parse::<usize>().unwrap_or(usize::MAX);
    let refused = || format!("There is no {one} of that number: type one from 1 to {count}");
    let at = number.checked_sub(1).filter(|at| *at < count).ok_or_else(refused)?;
    let project = session.project();
    match aim {
        Aim::Mark => {
            let mark = session.outline().marks.get(at).ok_or_else(refused)?.id;
            let kind = project.annotations().get(&mark).map_or("", |mark| mark.kind.as_str());
            let quote = project.target(mark).map_or("", |target| target.quote.as_str());
            let what = format!("{}, {number} of {count}", session.vocabulary().label("kind", kind));
            Ok(Goal { what, words: short(quote), place: Place::Mark(mark) })
        }
        Aim::Paragraph => {
            let range = numbered(project).nth(at).ok_or_else(refused)?;
            let words = short(range.of(project.text()).unwrap_or_default());
            let start = Range::new(range.start, range.start);
            Ok(Goal { what: format!("Paragraph {number} of {count}"), words, place: Place::Text(start) })
        }
    }
}

fn short(words: &str) -> String {
    let words: String = words.chars().take(SHOWN).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::fixture;

    #[test]
    fn a_number_leads_to_its_mark_or_paragraph_or_is_refused_in_words() {
        let made = fixture("# Head\n\nOne [claim: pool].\n\nTwo [opinion: bad] pools.");
        let say = |aim, typed: &str| match goal(&made.session, aim, typed) {
            Ok(goal) => format!("{}: {}", goal.what, goal.words),
            Err(words) => words,
        };
        assert_eq!(say(Aim::Mark, " #2 "), "Opinion, 2 of 2: bad");
        assert_eq!(say(Aim::Paragraph, "2"), "Paragraph 2 of 2: Two bad pools.");
        assert_eq!(say(Aim::Mark, ""), "There are 2 marks: type the number of one");
        assert_eq!(say(Aim::Mark, "two"), "Type a number in figures");
        for typed in ["0", "3", "99999999999999999999999"] {
            assert_eq!(
                say(Aim::Paragraph, typed),
                "There is no paragraph of that number: type one from 1 to 2"
            );
        }
        let bare = fixture("Nothing.");
        assert!(goal(&bare.session, Aim::Mark, "1").is_err());
    }
}
