//! The source beside the article: its title, its passages that have to be looked at, and its own text in the reading
//! view.
//!
//! It must not know how a passage is marked or found again.

use egui::{Align, Key, Layout, Modifiers, RichText, ScrollArea, Sense, TextEdit, Ui, UiBuilder, vec2};

use super::docked::{is_resized, keep_size};
use crate::gui::app::beside::Reading;
use crate::gui::article_view::{Cards, Event, Look, Marks, Numbers, Page};
use crate::gui::beside::{Beside, Doubt, fate};
use crate::gui::command::{Effect, with_keys};
use crate::gui::dock::Alone;
use crate::gui::scene::{Request, Scene};
use crate::gui::theme::{self, Icon, Theme, space, text};
use crate::gui::view_state::Wanted;
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::{small_button_ui, told_button_ui};
use crate::gui::widget::words::{Room, label_ui, lines};
use crate::model::{Anchoring, Id};
use crate::store::settings::Side;

/// From this width on, in points, article and source stand side by side; else one above the other.
const SIDE_BY_SIDE: f32 = 700.0;
/// Each of the two has at least so much room, in points.
const LEAST: f32 = 280.0;
/// And above one another so much.
const LEAST_HIGH: f32 = 140.0;
/// So many passages that have to be looked at are listed without scrolling.
const LISTED: f32 = 3.0;

/// What was done to the source in this frame.
pub struct Seen {
    /// What the reader did.
    pub events: Vec<Event>,
    /// The id of the widget that has the keyboard while one reads.
    pub id: egui::Id,
}

/// Shows the open source in its share of the room that is left; nothing where none is open.
pub fn beside_ui(ui: &mut Ui, scene: &mut Scene<'_>, beside: &mut Beside) -> Option<Seen> {
    let source = beside.open().filter(|_| scene.dock.alone() == Alone::No);
    let Some(source) = source else {
        (beside.has_keyboard, beside.is_pointed) = (false, false);
        return None;
    };
    let room = ui.available_rect_before_wrap();
    let (side, all, least) = if room.width() >= SIDE_BY_SIDE {
        (Side::Right, room.width(), LEAST)
    } else {
        (Side::Below, room.height(), LEAST_HIGH)
    };
    let id = egui::Id::unique(("beside", side as usize));
    let most = (all - least).max(least);
    let points = (all * beside.share).clamp(least, most);
    let is_moved = is_resized(ui, id);
    if !is_moved {
        keep_size(ui, id, side, points);
    }
    let panel = if side == Side::Right { egui::Panel::right(id) } else { egui::Panel::bottom(id) };
    let fill = Theme::current(ui.ctx()).page;
    let shown = panel
        .resizable(true)
        .default_size(points)
        .size_range(least..=most)
        .frame(egui::Frame::new().fill(fill))
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            head_ui(ui, scene, beside, source);
            seek_ui(ui, scene, beside);
            doubts_ui(ui, scene, beside);
            let has_text = beside.leaf().is_some();
            let text = ui.push_id("source text", |ui| {
                if has_text { page_ui(ui, scene, beside) } else { empty_ui(ui, scene, beside) }
            });
            text.inner
        });
    let drawn = shown.response.rect;
    beside.is_pointed = ui.rect_contains_pointer(drawn);
    if is_moved {
        let taken = if side == Side::Right { drawn.width() } else { drawn.height() };
        beside.share = taken / all.max(1.0);
    }
    Some(shown.inner)
}

