//! Sentences that come and go at the foot of the window, and the banner that stays until its cause is mended.

use egui::{Align2, Area, Context, Id, Order, RichText, Ui, vec2};

use super::sign::sign_button_ui;
use crate::gui::scene::Request;
use crate::gui::theme::{Icon, Theme};

/// Seconds a sentence stays, and for each letter beyond that.
const STAY: f64 = 4.0;
const PER_LETTER: f64 = 0.05;

/// What a toast offers to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The button's words.
    pub words: String,
    /// What it asks for.
    pub request: Request,
}

/// One sentence.
#[derive(Clone, Debug)]
struct Toast {
    words: String,
    offers: Vec<Offer>,
    until: f64,
}

/// The sentences on screen.
#[derive(Debug, Default)]
pub struct Toasts {
    shown: Vec<Toast>,
    waiting: Vec<(String, Vec<Offer>)>,
}

impl Toasts {
    /// Says a sentence.
    pub fn say(&mut self, words: impl Into<String>) {
        self.offer(words, Vec::new());
    }

    /// Says a sentence with things to do.
    pub fn offer(&mut self, words: impl Into<String>, offers: Vec<Offer>) {
        self.waiting.push((words.into(), offers));
    }

    /// Shows the sentences and returns what was asked for.
    pub fn ui(&mut self, ctx: &Context) -> Vec<Request> {
        let now = ctx.input(|input| input.time);
        for (words, offers) in self.waiting.drain(..) {
            self.shown.retain(|toast| toast.words != words);
            let stay = STAY + PER_LETTER * words.len() as f64 + if offers.is_empty() { 0.0 } else { 4.0 };
            self.shown.push(Toast { words, offers, until: now + stay });
        }
        self.shown.retain(|toast| toast.until > now);
        if self.shown.len() > 3 {
            self.shown.remove(0);
        }
        let mut asked = Vec::new();
        let mut closed = None;
        if self.shown.is_empty() {
            return asked;
        }
        Area::new(Id::unique("toasts"))
            .anchor(Align2::CENTER_BOTTOM, vec2(0.0, -44.0))
            .order(Order::Foreground)
            .interactable(true)
            .show(ctx, |ui| {
                for (at, toast) in self.shown.iter().enumerate() {
                    if toast_ui(ui, toast, &mut asked) {
                        closed = Some(at);
                    }
                }
            });
        if let Some(at) = closed {
            self.shown.remove(at);
        }
        if let Some(next) = self.shown.iter().map(|toast| toast.until).min_by(f64::total_cmp) {
            ctx.request_repaint_after(std::time::Duration::from_secs_f64((next - now).max(0.05)));
        }
        asked
    }
}

fn toast_ui(ui: &mut Ui, toast: &Toast, asked: &mut Vec<Request>) -> bool {
    let theme = Theme::current(ui.ctx());
    let mut close = false;
    egui::Frame::popup(ui.style()).inner_margin(egui::Margin::symmetric(16, 8)).show(ui, |ui| {
        ui.horizontal(|ui| {
            let room = (ui.ctx().content_rect().width() - 480.0).clamp(240.0, 640.0);
            let font = egui::FontId::proportional(14.0);
            let words = ui.painter().layout(toast.words.clone(), font, theme.ink, room);
            ui.add(egui::Label::new(words));
            for offer in &toast.offers {
                if ui.button(&offer.words).clicked() {
                    asked.push(offer.request.clone());
                    close = true;
                }
            }
            close |= sign_button_ui(ui, Icon::Close, "Close message").clicked();
        });
    });
    close
}

/// Shows a failure across the window, for as long as it lasts.
pub fn banner_ui(ui: &mut Ui, words: &str) {
    let theme = Theme::current(ui.ctx());
    egui::Panel::top("banner")
        .frame(
            egui::Frame::new().fill(theme.hue("crimson").fill).inner_margin(egui::Margin::symmetric(16, 8)),
        )
        .show(ui, |ui| {
            ui.label(RichText::new(words).color(theme.danger));
        });
}
