//! How a report is looked at before it is written: as a page, as a table, or as the text of the file.
//!
//! Read from the bytes of an export once, on a thread; drawn by the part that is on screen. It must not know a
//! project.

use crate::gui::theme::text;
use egui::{Label, ScrollArea, TextWrapMode, Ui, WidgetInfo};
use egui_extras::{Column, TableBuilder};

use super::page::Page;
use crate::export::Shape;
use crate::gui::theme;
use crate::gui::widget::sign::muted_ui;

/// A report, ready to be looked at.
#[derive(Debug)]
pub enum Preview {
    /// A page with headings, lists and paragraphs.
    Page(Page),
    /// A table, the head first.
    Table(Vec<Vec<String>>),
    /// Lines of text.
    Text(Vec<String>),
}

impl Preview {
    /// Reads a report; `markdown` is the same report as Markdown, for formats that are looked at as a page.
    pub fn read(shape: Shape, bytes: &[u8], markdown: &[u8]) -> Self {
        match shape {
            Shape::Page => Self::Page(Page::read(&String::from_utf8_lossy(markdown))),
            Shape::Table => {
                let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
                let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
                let rows = reader.records().filter_map(Result::ok);
                Self::Table(rows.map(|row| row.iter().map(str::to_owned).collect()).collect())
            }
            Shape::Text => Self::Text(String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect()),
        }
    }

    /// Shows it in the room there is.
    pub fn ui(&self, ui: &mut Ui) {
        match self {
            Self::Page(page) => page.ui(ui),
            Self::Table(rows) => table_ui(ui, rows),
            Self::Text(lines) => lines_ui(ui, lines),
        }
    }
}

fn table_ui(ui: &mut Ui, rows: &[Vec<String>]) {
    const ROW: f32 = 24.0;
    let Some((head, rows)) = rows.split_first() else { return };
    muted_ui(ui, format!("{} rows, {} columns", rows.len(), head.len()));
    ScrollArea::horizontal().auto_shrink(false).show(ui, |ui| {
        ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
        TableBuilder::new(ui)
            .id_salt("rows of the report")
            .striped(true)
            .columns(Column::initial(132.0).at_least(48.0).resizable(true).clip(true), head.len())
            .auto_shrink(false)
            .header(ROW, |mut row| {
                for name in head {
                    row.col(|ui| {
                        ui.label(egui::RichText::new(name).font(theme::bold(text::CAPTION)));
                    });
                }
            })
            .body(|body| {
                body.rows(ROW, rows.len(), |mut row| {
                    for cell in rows.get(row.index()).into_iter().flatten() {
                        row.col(|ui| {
                            ui.add(Label::new(cell.replace('\n', " · ")));
                        });
                    }
                });
            });
    });
}

fn lines_ui(ui: &mut Ui, lines: &[String]) {
    let font = egui::FontId::monospace(12.5);
    let height = ui.fonts_mut(|fonts| fonts.row_height(&font));
    ScrollArea::both().auto_shrink(false).show_rows(ui, height, lines.len(), |ui, shown| {
        ui.style_mut().wrap_mode = Some(TextWrapMode::Extend);
        for line in lines.get(shown).unwrap_or_default() {
            let response = ui.add(Label::new(egui::RichText::new(line).font(font.clone())));
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, line));
        }
    });
}