/// Shows what the source is, and the way to others and out.
fn head_ui(ui: &mut Ui, scene: &mut Scene<'_>, beside: &Beside, source: Id) {
    let theme = Theme::current(ui.ctx());
    let frame = egui::Frame::new().fill(theme.panel).inner_margin(egui::Margin {
        left: 12,
        right: 4,
        top: 4,
        bottom: 4,
    });
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.set_min_height(space::CONTROL);
            let buttons = if beside.texts().len() > 1 { 4.0 } else { 2.0 };
            let width = (ui.available_width() - buttons * (space::CONTROL + 4.0)).max(60.0);
            let name = scene.name(source);
            let told = particulars(scene, source);
            let title = lines(ui.ctx(), &name, &Room::line(theme::bold(text::SMALL), width));
            let room = (width - title.size().x - space::NEAR).max(0.0);
            let caption =
                lines(ui.ctx(), &told, &Room::line(egui::FontId::proportional(text::CAPTION), room));
            let (rect, response) = ui.allocate_exact_size(vec2(width, space::CONTROL), Sense::click());
            let y = |height: f32| rect.center().y - height / 2.0;
            title.paint(ui.painter(), egui::pos2(rect.left(), y(title.size().y)), theme.ink);
            if room > 40.0 {
                let x = rect.left() + title.size().x + space::NEAR;
                caption.paint(ui.painter(), egui::pos2(x, y(caption.size().y)), theme.muted);
            }
            let spoken = format!("Source beside the article: {name}");
            let enabled = ui.is_enabled();
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, &spoken));
            let response = response.on_hover_ui(|ui| {
                label_ui(ui, &name);
                if !told.is_empty() {
                    label_ui(ui, &told);
                }
                ui.label("Opens its card");
            });
            if response.clicked() {
                scene.view.open_record(source);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                let button = |ui: &mut Ui, scene: &Scene<'_>, icon, name: &str, effect: &Effect| {
                    told_button_ui(ui, icon, name, &with_keys(scene.commands, name, effect)).clicked()
                };
                if button(ui, scene, Icon::Close, "Close the source", &Effect::ReadBeside) {
                    scene.queue.push(Request::Read(Reading::Close));
                }
                if beside.texts().len() > 1 {
                    for (icon, name, effect) in [
                        (Icon::Next, "Next source text", Effect::NextSource),
                        (Icon::Previous, "Previous source text", Effect::PreviousSource),
                    ] {
                        if button(ui, scene, icon, name, &effect) {
                            scene.run(effect);
                        }
                    }
                }
                let told = with_keys(scene.commands, "Find in this source", &Effect::Find);
                if beside.leaf().is_some()
                    && told_button_ui(ui, Icon::Search, "Find in this source", &told).clicked()
                {
                    scene.view.is_seeking_wanted = true;
                }
            });
        });
    });
    ui.painter().hline(ui.min_rect().x_range(), ui.min_rect().bottom(), egui::Stroke::new(1.0, theme.rule));
}

/// Says what kind of source it is, and of when.
fn particulars(scene: &Scene<'_>, source: Id) -> String {
    let Some(known) = scene.project().sources().get(&source) else { return String::new() };
    let kind = if known.kind.is_empty() {
        String::new()
    } else {
        scene.vocabulary().label("source", &known.kind).to_owned()
    };
    let parts = [kind, known.author.clone(), known.published.clone()];
    parts.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Shows the field for words to find in this text.
fn seek_ui(ui: &mut Ui, scene: &mut Scene<'_>, beside: &mut Beside) {
    if std::mem::take(&mut scene.view.is_seeking_wanted) {
        beside.seeking.is_open = true;
        beside.seeking.is_wanted = true;
    }
    if !beside.seeking.is_open || beside.leaf().is_none() {
        return;
    }
    let theme = Theme::current(ui.ctx());
    let id = egui::Id::unique("find in source");
    egui::Frame::new().fill(theme.panel).inner_margin(egui::Margin::symmetric(12, 4)).show(ui, |ui| {
        ui.horizontal(|ui| {
            if ui.memory(|memory| memory.has_focus(id)) {
                let (next, previous) = ui.input_mut(|input| {
                    let previous = input.consume_key(Modifiers::SHIFT, Key::Enter);
                    (input.consume_key(Modifiers::NONE, Key::Enter), previous)
                });
                if next || previous {
                    beside.step_hit(if next { 1 } else { -1 });
                }
            }
            let width = (ui.available_width() - 150.0).max(80.0);
            let field = TextEdit::singleline(&mut beside.seeking.words)
                .id(id)
                .hint_text("Find in this source")
                .desired_width(width)
                .margin(space::FIELD);
            let response = ui.add(field);
            name_text_field(ui, &response, "Words to find in the source", &beside.seeking.words);
            if std::mem::take(&mut beside.seeking.is_wanted) {
                response.request_focus();
            }
            beside.seek();
            let count = beside.seeking.hits.len();
            let told = match beside.seeking.at {
                Some(at) => format!("{} of {count}", at + 1),
                None if beside.seeking.words.trim().is_empty() => String::new(),
                None => "None".to_owned(),
            };
            ui.label(RichText::new(told).size(text::CAPTION).color(theme.muted));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                // The key is the field’s own: the text below would let go of the selection.
                let closes = response.lost_focus()
                    && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
                let is_closed =
                    told_button_ui(ui, Icon::Close, "Close the search", "Close the search").clicked();
                if closes || is_closed {
                    if let Some(hit) = beside.hit() {
                        beside.view.select(hit);
                    }
                    beside.seeking.is_open = false;
                    scene.view.wanted = Some(Wanted::Beside);
                }
            });
        });
    });
}

