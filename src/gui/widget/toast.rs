//! Sentences that come and go at the foot of the window, and the banner that stays until its cause is mended.

use egui::{Align2, Area, Context, Id, Order, Rect, Ui, pos2};

use super::sign::sign_button_ui;
use crate::gui::announcement::Urgency;
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
struct Sentence {
    /// What it is about: a later sentence on it takes its place.
    topic: String,
    words: String,
    offers: Vec<Offer>,
    urgency: Urgency,
}

/// A sentence on screen.
#[derive(Clone, Debug)]
struct Toast {
    sentence: Sentence,
    /// Tells it from every other one, so that a screen reader says it once.
    number: u64,
    from: f64,
    until: f64,
}

/// The sentences on screen.
#[derive(Debug, Default)]
pub struct Toasts {
    shown: Vec<Toast>,
    waiting: Vec<Sentence>,
    count: u64,
    /// Whether the keyboard is to go to what is offered.
    wants_keyboard: bool,
    has_keyboard: bool,
    was_left: bool,
}

impl Toasts {
    /// Says a sentence.
    pub fn say(&mut self, words: impl Into<String>) {
        self.offer(words, Vec::new());
    }

    /// Says what went wrong; a screen reader says it at once.
    pub fn warn(&mut self, words: impl Into<String>) {
        let words = words.into();
        let urgency = Urgency::Assertive;
        self.waiting.push(Sentence { topic: words.clone(), words, offers: Vec::new(), urgency });
    }

    /// Says a sentence with things to do.
    pub fn offer(&mut self, words: impl Into<String>, offers: Vec<Offer>) {
        let words = words.into();
        self.renew(words.clone(), words, offers);
    }

    /// Says a sentence in place of the one before on the same topic.
    pub fn renew(&mut self, topic: String, words: String, offers: Vec<Offer>) {
        self.waiting.push(Sentence { topic, words, offers, urgency: Urgency::Polite });
    }

    /// Takes what was said on a topic away.
    pub fn forget(&mut self, topic: &str) {
        self.shown.retain(|toast| toast.sentence.topic != topic);
        self.waiting.retain(|sentence| sentence.topic != topic);
    }

    /// Tells whether a sentence offers something to do.
    pub fn offers_something(&self) -> bool {
        self.shown.iter().any(|toast| !toast.sentence.offers.is_empty())
    }

    /// Gives the keyboard to what the newest sentence offers.
    pub fn take_keyboard(&mut self) {
        self.wants_keyboard = true;
    }

    /// Tells whether one of the buttons had the keyboard in the last frame.
    pub fn has_keyboard(&self) -> bool {
        self.has_keyboard
    }

    /// Tells whether the keyboard was in a sentence that is gone now, and has to go elsewhere.
    pub fn was_left(&mut self) -> bool {
        std::mem::take(&mut self.was_left)
    }

