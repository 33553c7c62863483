//! The thread of a query: what was said by whom and when, the field to answer in, and what may follow of an answer.
//!
//! No state is set here unless somebody asks for it.

use egui::{Frame, Margin, RichText, Role, Stroke, Ui, WidgetInfo};

use crate::gui::command::{Effect, keys_of, with_keys};
use crate::gui::scene::{Request, Scene};
use crate::gui::theme::{self, Icon, Theme, space, text};
use crate::gui::widget::card::card_ui;
use crate::gui::widget::section::{AtFirst, section_ui};
use crate::gui::widget::sign::{muted_ui, row_ui, sign_button_ui, small_button_ui};
use crate::gui::widget::words::words_ui;
use crate::model::conflict::named;
use crate::model::vocabulary::Meaning;
use crate::model::{Id, Query, Slot, Stamp, Table, Value};
use crate::session::Action;

/// Shows what was said to a query, and the way to answer.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>, query: Id) {
    about_ui(ui, scene, query);
    let outline = scene.outline;
    let messages = outline.parts(query);
    let title = match messages.len() {
        0 => "Thread".to_owned(),
        count => format!("Thread ({count})"),
    };
    let is_wanted = messages.iter().any(|id| is_wanted(scene, *id));
    let at_first = if is_wanted { AtFirst::Now } else { AtFirst::Open };
    section_ui(ui, &title, "query thread", at_first, |ui| {
        if messages.is_empty() {
            muted_ui(ui, "Nobody has said anything to it yet.");
        }
        for (at, message) in messages.iter().enumerate() {
            message_ui(ui, scene, *message, at + 1);
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::NEAR;
            let told = with_keys(scene.commands, "Add a message to the thread", &Effect::Answer);
            if small_button_ui(ui, "Answer…").on_hover_text(told).clicked() {
                scene.run(Effect::Answer);
            }
            follow_ui(ui, scene, query, messages);
        });
    });
}

/// Shows what a query is about, where it is about a record; a click goes there.
fn about_ui(ui: &mut Ui, scene: &mut Scene<'_>, query: Id) {
    let about = scene.project().queries().get(&query).and_then(|query| query.about);
    let Some(about) = about.filter(|about| scene.project().has(*about)) else { return };
    let label = format!("About the {}: {}", about.table().noun(), scene.name(about));
    if row_ui(ui, false, &label).clicked() {
        scene.queue.push(Request::OpenRecord(about));
    }
}

fn is_wanted(scene: &Scene<'_>, message: Id) -> bool {
    ["from", "words"].into_iter().any(|field| scene.asks_for(Slot { record: message, field }))
}

fn message_ui(ui: &mut Ui, scene: &mut Scene<'_>, message: Id, number: usize) {
    let id = egui::Id::unique(("message", message.to_string()));
    let words = scene.project().text_of(message, "words");
    let was_open = ui.data(|data| data.get_temp::<bool>(id));
    // What nobody has worded yet is open to be worded.
    let mut is_open = was_open.unwrap_or(words.is_empty()) || is_wanted(scene, message);
    let theme = Theme::current(ui.ctx());
    let who = said_by(scene, message);
    let frame = Frame::new()
        .fill(theme.raised)
        .stroke(Stroke::new(1.0, theme.rule))
        .corner_radius(8)
        .inner_margin(Margin { left: 12, right: 8, top: 4, bottom: 8 });
    let shown = frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(RichText::new(&who).font(theme::bold(text::SMALL)));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if sign_button_ui(ui, Icon::Close, &format!("Remove message {number}")).clicked() {
                    scene.act(Action::Delete { id: message });
                }
                let word = if is_open { "Done" } else { "Edit" };
                let button = small_button_ui(ui, word);
                let enabled = ui.is_enabled();
                button.widget_info(|| {
                    WidgetInfo::labeled(Role::Button, enabled, format!("{word} message {number}"))
                });
                if button.clicked() {
                    is_open = !is_open;
                }
            });
        });
        if is_open {
            card_ui(ui, scene, message, |_, _| {});
        } else {
            ui.set_width(ui.available_width());
            words_ui(ui, &words, &egui::TextStyle::Body.resolve(ui.style()), theme.ink);
        }
    });
    let enabled = ui.is_enabled();
    shown.response.widget_info(|| {
        WidgetInfo::labeled(Role::Group, enabled, format!("Message {number}, {who}: {words}"))
    });
    ui.data_mut(|data| data.insert_temp(id, is_open));
    ui.add_space(space::TIGHT);
}