/// Lists the passages whose words changed or are gone, each with what can be done about it.
fn doubts_ui(ui: &mut Ui, scene: &mut Scene<'_>, beside: &Beside) {
    if beside.doubts().is_empty() || beside.leaf().is_none() {
        return;
    }
    let theme = Theme::current(ui.ctx());
    let row = space::CONTROL + space::HAIR;
    egui::Frame::new()
        .fill(theme.panel)
        .inner_margin(egui::Margin { left: 12, right: 4, top: 2, bottom: 4 })
        .show(ui, |ui| {
            let area = ScrollArea::vertical().max_height(row * LISTED).auto_shrink([false, true]);
            area.id_salt("doubts").show_rows(ui, row, beside.doubts().len(), |ui, rows| {
                for doubt in beside.doubts().get(rows).unwrap_or_default() {
                    doubt_ui(ui, scene, doubt, row);
                }
            });
        });
}

fn doubt_ui(ui: &mut Ui, scene: &mut Scene<'_>, doubt: &Doubt, height: f32) {
    let (words, help, asked) = if doubt.state == Anchoring::Lost {
        (
            "Find it again",
            "Looks for the words, and shows what is left of them",
            Reading::Find(doubt.evidence),
        )
    } else {
        ("Take as it stands", "These words are the excerpt from now on", Reading::Accept(doubt.evidence))
    };
    let room = vec2(ui.available_width(), height);
    ui.allocate_ui_with_layout(room, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = space::NEAR;
        ui.add_space(space::TIGHT);
        if small_button_ui(ui, words).on_hover_text(help).clicked() {
            scene.queue.push(Request::Read(asked));
        }
        doubted_ui(ui, scene, doubt, height);
    });
}

/// Shows which mark's words it is, and what has become of them; a click shows the passage and its mark.
fn doubted_ui(ui: &mut Ui, scene: &mut Scene<'_>, doubt: &Doubt, height: f32) {
    let theme = Theme::current(ui.ctx());
    let number = doubt.number.map_or_else(String::new, |number| format!("{number} "));
    let quote = doubt.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = fate(doubt.state).unwrap_or_default();
    let width = ui.available_width().max(60.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let ink = if doubt.state == Anchoring::Lost { theme.danger } else { theme.warning };
    let caption = egui::FontId::proportional(text::CAPTION);
    let head = lines(ui.ctx(), &format!("{number}{said}: "), &Room::line(caption.clone(), width));
    let told = lines(ui.ctx(), &format!("“{quote}”"), &Room::line(caption, width - head.size().x));
    let y = rect.center().y - head.size().y / 2.0;
    head.paint(ui.painter(), egui::pos2(rect.left(), y), ink);
    told.paint(ui.painter(), egui::pos2(rect.left() + head.size().x, y), theme.ink);
    if response.has_focus() {
        let ring = egui::Stroke::new(1.5, theme.focus);
        ui.painter().rect_stroke(rect, 4.0, ring, egui::StrokeKind::Inside);
    }
    let spoken = format!("Passage {number}{said}: “{quote}”");
    let enabled = ui.is_enabled();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, &spoken));
    let response = response.on_hover_ui(|ui| {
        label_ui(ui, &format!("“{quote}”"));
    });
    if response.clicked() {
        scene.queue.push(Request::Read(Reading::Passage(doubt.evidence)));
    }
}

