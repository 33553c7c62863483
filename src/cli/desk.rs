//! A project that a command works on: opened, changed through the session, closed before anything is printed.

use std::path::Path;
use std::sync::Arc;

use super::Failure;
use crate::model::{Id, Project, Table};
use crate::session::{Action, Durability, Outcome, Session};
use crate::store::desk::{Settled, Wanted, load};
use crate::store::{self, Opened, Place, Store, System, recover, settings};
use crate::text::counted;

/// Who signs what a command makes.
#[derive(Debug, clap::Args)]
pub(super) struct Signed {
    /// Sign new records with this name instead of the one in the settings
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

impl Signed {
    /// Signs with this name.
    pub fn with(name: &str) -> Self {
        Self { by: Some(name.to_owned()) }
    }

    /// Returns the name: the one given, else that of the settings.
    pub fn name(&self) -> String {
        let of_settings =
            || settings::load(Place::of_this_machine().config()).settings.unwrap_or_default().signature();
        self.by.clone().unwrap_or_else(of_settings)
    }
}

/// An open project.
pub(super) struct Desk {
    pub session: Session,
    pub store: Store,
    /// What somebody has changed in `project.ron`, where the logs say otherwise.
    pub hand_edited: Option<Project>,
    /// The desk's settings and the project's.
    pub settled: Settled,
    remarks: Vec<String>,
}

impl Desk {
    /// Makes a project in a new folder.
    pub fn create(folder: &Path, signed: &Signed) -> Result<Self, Failure> {
        let place = Place::of_this_machine();
        Ok(Self::of(store::create(folder, &place)?, signed.name(), &place))
    }

    /// Opens a project to change it.
    pub fn open(path: &Path, signed: &Signed) -> Result<Self, Failure> {
        let place = Place::of_this_machine();
        Ok(Self::of(store::open(path, &place)?, signed.name(), &place))
    }

    /// Opens a project to look at it.
    pub fn look(path: &Path) -> Result<Self, Failure> {
        let place = Place::of_this_machine();
        Ok(Self::of(store::open(path, &place)?, String::new(), &place))
    }

    fn of(opened: Opened, name: String, place: &Place) -> Self {
        let Opened { project, store, notes, hand_edited, .. } = opened;
        let settled = load(&Wanted::on(place, Some(store.folder())), None);
        let context = Box::new(System::new(name));
        let mut session = Session::new(project, Arc::clone(&settled.vocabulary), store.journal(), context);
        session.use_terms(Arc::clone(&settled.vocabulary), Arc::clone(&settled.rulebook));
        if let Some(file) = settled.desk.path.clone() {
            store.follow_desk(file, Arc::new(settled.desk.terms.clone()));
        }
        let mut remarks = notes;
        remarks.extend(settled.faults().map(ToString::to_string));
        if let Some(edited) = &hand_edited {
            let differing = recover::differing(session.project(), edited).len();
            let fields = counted(differing, "field differs", "fields differ");
            remarks.push(format!(
                "project.ron was edited by hand: {fields} from what the log says, which counts. redpencil recover \
                 --take-over takes them over; after the next save the edited file is project.ron.prev."
            ));
        }
        if let Durability::ReadOnly(reason) = session.durability() {
            // Only who wants to change something has to know.
            remarks.retain(|remark| *remark != reason);
        }
        Self { session, store, hand_edited, settled, remarks }
    }

    /// Returns the project.
    pub fn project(&self) -> &Project {
        self.session.project()
    }

    /// Does one action.
    pub fn act(&mut self, action: Action) -> Result<Outcome, Failure> {
        if let Durability::ReadOnly(reason) = self.session.durability() {
            return Err(Failure::Files(reason));
        }
        self.session.dispatch(action).map_err(|refusal| Failure::Usage(refusal.to_string()))
    }

    /// Makes everything durable, writes `project.ron` and ends the turn; returns what there is to remark.
    pub fn close(self) -> Result<Vec<String>, Failure> {
        let Self { session, store, remarks, .. } = self;
        drop(session);
        store.close()?;
        Ok(remarks)
    }

    /// Finds a record by its id, or by the name, title or gist that it alone has.
    pub fn find(&self, table: Table, words: &str) -> Result<Id, Failure> {
        let (project, noun) = (self.project(), table.noun());
        if let Some(id) = Id::parse(words) {
            if id.table() != table {
                let (found, wanted) = (id.table().one(), table.one());
                return Err(Failure::Usage(format!("{id} is {found}; give the id of {wanted}.")));
            }
            return if project.has(id) { Ok(id) } else { Err(missing(id)) };
        }
        let named: Vec<Id> = project
            .ids()
            .into_iter()
            .filter(|id| id.table() == table && names(project, *id).iter().any(|name| name == words))
            .collect();
        match named.as_slice() {
            [id] => Ok(*id),
            [] => Err(Failure::Usage(format!(
                "There is no {noun} “{words}” in this project. Give its id or its name in full; “redpencil show” lists \
                 them."
            ))),
            several => {
                let ids: Vec<String> = several.iter().map(Id::to_string).collect();
                Err(Failure::Usage(format!("Several are called “{words}”. Give an id: {}.", ids.join(", "))))
            }
        }
    }

    /// Finds a record by its id.
    pub fn record(&self, words: &str) -> Result<Id, Failure> {
        let id = Id::parse(words).ok_or_else(|| {
            Failure::Usage(format!("“{words}” is no id. “redpencil show” lists the ids of this project."))
        })?;
        if self.project().has(id) { Ok(id) } else { Err(missing(id)) }
    }
}

fn missing(id: Id) -> Failure {
    Failure::Usage(format!(
        "There is no {} {id} in this project. “redpencil show” lists the ids that there are.",
        id.table().noun()
    ))
}

/// Lists the words a record goes by.
fn names(project: &Project, id: Id) -> Vec<String> {
    match id.table() {
        Table::Person => project.people().get(&id).map_or_else(Vec::new, |person| {
            std::iter::once(person.name.clone()).chain(person.aliases.iter().cloned()).collect()
        }),
        Table::Source => vec![project.text_of(id, "title")],
        Table::Allegation => vec![project.text_of(id, "gist")],
        _ => Vec::new(),
    }
}
