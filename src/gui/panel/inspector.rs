//! The right side of the desk: the chosen mark's record, the article, the sources, the people.

mod article_page;
mod evidence_list;
mod list_page;
mod mark_page;

use egui::{RichText, ScrollArea, Ui};

use super::Panel;
use crate::gui::scene::Scene;
use crate::gui::theme::Theme;
use crate::gui::view_state::Tab;
use crate::model::Table;

/// The inspector.
pub struct Inspector;

impl Panel for Inspector {
    fn id(&self) -> &'static str {
        "inspector"
    }

    fn label(&self) -> &'static str {
        "Inspector"
    }

    fn ui(&self, ui: &mut Ui, scene: &mut Scene<'_>) {
        if !scene.view.inspector {
            return;
        }
        let theme = Theme::current(ui.ctx());
        let wide = ui.available_width() > 1600.0;
        let frame = egui::Frame::new().fill(theme.panel).inner_margin(egui::Margin {
            left: 16,
            right: 8,
            top: 8,
            bottom: 0,
        });
        egui::Panel::right(self.id())
            .resizable(true)
            .default_size(if wide { 440.0 } else { 368.0 })
            .size_range(304.0..=(ui.ctx().content_rect().width() * 0.36).max(304.0))
            .frame(frame)
            .show(ui, |ui| {
                tabs_ui(ui, scene);
                ui.add_space(8.0);
                let tab = scene.view.tab;
                let salt = (tab as usize, scene.view.selected.map(|mark| mark.to_string()));
                ScrollArea::vertical().id_salt(salt).auto_shrink([false, false]).show(ui, |ui| {
                    ui.set_width(ui.available_width() - 12.0);
                    match tab {
                        Tab::Mark => mark_page::ui(ui, scene),
                        Tab::Article => article_page::ui(ui, scene),
                        Tab::Sources => list_page::ui(ui, scene, Table::Source),
                        Tab::People => list_page::ui(ui, scene, Table::Person),
                    }
                    ui.add_space(32.0);
                });
            });
    }
}

fn tabs_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (tab, title) in Tab::ALL {
            let count = match tab {
                Tab::Sources => scene.project().sources().len(),
                Tab::People => scene.project().people().len(),
                _ => 0,
            };
            let text = if count > 0 { format!("{title} {count}") } else { title.to_owned() };
            let is_open = scene.view.tab == tab;
            let button = egui::Button::selectable(is_open, RichText::new(text).size(13.0));
            let response = ui.add(button);
            let enabled = ui.is_enabled();
            response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Tab, enabled, is_open, title));
            if response.clicked() {
                scene.view.tab = tab;
            }
        }
    });
}
