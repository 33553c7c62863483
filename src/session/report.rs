//! A report of a project: runs the checks and hands what they found to an exporter, as values.

use crate::check::rulebook::relief::reliefs;
use crate::check::{self, Ground, Reading, Rulebook};
use crate::cite::{self, Entry, source, style};
use crate::export::{self, Audience, Card, Exporter, Exposure, Handout, Run, Stopped, Watch, exposure};
use crate::model::sign_off::Standing;
use crate::model::vocabulary::Meaning;
use crate::model::{Envelope, Id, Moment, Outline, Project, Value, Vocabulary};
use crate::session::sign_off::{Account, accounts};

/// A sign-off in a report: who, as what and when; then what is said of it.
type Signed = (String, Vec<String>);

/// A report in bytes, with what its reader might find in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The file's content.
    pub bytes: Vec<u8>,
    /// The places where free text that the public would see names what the public may not see; always none for the
    /// desk.
    pub exposures: Vec<Exposure>,
    /// What it shows although two people have not settled it yet, in words; of each the version that came first.
    pub unsettled: Vec<String>,
}

/// Whom a report is for, and when it is made.
#[derive(Clone, Debug)]
pub struct Order<'a> {
    /// Whom it is for.
    pub audience: Audience,
    /// The day it is signed with.
    pub today: Moment,
    /// What the desk decided about its checks.
    pub rulebook: &'a Rulebook,
    /// The words of sealed values, which no report may hold; they are looked for and never kept.
    pub sealed: &'a [Envelope],
}

/// The words of sealed values, to be looked for where they must not stand.
#[derive(Clone, Debug, Default)]
pub struct Unsealed {
    /// The words that could be read.
    pub words: Vec<Envelope>,
    /// Counts the values that could not: damaged, or not on this machine.
    pub unread: usize,
}

impl Unsealed {
    /// Says in a sentence what was not looked for; nothing where all was.
    pub fn doubt(&self) -> Option<String> {
        const WHY: &str = "not on this machine, or damaged. It may stand in the report all the same.";
        const WHY_MANY: &str = "not on this machine, or damaged. They may stand in the report all the same.";
        match self.unread {
            0 => None,
            1 => Some(format!("1 sealed value was not looked for: it is {WHY}")),
            count => Some(format!("{count} sealed values were not looked for: they are {WHY_MANY}")),
        }
    }
}

/// What a report is written from, in whichever format.
#[derive(Debug)]
pub struct Prepared {
    /// What the audience may see.
    pub handout: Handout,
    /// The places that name what it may not see.
    pub exposures: Vec<Exposure>,
    /// What it sees although two people have not settled it yet, in words.
    pub unsettled: Vec<String>,
}

/// Says in a sentence what a report shows although nobody has settled it; nothing where all is settled.
pub fn doubt_of(unsettled: &[String]) -> Option<String> {
    const MOST: usize = 3;
    let (first, rest) = unsettled.split_at(unsettled.len().min(MOST));
    let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
    (!first.is_empty()).then(|| {
        format!(
            "The report shows what two people changed at once and nobody has settled: {}{more}. It shows the first \
             version of each.",
            first.join(", ")
        )
    })
}

/// Gathers what an audience may see of a project; the checks run only for readers that are shown what they find.
pub fn prepare(
    project: &Project,
    outline: &Outline,
    vocabulary: &Vocabulary,
    order: &Order<'_>,
    watch: &Watch,
) -> Result<Prepared, Stopped> {
    let (findings, coverage, sign_offs) = match order.audience {
        Audience::Internal | Audience::Legal => checked(project, outline, vocabulary, order),
        Audience::Public => Default::default(),
    };
    watch.check()?;
    let (today, audience) = (order.today, order.audience);
    let mut handout =
        Handout::for_audience(project, outline, vocabulary, findings, coverage, today, audience);
    if let Some(workings) = &mut handout.workings {
        workings.sign_offs = sign_offs;
    }
    watch.check()?;
    cite_sources(&mut handout, vocabulary, &project.article().citation_style);
    watch.check()?;
    let exposures = match audience {
        Audience::Internal | Audience::Legal => Vec::new(),
        Audience::Public => {
            let sealed: Vec<String> =
                order.sealed.iter().map(|words| words.open().reveal().clone()).collect();
            exposure::find(&handout, &exposure::names(project, vocabulary, &sealed))
        }
    };
    watch.check()?;
    let name_of = |id| handout.card(id).map_or_else(String::new, |card| card.heading.clone());
    let mut open = project.open_conflicts();
    open.retain(|conflict| handout.shows(conflict.slot()));
    let number = |id| handout.mentions.get(&id).and_then(|marks| marks.first().copied());
    open.sort_by_key(|conflict| number(conflict.record()).unwrap_or(usize::MAX));
    let unsettled = open.into_iter().map(|conflict| conflict.name(project, outline, name_of)).collect();
    Ok(Prepared { handout, exposures, unsettled })
}

