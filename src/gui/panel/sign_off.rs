//! Who has signed the article off, what has changed since, and what stands in the way of signing it off now.

use egui::{RichText, ScrollArea, TextEdit, Ui};

use super::Docked;
use super::findings::{Below, finding_ui};
use crate::gui::scene::{Request, Scene};
use crate::gui::theme::{self, Icon, Theme, space, text};
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::relief::settings_ui;
use crate::gui::widget::section::{AtFirst, section_ui};
use crate::gui::widget::sign::{caption_ui, muted_ui, row_ui, small_button_ui};
use crate::model::Table;
use crate::model::sign_off::Standing;
use crate::session::Action;
use crate::session::sign_off::{Account, Since, in_the_way};
use crate::store::settings::Side;
use crate::text::counted;

/// So many changes and findings are listed; the rest is counted.
const MOST: usize = 60;

/// The list of sign-offs.
pub struct SignOffs;

/// What is being typed for the next sign-off.
#[derive(Clone, Debug, Default)]
pub struct SignOffState {
    /// The role's name in files; the first one where none was chosen.
    role: String,
    /// Who signs; nothing typed yet: who is working.
    person: Option<String>,
    note: String,
    /// Why a sign-off is withdrawn.
    reason: String,
}

impl Docked for SignOffs {
    fn id(&self) -> &'static str {
        "sign-off"
    }

    fn label(&self) -> &'static str {
        "Sign-off"
    }

    fn icon(&self) -> Icon {
        Icon::SignOff
    }

    fn help(&self) -> &'static str {
        "Who has signed off, what has changed since, and what stands in the way"
    }

    fn home(&self) -> Side {
        Side::Left
    }

    fn ui(&self, ui: &mut Ui, scene: &mut Scene<'_>) {
        let mut state = std::mem::take(&mut scene.view.sign_off);
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::TIGHT;
            panel_ui(ui, scene, &mut state);
        });
        scene.view.sign_off = state;
    }
}

fn panel_ui(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut SignOffState) {
    let derived = scene.derived;
    let accounts = &derived.judgement.sign_offs;
    if derived.judgement.revision.is_none() {
        muted_ui(ui, "Checking…");
        return;
    }
    let standing = accounts.iter().rev().filter(|account| account.standing == Standing::Stands);
    let mut has_any = false;
    for account in standing {
        has_any = true;
        standing_ui(ui, scene, state, account);
    }
    if !has_any {
        muted_ui(ui, "Nobody has signed off this text yet.");
    }
    form_ui(ui, scene, state);
    let past: Vec<&Account> =
        accounts.iter().rev().filter(|account| account.standing != Standing::Stands).collect();
    if !past.is_empty() {
        let title = format!("Earlier ({})", past.len());
        section_ui(ui, &title, "earlier sign-offs", AtFirst::Folded, |ui| {
            for account in past {
                ui.label(account.line());
                muted_ui(ui, account.state());
            }
        });
    }
}

/// Shows a sign-off that counts, with what has changed since.
fn standing_ui(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut SignOffState, account: &Account) {
    let theme = Theme::current(ui.ctx());
    ui.label(RichText::new(account.line()).font(theme::bold(text::BODY)));
    let colour = if account.changes.is_empty() { theme.good } else { theme.warning };
    ui.label(RichText::new(account.state()).size(text::SMALL).color(colour));
    if !account.note.trim().is_empty() {
        muted_ui(ui, account.note.trim());
    }
    caption_ui(ui, &format!("State {}", account.fingerprint));
    for since in account.changes.iter().take(MOST) {
        if row_ui(ui, false, &since.told).clicked() {
            follow(scene, since);
        }
    }
    let more = account.changes.len().saturating_sub(MOST);
    if more > 0 {
        muted_ui(ui, format!("and {} more", counted(more, "change", "changes")));
    }
    ui.horizontal(|ui| {
        let field = TextEdit::singleline(&mut state.reason)
            .hint_text("Why it is withdrawn")
            .desired_width((ui.available_width() - 110.0).max(80.0))
            .margin(space::FIELD);
        let response = ui.add(field);
        let role = account.role_label.to_lowercase();
        name_text_field(ui, &response, &format!("Reason to withdraw the sign-off as {role}"), &state.reason);
        if small_button_ui(ui, "Withdraw")
            .on_hover_text("Takes this sign-off back; it stays in the log")
            .clicked()
        {
            let reason = std::mem::take(&mut state.reason);
            scene.act(Action::Withdraw { sign_off: account.id, reason });
        }
    });
    ui.add_space(space::NEAR);
}