    /// Shows the sentences at the foot of `room`, the article's place, and returns what was asked for.
    ///
    /// What offers nothing to do goes with the next key or click, once there was time to read it.
    pub fn ui(&mut self, ctx: &Context, room: Rect) -> Vec<Request> {
        let now = ctx.input(|input| input.time);
        for sentence in self.waiting.drain(..) {
            self.shown.retain(|toast| toast.sentence.topic != sentence.topic);
            let more = if sentence.offers.is_empty() { 0.0 } else { 4.0 };
            let stay = STAY + PER_LETTER * sentence.words.len() as f64 + more;
            self.count += 1;
            self.shown.push(Toast { sentence, number: self.count, from: now, until: now + stay });
        }
        // Escape closes the sentence that one is in.
        if self.has_keyboard && ctx.input(|input| input.key_pressed(egui::Key::Escape)) {
            if let Some(at) = self.shown.iter().rposition(|toast| !toast.sentence.offers.is_empty()) {
                self.shown.remove(at);
            }
            self.has_keyboard = false;
            self.was_left = true;
        }
        // As they came: the keys of commands were taken from among the others already.
        if ctx.input(|input| input.raw.events.iter().any(is_deed)) {
            self.shown.retain(|toast| !toast.sentence.offers.is_empty() || now - toast.from < READ);
        }
        // What one is about to press does not go away.
        let is_held = self.has_keyboard;
        self.shown.retain(|toast| toast.until > now || (is_held && !toast.sentence.offers.is_empty()));
        if self.shown.len() > 3 {
            self.shown.remove(0);
        }
        let mut asked = Vec::new();
        let mut closed = None;
        let wanted = std::mem::take(&mut self.wants_keyboard);
        let wanted = if wanted { self.newest_offer() } else { None };
        let mut has_keyboard = false;
        if self.shown.is_empty() {
            self.has_keyboard = false;
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
                    let told =
                        ui.push_id(toast.number, |ui| toast_ui(ui, toast, room.width(), &mut asked)).inner;
                    if wanted == Some(toast.number)
                        && let Some(first) = told.buttons.first()
                    {
                        first.request_focus();
                    }
                    has_keyboard |= told.buttons.iter().any(egui::Response::has_focus);
                    if told.is_closed {
                        closed = Some(at);
                    }
                }
            });
        self.has_keyboard = has_keyboard;
        if let Some(at) = closed {
            self.shown.remove(at);
            self.was_left = has_keyboard;
            self.has_keyboard = false;
        }
        if let Some(next) = self.shown.iter().map(|toast| toast.until).min_by(f64::total_cmp) {
            ctx.request_repaint_after(std::time::Duration::from_secs_f64((next - now).max(0.05)));
        }
        asked
    }

    fn newest_offer(&self) -> Option<u64> {
        let offers = self.shown.iter().rev().find(|toast| !toast.sentence.offers.is_empty());
        offers.map(|toast| toast.number)
    }
}

/// What became of a sentence in a frame.
struct Told {
    buttons: Vec<egui::Response>,
    is_closed: bool,
}

/// Tells whether somebody did something, other than moving the pointer.
fn is_deed(event: &egui::Event) -> bool {
    matches!(event, egui::Event::Key { pressed: true, .. } | egui::Event::PointerButton { pressed: true, .. })
}

fn toast_ui(ui: &mut Ui, toast: &Toast, width: f32, asked: &mut Vec<Request>) -> Told {
    let theme = Theme::current(ui.ctx());
    let sentence = &toast.sentence;
    let mut told = Told { buttons: Vec::new(), is_closed: false };
    egui::Frame::popup(ui.style()).inner_margin(egui::Margin::symmetric(space::EDGE, 8)).show(ui, |ui| {
        ui.horizontal(|ui| {
            let room = (width - 120.0 - 96.0 * sentence.offers.len() as f32).clamp(200.0, 640.0);
            let font = egui::FontId::proportional(text::BODY);
            let words = ui.painter().layout(sentence.words.clone(), font, theme.ink, room);
            let label = ui.add(egui::Label::new(words));
            sentence.urgency.tell(ui.ctx(), label.id);
            for offer in &sentence.offers {
                let button = ui.button(&offer.words);
                if button.clicked() {
                    asked.push(offer.request.clone());
                    told.is_closed = true;
                }
                told.buttons.push(button);
            }
            let close = sign_button_ui(ui, Icon::Close, "Close message");
            told.is_closed |= close.clicked();
            told.buttons.push(close);
        });
    });
    told
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
    let (fill, ink, urgency) = match tone {
        Tone::Calm => (theme.raised, theme.ink, Urgency::Polite),
        Tone::Alarm => (theme.hue("crimson").fill, theme.danger, Urgency::Assertive),
    };
    let mut taken = None;
    egui::Panel::top(Id::unique(("notice", words)))
        .frame(egui::Frame::new().fill(fill).inner_margin(egui::Margin::symmetric(space::EDGE, 6)))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                let room = (ui.available_width() - 124.0 * offers.len() as f32).max(200.0);
                let font = egui::FontId::proportional(text::BODY);
                let words = ui.painter().layout(words.to_owned(), font, ink, room);
                let label = ui.add(egui::Label::new(words));
                urgency.tell(ui.ctx(), label.id);
                for (at, offer) in offers.iter().enumerate() {
                    if ui.button(*offer).clicked() {
                        taken = Some(at);
                    }
                }
            });
        });
    taken
}
