//! Sentences that come and go at the foot of the window, and the banner that stays until its cause is mended.

use egui::{Align2, Area, Context, Id, Order, Rect, Ui, pos2};

use super::sign::sign_button_ui;
use crate::gui::scene::Request;
use crate::gui::theme::{Icon, Theme, space, text};

/// Seconds a sentence stays, and for each letter beyond that.
const STAY: f64 = 4.0;
const PER_LETTER: f64 = 0.05;

/// Seconds after which a sentence has been read and goes with whatever is done next.
const READ: f64 = 2.5;
/// The least height of the article, in points, over which sentences stand.
const LEAST: f32 = 200.0;

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
    /// What it is about: a later sentence on it takes its place.
    topic: String,
    words: String,
    offers: Vec<Offer>,
    from: f64,
    until: f64,
}

/// The sentences on screen.
#[derive(Debug, Default)]
pub struct Toasts {
    shown: Vec<Toast>,
    waiting: Vec<(String, String, Vec<Offer>)>,
}

impl Toasts {
    /// Says a sentence.
    pub fn say(&mut self, words: impl Into<String>) {
        self.offer(words, Vec::new());
    }

    /// Says a sentence with things to do.
    pub fn offer(&mut self, words: impl Into<String>, offers: Vec<Offer>) {
        let words = words.into();
        self.waiting.push((words.clone(), words, offers));
    }

    /// Says a sentence in place of the one before on the same topic.
    pub fn renew(&mut self, topic: String, words: String, offers: Vec<Offer>) {
        self.waiting.push((topic, words, offers));
    }

    /// Shows the sentences at the foot of `room`, the article's place, and returns what was asked for.
    ///
    /// What offers nothing to do goes with the next key or click, once there was time to read it.
    pub fn ui(&mut self, ctx: &Context, room: Rect) -> Vec<Request> {
        let now = ctx.input(|input| input.time);
        for (topic, words, offers) in self.waiting.drain(..) {
            self.shown.retain(|toast| toast.topic != topic);
            let stay = STAY + PER_LETTER * words.len() as f64 + if offers.is_empty() { 0.0 } else { 4.0 };
            self.shown.push(Toast { topic, words, offers, from: now, until: now + stay });
        }
        // As they came: the keys of commands were taken from among the others already.
        if ctx.input(|input| input.raw.events.iter().any(is_deed)) {
            self.shown.retain(|toast| !toast.offers.is_empty() || now - toast.from < READ);
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
        let foot = if room.height() < LEAST { ctx.content_rect().bottom() - 32.0 } else { room.bottom() };
        Area::new(Id::unique("toasts"))
            .pivot(Align2::CENTER_BOTTOM)
            .fixed_pos(pos2(room.center().x, foot - 12.0))
            .order(Order::Foreground)
            .interactable(true)
            .show(ctx, |ui| {
                for (at, toast) in self.shown.iter().enumerate() {
                    if toast_ui(ui, toast, room.width(), &mut asked) {
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

/// Tells whether somebody did something, other than moving the pointer.
fn is_deed(event: &egui::Event) -> bool {
    matches!(event, egui::Event::Key { pressed: true, .. } | egui::Event::PointerButton { pressed: true, .. })
}

fn toast_ui(ui: &mut Ui, toast: &Toast, width: f32, asked: &mut Vec<Request>) -> bool {
    let theme = Theme::current(ui.ctx());
    let mut close = false;
    egui::Frame::popup(ui.style()).inner_margin(egui::Margin::symmetric(space::EDGE, 8)).show(ui, |ui| {
        ui.horizontal(|ui| {
            let room = (width - 120.0 - 96.0 * toast.offers.len() as f32).clamp(200.0, 640.0);
            let font = egui::FontId::proportional(text::BODY);
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

/// How much a notice asks for attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It can wait.
    Calm,
    /// Something is wrong, for as long as it is shown.
    Alarm,
}

/// Says something across the window, above all else, with what can be done about it; returns which offer was taken in
/// this frame.
pub fn notice_ui(ui: &mut Ui, tone: Tone, words: &str, offers: &[&str]) -> Option<usize> {
    let theme = Theme::current(ui.ctx());
    let (fill, ink) = match tone {
        Tone::Calm => (theme.raised, theme.ink),
        Tone::Alarm => (theme.hue("crimson").fill, theme.danger),
    };
    let mut taken = None;
    egui::Panel::top(Id::unique(("notice", words)))
        .frame(egui::Frame::new().fill(fill).inner_margin(egui::Margin::symmetric(space::EDGE, 6)))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                let room = (ui.available_width() - 124.0 * offers.len() as f32).max(200.0);
                let font = egui::FontId::proportional(text::BODY);
                let words = ui.painter().layout(words.to_owned(), font, ink, room);
                ui.add(egui::Label::new(words));
                for (at, offer) in offers.iter().enumerate() {
                    if ui.button(*offer).clicked() {
                        taken = Some(at);
                    }
                }
            });
        });
    taken
}
