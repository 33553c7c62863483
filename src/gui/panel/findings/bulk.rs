//! The form that sets several findings aside for one reason. Knows nothing of why they were found.

use egui::{Frame, RichText, TextEdit, Ui};

use crate::gui::finding_list::FindingList;
use crate::gui::scene::{Request, Scene};
use crate::gui::theme::{self, Theme, space, text};
use crate::gui::view_state::Wanted;
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::small_button_ui;
use crate::session::Action;
use crate::text::counted;

/// Asks for the reason, where findings are about to be set aside together.
pub(super) fn bulk_ui(ui: &mut Ui, scene: &mut Scene<'_>, list: &mut FindingList) {
    let Some(mut bulk) = list.bulk.take() else { return };
    let theme = Theme::current(ui.ctx());
    let grab = scene.takes_keyboard(Wanted::Waiver);
    let count = counted(bulk.findings.len(), "finding", "findings");
    let (mut done, mut left) = (false, false);
    let frame = Frame::new().inner_margin(12).corner_radius(8).fill(theme.control);
    frame.show(ui, |ui| {
        let title = format!("Set {count} aside: {}", bulk.what);
        ui.label(RichText::new(title).font(theme::bold(text::BODY)));
        ui.add_space(space::TIGHT);
        let response = ui.add(
            TextEdit::singleline(&mut bulk.reason)
                .hint_text("Why are they published so?")
                .desired_width(f32::INFINITY)
                .margin(space::FIELD),
        );
        name_text_field(ui, &response, "Reason for the waivers", &bulk.reason);
        if grab {
            response.request_focus();
        }
        let ends = |key| response.lost_focus() && ui.input(|input| input.key_pressed(key));
        done = ends(egui::Key::Enter);
        left = ends(egui::Key::Escape);
        ui.add_space(space::TIGHT);
        ui.horizontal(|ui| {
            done |= ui.button(format!("Waive {count}")).clicked();
            left |= small_button_ui(ui, "Cancel").clicked();
        });
    });
    ui.add_space(space::NEAR);
    if left {
        scene.view.wanted = Some(Wanted::Article);
        return;
    }
    if done && !bulk.reason.trim().is_empty() {
        scene.view.wanted = Some(Wanted::Article);
        scene.act(Action::WaiveAll { findings: bulk.findings, reason: bulk.reason });
        return;
    }
    if done {
        let words = "Say why they are published so: a waiver needs a reason";
        scene.queue.push(Request::Say(words.into()));
        scene.view.wanted = Some(Wanted::Waiver);
    }
    list.bulk = Some(bulk);
}
