//! Sources and people that are perhaps one: each pair is merged, or said to be two.
//!
//! It must not know how they are compared, nor how they are merged.

use egui::{Key, RichText, ScrollArea, Ui};

use super::{Overlay, Stage, Stay};
use crate::check::{Finding, Ground, Reading, TWINS, run_rules, twins_of};
use crate::gui::scene::Request;
use crate::gui::theme::{self, Theme, space, text};
use crate::gui::widget::sign::{muted_ui, quiet_button_ui, small_button_ui};
use crate::gui::widget::words::words_ui;
use crate::model::{Id, Table};
use crate::session::{Action, Session};

/// The reason with which two are told apart.
pub const TWO: &str = "They are two";

/// The pairs, as of a revision.
#[derive(Debug, Default)]
pub struct Duplicates {
    revision: Option<u64>,
    found: Vec<Finding>,
}

impl Duplicates {
    fn refresh(&mut self, session: &Session) {
        if self.revision.replace(session.revision()) == Some(session.revision()) {
            return;
        }
        let ground = Ground {
            project: session.project(),
            outline: session.outline(),
            vocabulary: session.vocabulary(),
            reading: &Reading::default(),
            rulebook: session.rulebook(),
            today: session.today(),
        };
        self.found = run_rules(&ground, &TWINS);
        self.found.sort_by_key(|finding| finding.waived.is_some());
    }
}

impl Overlay for Duplicates {
    fn title(&self) -> &'static str {
        "Duplicates"
    }

    fn width(&self) -> f32 {
        720.0
    }

    fn ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) -> Stay {
        let Some(session) = stage.session else { return Stay::Closed };
        self.refresh(session);
        let theme = Theme::current(ui.ctx());
        let open = self.found.iter().filter(|finding| finding.waived.is_none()).count();
        if open == 0 {
            ui.label(RichText::new("No two are alike").font(theme::bold(text::BODY)));
            muted_ui(
                ui,
                "Sources are compared by address, DOI, ISBN, file and title; people by name, other names and initials.",
            );
            ui.add_space(space::NEAR);
        }
        let mut stay = Stay::Open;
        ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
            for finding in &self.found {
                let Some(ids) = twins_of(finding) else { continue };
                ui.separator();
                let ink = if finding.waived.is_some() { theme.muted } else { theme.ink };
                words_ui(ui, &finding.message, &egui::TextStyle::Body.resolve(ui.style()), ink);
                for id in ids {
                    muted_ui(ui, told(session, id));
                }
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing.x = space::NEAR;
                    if choices_ui(ui, stage.queue, session, finding, ids) {
                        stay = Stay::Closed;
                    }
                });
                ui.add_space(space::TIGHT);
            }
        });
        ui.add_space(space::NEAR);
        if ui.button("Close").clicked() || ui.input(|input| input.key_pressed(Key::Escape)) {
            stay = Stay::Closed;
        }
        stay
    }
}

/// Offers what can be done with a pair; tells whether one goes to a card now.
fn choices_ui(
    ui: &mut Ui,
    queue: &mut Vec<Request>,
    session: &Session,
    finding: &Finding,
    ids: [Id; 2],
) -> bool {
    let [one, other] = ids.map(|id| session.project().name_of(id));
    let named = |ui: &Ui, response: &egui::Response, name: String| {
        let enabled = ui.is_enabled();
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, &name));
    };
    let waive = |reason: &str| {
        Request::Act(Action::Waive {
            rule: finding.rule.to_owned(),
            subject: finding.subject.clone(),
            reason: reason.to_owned(),
        })
    };
    if let Some(waived) = &finding.waived {
        muted_ui(ui, format!("Set aside: {}", waived.told()));
        let response = small_button_ui(ui, "Compare again");
        named(ui, &response, format!("Compare again: {one} and {other}"));
        if response.clicked() {
            queue.push(waive(""));
        }
        return false;
    }
    let response = small_button_ui(ui, "Merge");
    named(ui, &response, format!("Merge {one} and {other}"));
    if response.clicked() {
        queue.push(Request::Act(Action::Join { ids: ids.to_vec() }));
    }
    let response = small_button_ui(ui, TWO);
    named(ui, &response, format!("{TWO}: {one} and {other}"));
    if response.clicked() {
        queue.push(waive(TWO));
    }
    let mut opened = false;
    for (id, name) in ids.into_iter().zip([&one, &other]) {
        let response = quiet_button_ui(ui, &format!("Open “{}”", short(name)));
        if response.clicked() {
            queue.push(Request::OpenRecord(id));
            opened = true;
        }
    }
    opened
}

fn short(name: &str) -> String {
    if name.chars().count() > 24 { name.chars().take(23).chain(['…']).collect() } else { name.to_owned() }
}

/// Says of a source or a person what tells it from its like.
fn told(session: &Session, id: Id) -> String {
    let (project, outline) = (session.project(), session.outline());
    let fields: &[&'static str] = match id.table() {
        Table::Source => &["title", "author", "publisher", "published", "url"],
        _ => &["name", "role", "born"],
    };
    let mut parts: Vec<String> =
        fields.iter().map(|field| project.text_of(id, field)).filter(|words| !words.is_empty()).collect();
    if id.table() == Table::Source {
        parts.push(crate::text::counted(outline.uses(id).len(), "piece of evidence", "pieces of evidence"));
    }
    parts.join(" · ")
}