/// Goes to the place of a change.
fn follow(scene: &mut Scene<'_>, since: &Since) {
    match (since.record, since.range) {
        (Some(id), _) if id.table() == Table::Annotation => scene.queue.push(Request::Choose(id)),
        (Some(id), _) if matches!(id.table(), Table::Article | Table::Item) => scene.view.show("article"),
        (Some(id), _) if id.table() == Table::Waiver => scene.view.show("findings"),
        (Some(id), _) if scene.project().has(id) => scene.queue.push(Request::OpenRecord(id)),
        (None, Some(range)) => scene.queue.push(Request::GoToRange(range)),
        // What is gone is told by the history alone.
        _ => scene.view.show("history"),
    }
}

/// Shows the fields and the button of a new sign-off, or what stands in its way.
fn form_ui(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut SignOffState) {
    let theme = Theme::current(ui.ctx());
    ui.add_space(space::NEAR);
    ui.separator();
    ui.add_space(space::TIGHT);
    ui.label(RichText::new("Sign off").font(theme::bold(text::BODY)));
    let roles = scene.session.vocabulary().scale("sign_off_role");
    if state.role.is_empty() {
        state.role = roles.first().map_or_else(String::new, |row| row.id.clone());
    }
    caption_ui(ui, "As");
    ui.horizontal_wrapped(|ui| {
        for row in roles {
            ui.radio_value(&mut state.role, row.id.clone(), &row.label).on_hover_text(&row.help);
        }
    });
    let mut person = state.person.clone().unwrap_or_else(|| scene.session.who());
    ui.add_space(space::TIGHT);
    caption_ui(ui, "Name");
    let response =
        ui.add(TextEdit::singleline(&mut person).desired_width(f32::INFINITY).margin(space::FIELD));
    name_text_field(ui, &response, "Who signs off", &person);
    if response.changed() {
        state.person = Some(person.clone());
    }
    ui.add_space(space::TIGHT);
    caption_ui(ui, "Note");
    let response =
        ui.add(TextEdit::singleline(&mut state.note).desired_width(f32::INFINITY).margin(space::FIELD));
    name_text_field(ui, &response, "Note on the sign-off", &state.note);
    ui.add_space(space::NEAR);
    let derived = scene.derived;
    let blocking = in_the_way(&derived.judgement.findings).count();
    let is_free = blocking == 0;
    let button = egui::Button::new(RichText::new("Sign off this text"));
    let told = "Binds your word to this text and to every status as it is now";
    settings_ui(ui, scene);
    if ui.add_enabled(is_free, button).on_hover_text(told).clicked() {
        let (role, note) = (state.role.clone(), std::mem::take(&mut state.note));
        scene.act(Action::SignOff { role, person, note });
    }
    if is_free {
        return;
    }
    ui.add_space(space::TIGHT);
    let words = counted(blocking, "blocking finding stands in the way", "blocking findings stand in the way");
    ui.label(RichText::new(format!("{words}: mend or waive first")).size(text::SMALL).color(theme.danger));
    for finding in in_the_way(&derived.judgement.findings).take(MOST) {
        finding_ui(ui, scene, finding, Below::Rule);
    }
    if blocking > MOST {
        muted_ui(ui, format!("and {} more", blocking - MOST));
    }
}