/// Cites the sources of a handout: from what it shows of them, and from nothing else.
pub fn cite_sources(handout: &mut Handout, vocabulary: &Vocabulary, style: &str) {
    let shown: Vec<(Id, Entry)> = handout
        .sources
        .iter()
        .filter_map(|numbered| handout.card(numbered.id))
        .filter(|card| !card.sealed)
        .map(|card| (card.id, entry_of(card)))
        .filter(|(_, entry)| source::is_citable(entry))
        .collect();
    let (ids, entries): (Vec<Id>, Vec<Entry>) = shown.into_iter().unzip();
    let lines = style::list(style, &entries).into_iter().map(|runs| {
        runs.into_iter().map(|run| Run { text: run.text, italic: run.italic }).collect::<Vec<Run>>()
    });
    handout.citations = ids.iter().copied().zip(lines).filter(|(_, runs)| !runs.is_empty()).collect();
    // A bibliography goes to whoever asks for it: what must not be published is in none.
    let withheld = |id: &Id| {
        let rules = handout.card(*id).and_then(|card| card.value("ground_rules"));
        matches!(rules, Some(Value::Text(row)) if vocabulary.meaning("ground_rules", row) == Meaning::Withheld)
    };
    let (ids, mut entries): (Vec<Id>, Vec<Entry>) =
        ids.into_iter().zip(entries).filter(|(id, _)| !withheld(id)).unzip();
    for (entry, id) in entries.iter_mut().zip(&ids) {
        if handout.audience == Audience::Public {
            entry.fields.retain(|(name, _)| !source::is_private(name));
        }
        if entry.text("id").is_empty() {
            entry.add("id", cite::Datum::Text(id.to_string()));
            entry.settle();
        }
    }
    handout.libraries = cite::ALL.iter().map(|format| (format.id(), format.write(&entries))).collect();
}

/// Makes an entry of what a reader may see of a source.
fn entry_of(card: &Card) -> Entry {
    let typed: Vec<(&'static str, &str)> = card
        .fields
        .iter()
        .filter_map(|field| match &field.value {
            Value::Text(words) => Some((field.name, words.as_str())),
            _ => None,
        })
        .collect();
    let citation = match card.value("citation") {
        Some(Value::Pairs(pairs)) => pairs.as_slice(),
        _ => &[],
    };
    source::to_entry(&typed, citation)
}

/// Writes what an audience may see of a project.
pub fn report(
    project: &Project,
    outline: &Outline,
    vocabulary: &Vocabulary,
    exporter: &dyn Exporter,
    order: &Order<'_>,
    watch: &Watch,
) -> Result<Report, Stopped> {
    let Prepared { handout, exposures, unsettled } = prepare(project, outline, vocabulary, order, watch)?;
    Ok(Report { bytes: exporter.write(&handout, watch)?, exposures, unsettled })
}

/// Writes a report that nobody can stop.
pub fn whole_report(
    project: &Project,
    outline: &Outline,
    vocabulary: &Vocabulary,
    exporter: &dyn Exporter,
    order: &Order<'_>,
) -> Report {
    // Nobody else holds the watch.
    report(project, outline, vocabulary, exporter, order, &Watch::default()).unwrap_or_default()
}

fn checked(
    project: &Project,
    outline: &Outline,
    vocabulary: &Vocabulary,
    order: &Order<'_>,
) -> (Vec<export::Finding>, export::Coverage, Vec<Signed>) {
    let rulebook = order.rulebook;
    let reading = Reading::of(project, rulebook);
    let today = order.today.date();
    let ground = Ground { project, outline, vocabulary, reading: &reading, rulebook, today };
    let findings = check::run(&ground);
    let told = |account: Account| {
        let mut said = vec![account.state()];
        said.extend(Some(account.note.trim().to_owned()).filter(|note| !note.is_empty()));
        if account.standing == Standing::Stands {
            said.extend(reliefs(rulebook));
        }
        said.extend(account.changes.iter().map(|since| since.told.clone()));
        (account.line(), said)
    };
    let signed = accounts(project, outline, vocabulary, &findings).into_iter().map(told).collect();
    let findings = findings
        .into_iter()
        .map(|finding| export::Finding {
            rule: finding.rule.to_owned(),
            label: check::named(finding.rule).map_or(finding.rule, |rule| rule.label()).to_owned(),
            level: finding.level.name().to_owned(),
            message: finding.message,
            annotation: finding.annotation,
            range: finding.range,
            waived: finding.waived.map(|waived| waived.told()),
        })
        .collect();
    let coverage = check::coverage(&ground);
    (findings, export::Coverage { sentences: coverage.sentences, covered: coverage.covered }, signed)
}