/// Says who said a message, and when.
fn said_by(scene: &Scene<'_>, message: Id) -> String {
    let Some(row) = scene.project().messages().get(&message) else { return String::new() };
    let stamp = row.created.clone().unwrap_or_default();
    let day = stamp.at.day();
    let entered = named(&stamp.by).to_owned();
    match row.from.trim() {
        "" => format!("{entered}, {day}"),
        from if from == entered => format!("{entered}, {day}"),
        from => format!("{from}, {day}, entered by {entered}"),
    }
}

/// Offers what follows of the thread: an answer of the one who was asked makes it answered, and who asked resolves it.
fn follow_ui(ui: &mut Ui, scene: &mut Scene<'_>, query: Id, messages: &[Id]) {
    let Some(row) = scene.project().queries().get(&query) else { return };
    let vocabulary = scene.vocabulary();
    let states = vocabulary.scale("query");
    let state = states.iter().position(|state| state.id == row.state);
    let is_open = vocabulary.meaning("query", &row.state) != Meaning::Closed;
    let is_answered = messages.iter().any(|id| is_from_addressee(scene, row, *id));
    let asker = row.created.as_ref().map_or("", |stamp: &Stamp| stamp.by.as_str());
    let is_asker = asker.is_empty() || asker == scene.session.who();
    let slot = Slot { record: query, field: "state" };
    let answered = states.iter().find(|state| state.meaning == Meaning::Closed);
    let resolved = states.iter().rfind(|state| state.meaning == Meaning::Closed);
    if let Some(answered) = answered.filter(|_| is_open && is_answered)
        && small_button_ui(ui, "Mark as answered").on_hover_text(answered.label.clone()).clicked()
    {
        scene.set(slot, Value::Text(answered.id.clone()));
    }
    let Some(resolved) = resolved.filter(|resolved| state.is_none_or(|at| states[at].id != resolved.id))
    else {
        return;
    };
    if is_asker {
        if small_button_ui(ui, "Resolve").on_hover_text("The answer settles the question").clicked() {
            scene.set(slot, Value::Text(resolved.id.clone()));
        }
    } else {
        muted_ui(ui, format!("{asker} asked, and resolves it"));
    }
}

/// Tells whether a message came from the one who was asked: by name, or from anybody but who asked.
fn is_from_addressee(scene: &Scene<'_>, query: &Query, message: Id) -> bool {
    let Some(row) = scene.project().messages().get(&message) else { return false };
    let by = row.created.as_ref().map_or("", |stamp| stamp.by.as_str());
    let from = if row.from.trim().is_empty() { by } else { row.from.trim() };
    let asker = query.created.as_ref().map_or("", |stamp| stamp.by.as_str());
    !row.words.trim().is_empty() && (from == query.person.trim() || from != asker)
}

/// Shows the queries about a record, and the way to ask one.
pub fn questions_ui(ui: &mut Ui, scene: &mut Scene<'_>, record: Id) {
    let is_asked = matches!(
        record.table(),
        Table::Claim | Table::Quotation | Table::Allegation | Table::Source | Table::Person
    );
    let outline = scene.outline;
    let questions = outline.questions(record);
    if !is_asked {
        return;
    }
    let title = match questions.len() {
        0 => "Queries".to_owned(),
        count => format!("Queries ({count})"),
    };
    let at_first = if questions.is_empty() { AtFirst::Folded } else { AtFirst::Open };
    section_ui(ui, &title, "record queries", at_first, |ui| {
        for query in questions {
            super::super::article_page::query_list::query_ui(ui, scene, *query);
        }
        let keys = keys_of(scene.commands, &Effect::AskAbout);
        let noun = record.table().noun();
        if small_button_ui(ui, &format!("Ask a query on this {noun}")).on_hover_text(keys).clicked() {
            scene.run(Effect::AskAbout);
        }
    });
}
