//! All queries of the project by whom they are put to, the open ones first, with the time they have waited.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{RichText, Ui};

use crate::gui::command::{Effect, keys_of};
use crate::gui::highlight::StatusShape;
use crate::gui::scene::{Request, Scene};
use crate::gui::theme::{self, Theme, space, text};
use crate::gui::widget::row::row_ui as beside;
use crate::gui::widget::section::{AtFirst, section_ui};
use crate::gui::widget::sign::{caption_ui, muted_ui, row_ui, shape_ui, small_button_ui};
use crate::model::vocabulary::Meaning;
use crate::model::{Id, Query};
use crate::text::counted;

/// How many queries of one addressee are listed at most; the table has all.
const MOST: usize = 100;

/// The queries to one addressee.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Group {
    /// The addressee's place in the vocabulary, and the label with the name.
    label: String,
    /// The open ones first, each by its age.
    queries: Vec<Id>,
    open: usize,
}

/// Shows the queries, and the way to ask another.
pub fn queries_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let groups = known(ui, scene);
    let open: usize = groups.iter().map(|group| group.open).sum();
    let title = match open {
        0 => "Queries".to_owned(),
        open => format!("Queries ({open} open)"),
    };
    section_ui(ui, &title, "article queries", AtFirst::Open, |ui| {
        if groups.is_empty() {
            muted_ui(
                ui,
                "Ask here what no words of the text stand for: who else was asked, what is missing.",
            );
        }
        for group in groups.iter() {
            let count = match (group.open, group.queries.len()) {
                (0, all) => format!("{all} closed"),
                (open, all) if open == all => format!("{open} open"),
                (open, all) => format!("{open} open of {all}"),
            };
            ui.add_space(space::TIGHT);
            ui.label(RichText::new(format!("{}: {count}", group.label)).font(theme::bold(text::SMALL)));
            for query in group.queries.iter().take(MOST) {
                query_ui(ui, scene, *query);
            }
            if group.queries.len() > MOST {
                muted_ui(ui, format!("and {} more, which the table lists", group.queries.len() - MOST));
            }
        }
        ui.add_space(space::TIGHT);
        let keys = keys_of(scene.commands, &Effect::AskQuery);
        if small_button_ui(ui, "Ask a query on the article").on_hover_text(keys).clicked() {
            scene.run(Effect::AskQuery);
        }
    });
}

/// For which revision of which project they were worked out.
type Key = (u64, String);
/// Whether it is closed, when it was asked, which it is: in the order of the list.
type Place = (bool, i64, Id);

/// Returns the queries by addressee, worked out once a revision.
fn known(ui: &Ui, scene: &Scene<'_>) -> Arc<Vec<Group>> {
    let id = egui::Id::unique("queries by addressee");
    let key = (scene.session.revision(), scene.title.to_owned());
    let there: Option<(Key, Arc<Vec<Group>>)> = ui.data(|data| data.get_temp(id));
    if let Some((_, groups)) = there.filter(|(seen, _)| *seen == key) {
        return groups;
    }
    let groups = Arc::new(grouped(scene));
    ui.data_mut(|data| data.insert_temp(id, (key, Arc::clone(&groups))));
    groups
}

fn grouped(scene: &Scene<'_>) -> Vec<Group> {
    let vocabulary = scene.vocabulary();
    let rows = vocabulary.scale("addressee");
    let mut groups: BTreeMap<(usize, String), Vec<Place>> = BTreeMap::new();
    for (id, query) in scene.project().queries() {
        let rank = rows.iter().position(|row| row.id == query.to).unwrap_or(rows.len());
        let asked = query.created.as_ref().map_or(0, |stamp| stamp.at.0);
        let group = groups.entry((rank, query.person.trim().to_owned())).or_default();
        group.push((is_closed(scene, query), asked, *id));
    }
    let group = |((rank, name), mut queries): ((usize, String), Vec<Place>)| {
        queries.sort_unstable();
        let role = rows.get(rank).map_or("Nobody yet", |row| row.label.as_str());
        let label = if name.is_empty() { role.to_owned() } else { format!("{role}, {name}") };
        let open = queries.iter().filter(|(is_closed, ..)| !is_closed).count();
        Group { label, open, queries: queries.into_iter().map(|(.., id)| id).collect() }
    };
    groups.into_iter().map(group).collect()
}

fn is_closed(scene: &Scene<'_>, query: &Query) -> bool {
    scene.vocabulary().meaning("query", &query.state) == Meaning::Closed
}

/// Shows a query with its state and how long it has waited; a click goes to it.
pub fn query_ui(ui: &mut Ui, scene: &mut Scene<'_>, query: Id) {
    let theme = Theme::current(ui.ctx());
    let Some(record) = scene.project().queries().get(&query) else { return };
    let (shape, colour) = if is_closed(scene, record) {
        (StatusShape::Check, theme.good)
    } else {
        (StatusShape::Question, theme.warning)
    };
    let words =
        if record.question.trim().is_empty() { "No question yet".to_owned() } else { scene.name(query) };
    let state = waited(scene, record);
    let mark = scene.outline.mentions(query).first().copied();
    let number = mark.and_then(|mark| scene.outline.number(mark));
    let label = number.map_or_else(|| words.clone(), |number| format!("{number}  {words}"));
    let is_here = scene.view.opened == Some(query) || (mark.is_some() && scene.chosen() == mark);
    let mut clicked = false;
    beside(
        ui,
        STATE,
        |ui| {
            ui.horizontal(|ui| {
                shape_ui(ui, shape, colour);
                clicked = row_ui(ui, is_here, &label).clicked();
            });
        },
        // How long it has waited is never cut away by a long question.
        |ui| drop(caption_ui(ui, &state)),
    );
    if clicked {
        scene.queue.push(Request::OpenRecord(query));
    }
}

/// The room for what is said of a query's state, in points.
const STATE: f32 = 96.0;

/// Says how long a query has been open, or what became of it.
fn waited(scene: &Scene<'_>, query: &Query) -> String {
    if is_closed(scene, query) {
        return scene.vocabulary().label("query", &query.state).to_lowercase();
    }
    let Some(asked) = query.created.as_ref().map(|stamp| stamp.at.date()) else { return "open".to_owned() };
    let days = asked.until(scene.session.today()).map_or(0, |span| span.get_days()).max(0);
    match days {
        0 => "open since today".to_owned(),
        days => format!("open for {}", counted(days.unsigned_abs() as usize, "day", "days")),
    }
}