/// Shows the source's text as the article is shown.
fn page_ui(ui: &mut Ui, scene: &mut Scene<'_>, beside: &mut Beside) -> Seen {
    let id = ui.make_persistent_id("article");
    if scene.takes_keyboard(Wanted::Beside) {
        beside.view.focus();
    }
    let is_seeking = beside.seeking.is_open;
    let (leaf, passages) = (beside.leaf().cloned(), std::sync::Arc::clone(beside.passages()));
    let Some(leaf) = leaf else { return Seen { events: Vec::new(), id } };
    let language = beside.open().map(|open| scene.project().text_of(open, "language")).unwrap_or_default();
    let name = beside.open().map(|open| scene.name(open)).unwrap_or_default();
    let hits = std::mem::take(&mut beside.seeking.hits);
    let page = Page {
        text: &leaf.text,
        blocks: &leaf.blocks,
        revision: leaf.revision,
        marks: &passages,
        found: if is_seeking { &hits } else { &[] },
        current: beside.seeking.at.and_then(|at| hits.get(at).copied()).filter(|_| is_seeking),
        uncovered: &[],
        findings: &[],
        card: None,
        state: scene.session.revision(),
        title: &name,
        disguises: &[],
        language: &language,
    };
    let look = Look {
        size: scene.settings.text_size,
        measure: scene.settings.measure,
        leading: scene.settings.leading,
        selected: beside.chosen().and_then(|evidence| scene.derived.key_of(evidence)),
        marks: if scene.view.plain { Marks::Hidden } else { Marks::Shown },
        numbers: Numbers::Shown,
        cards: Cards::Off,
    };
    let events = beside.view.ui(ui, &page, &look);
    beside.seeking.hits = hits;
    beside.has_keyboard = ui.memory(egui::Memory::focused) == Some(id);
    told_ui(ui, scene, beside, id);
    Seen { events, id }
}

/// Says which claims the passage under the pointer proves, and how they stand.
fn told_ui(ui: &Ui, scene: &Scene<'_>, beside: &Beside, id: egui::Id) {
    let Some(pointed) = beside.view.pointed().filter(|pointed| !pointed.marks.is_empty()) else { return };
    let Some(at) = ui.input(|input| input.pointer.hover_pos().filter(|_| !input.pointer.any_down())) else {
        return;
    };
    let spot = egui::Rect::from_center_size(at, vec2(8.0, 24.0));
    egui::Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), id.with("told"), spot).show(|ui| {
        for key in pointed.marks.iter().take(6) {
            let Some(mark) = beside.passages().mark(*key) else { continue };
            let number = beside.passages().number_of(*key).unwrap_or_default();
            let record = scene.derived.id_of(*key).and_then(|id| scene.project().evidence().get(&id)?.record);
            let claim = record.map(|record| scene.name(record)).unwrap_or_default();
            ui.label(RichText::new(format!("{number} · {}", mark.words)).font(theme::bold(text::CAPTION)));
            label_ui(ui, &claim);
        }
    });
}

/// Says how a source gets a text.
fn empty_ui(ui: &mut Ui, scene: &mut Scene<'_>, beside: &mut Beside) -> Seen {
    let theme = Theme::current(ui.ctx());
    let room = ui.available_rect_before_wrap();
    let id = ui.make_persistent_id("article");
    let response = ui.interact(room, id, Sense::click());
    let known = beside.open().and_then(|open| scene.project().sources().get(&open));
    let is_missing =
        known.and_then(|source| source.text.as_ref()).is_some_and(crate::model::Prose::is_missing);
    let name = if is_missing {
        "The text of this source is not here"
    } else {
        "This source has no text of its own yet"
    };
    let enabled = ui.is_enabled();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, name));
    if scene.takes_keyboard(Wanted::Beside) || response.clicked() {
        response.request_focus();
    }
    beside.has_keyboard = response.has_focus();
    if response.has_focus() {
        ui.painter().rect_stroke(
            room.shrink(6.0),
            6.0,
            egui::Stroke::new(1.5, theme.focus),
            egui::StrokeKind::Inside,
        );
    }
    let inner = room.shrink2(vec2(32.0, 0.0));
    let mut page = ui.new_child(UiBuilder::new().max_rect(inner).layout(Layout::top_down(Align::Center)));
    page.add_space((room.height() * 0.26).max(16.0));
    page.spacing_mut().item_spacing.y = space::NEAR;
    page.label(RichText::new(name).font(theme::bold(text::TITLE)));
    let keys = |effect: &Effect| crate::gui::command::keys_of(scene.commands, effect);
    page.label(
        RichText::new(format!(
            "Click here and paste its text ({}), or drop a file onto this side. Then select words in it and take them \
             as the excerpt of the chosen mark ({}).",
            keys(&Effect::PasteEvidence),
            keys(&Effect::Excerpt)
        ))
        .color(theme.muted),
    );
    if page.button("Paste its text").clicked() {
        response.request_focus();
        page.ctx().send_viewport_cmd(egui::ViewportCommand::RequestPaste);
    }
    ui.advance_cursor_after_rect(room);
    Seen { events: Vec::new(), id }
}
