//! How many faults the checks see in real articles, and how often they raise an alarm where there is none.
//!
//! Nothing is marked in these articles, so that only the rules that read the bare text are measured. A seeded generator
//! puts one fault of a known sort into an article at a time; a fault is caught where its rule finds something in the
//! sentence that was altered and found nothing there before. Alarms are counted over the articles as they were written:
//! some of them are faults of the articles. `REDPENCIL_ALARMS=1` prints each alarm, `REDPENCIL_ALARMS=rule-name` those of
//! one rule; `REDPENCIL_MISSED=1` prints each fault that was not seen.

mod genre;
mod injector;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

use redpencil::check::{self, Finding, Ground, Level, Reading, Rulebook};
use redpencil::model::{Moment, Outline, Project, Vocabulary};
use redpencil::session::{Action, Session, context::Fixed, journal::Memory};
use redpencil::store::vocabulary;
use redpencil::text::Range;

use genre::{Genre, articles};
use injector::{ALL, Altered, Chance, Injector};

/// How many faults of each sort are put in at most.
const FAULTS: usize = 200;

/// When the checks are made.
const NOW: Moment = Moment(1_700_000_000);

static VOCABULARY: LazyLock<Arc<Vocabulary>> = LazyLock::new(vocabulary::shipped);
static RULEBOOK: LazyLock<Arc<Rulebook>> = LazyLock::new(Rulebook::shipped);

/// An article without a mark, read for the rules.
struct Article {
    project: Project,
    outline: Outline,
    reading: Reading,
}

impl Article {
    fn read(text: &str) -> Self {
        let context = Fixed::new(NOW, "Ada", 7);
        let journal = Box::new(Memory::default());
        let mut session = Session::new(Project::default(), VOCABULARY.clone(), journal, Box::new(context));
        let article = redpencil::import::read(text.as_bytes(), "article.txt").expect("a text");
        session
            .dispatch(Action::Begin {
                article: Box::new(article),
                name: "article.txt".into(),
                original: None,
            })
            .expect("a first draft");
        let project = session.project().clone();
        let (outline, reading) = (Outline::of(&project), Reading::of(&project, &RULEBOOK));
        Self { project, outline, reading }
    }

    /// Runs the rules that are asked for.
    fn findings(&self, rules: &[&dyn check::Check]) -> Vec<Finding> {
        let ground = Ground {
            project: &self.project,
            outline: &self.outline,
            vocabulary: &VOCABULARY,
            reading: &self.reading,
            rulebook: &RULEBOOK,
            today: NOW.date(),
        };
        check::run_rules(&ground, rules)
    }
}

/// Lists every rule but the one of coverage, which finds fault with all that is not marked.
fn rules() -> Vec<&'static dyn check::Check> {
    check::ALL.iter().copied().filter(|rule| rule.id() != "unmarked-sentence").collect()
}

/// Returns some words round a finding on one line.
fn shown(text: &str, range: Option<Range>) -> String {
    let Some(range) = range else { return "(no place)".into() };
    let from = text.floor_char_boundary(range.start.saturating_sub(60));
    let to = text.ceil_char_boundary((range.end + 60).min(text.len()));
    let words = |range: Range| range.of(text).unwrap_or_default().replace('\n', " ");
    let [before, inside, after] =
        [Range::new(from, range.start), range, Range::new(range.end, to)].map(words);
    format!("{before}[{inside}]{after}")
}

#[test]
fn real_articles_raise_few_alarms() {
    let wanted = std::env::var("REDPENCIL_ALARMS").unwrap_or_default();
    let rules = rules();
    let mut alarms: BTreeMap<(Genre, &str, Level), usize> = BTreeMap::new();
    let mut sentences: BTreeMap<Genre, usize> = BTreeMap::new();
    for (genre, name, text) in articles() {
        let article = Article::read(&text);
        *sentences.entry(genre).or_default() += article.reading.sentences.len();
        for finding in article.findings(&rules) {
            *alarms.entry((genre, finding.rule, finding.level)).or_default() += 1;
            if wanted == "1" || wanted == finding.rule {
                let place = shown(article.project.text(), finding.range);
                println!(
                    "{name}: {} ({}): {}\n    {place}",
                    finding.rule,
                    finding.level.name(),
                    finding.message
                );
            }
        }
    }
    if sentences.is_empty() {
        return;
    }
    println!("{:<34} {:<9} {:>10} {:>22}", "rule", "level", "alarms", "per 1,000 sentences");
    for ((genre, rule, level), count) in &alarms {
        let share = *count as f64 * 1000.0 / sentences[genre] as f64;
        println!("{rule:<34} {:<9} {count:>10} {share:>12.2} of {genre:?}", level.name());
    }
    let news = sentences.get(&Genre::News).copied().unwrap_or_default();
    println!("sentences: {sentences:?}");
    for ((_, rule, level), count) in alarms.iter().filter(|((genre, ..), _)| *genre == Genre::News) {
        let most = match level {
            Level::Blocking => 1,
            Level::Warning => 2,
            Level::Hint => continue,
        };
        assert!(count * 1000 < most * news.max(1), "{rule}: {count} alarms in {news} sentences are too many");
    }
}

/// What became of the faults of one sort.
#[derive(Default)]
struct Tally {
    put_in: usize,
    caught: usize,
    twins: usize,
    alarms: usize,
    /// Each fault that was missed and each twin that raised an alarm, a line each.
    told: String,
}

/// Lists the rules that compute and compare: those of wording find fault with a sentence whether its figures are right
/// or not.
fn rules_of_figures() -> Vec<&'static dyn check::Check> {
    let codes = ["W07", "W08", "W09", "W10", "W11"];
    rules().into_iter().filter(|rule| codes.contains(&rule.code())).collect()
}

/// Puts faults of one sort into the articles, at most [`FAULTS`] of them.
fn tally(injector: &Injector, articles: &[Article]) -> Tally {
    let rule = check::named(injector.rule).expect(injector.rule);
    let of_figures = rules_of_figures();
    let mut chance = Chance::new(injector.fault);
    let mut tally = Tally::default();
    // What the rule finds in an article as it is, asked once an article.
    let mut known: HashMap<usize, BTreeSet<String>> = HashMap::new();
    // Several rounds, as not every article has a place for each fault.
    for (number, article) in articles.iter().enumerate().cycle().take(articles.len() * 6) {
        if tally.put_in == FAULTS {
            break;
        }
        let Some(Altered { text, range, twin }) = (injector.alter)(article.project.text(), &mut chance)
        else {
            continue;
        };
        let before = known.entry(number).or_insert_with(|| {
            article.findings(&[rule]).into_iter().map(|finding| finding.message).collect()
        });
        let meets = |finding: &Finding, range: Range| {
            finding.range.is_some_and(|place| place.start < range.end && range.start < place.end)
        };
        let found = Article::read(&text).findings(&[rule]);
        tally.put_in += 1;
        if found.iter().any(|finding| meets(finding, range) && !before.contains(&finding.message)) {
            tally.caught += 1;
        } else {
            writeln!(tally.told, "missed {}: {}", injector.fault, shown(&text, Some(range))).expect("a line");
        }
        if let Some((text, range)) = twin {
            let mut found = Article::read(&text).findings(&of_figures);
            found.retain(|finding| meets(finding, range));
            tally.twins += 1;
            tally.alarms += usize::from(!found.is_empty());
            for Finding { rule, message, .. } in found {
                let place = shown(&text, Some(range));
                writeln!(tally.told, "twin of {}: {rule}: {message}: {place}", injector.fault)
                    .expect("a line");
            }
        }
    }
    tally
}

#[test]
fn faults_that_were_put_in_are_seen() {
    let is_told = std::env::var_os("REDPENCIL_MISSED").is_some();
    let articles: Vec<Article> = articles()
        .into_iter()
        .filter(|(genre, ..)| *genre == Genre::News)
        .map(|(_, _, text)| Article::read(&text))
        .collect();
    if articles.is_empty() {
        return;
    }
    // Each sort has its own sequence of chances, so that they can be put in side by side.
    let next = AtomicUsize::new(0);
    let tallies: Mutex<BTreeMap<usize, Tally>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some((number, injector)) = take(&next) {
                    let tally = tally(injector, &articles);
                    tallies.lock().expect("no thread fails").insert(number, tally);
                }
            });
        }
    });
    println!("{:<34} {:<40} {:>8} {:>8} {:>14}", "rule", "fault", "put in", "caught", "twins' alarms");
    let mut wrong: Vec<String> = Vec::new();
    for (number, tally) in tallies.into_inner().expect("no thread failed") {
        let injector = &ALL[number];
        let Tally { put_in, caught, twins, alarms, told } = tally;
        if is_told {
            print!("{told}");
        }
        let of_twins = if twins == 0 { "-".to_owned() } else { format!("{alarms} of {twins}") };
        println!("{:<34} {:<40} {put_in:>8} {caught:>8} {of_twins:>14}", injector.rule, injector.fault);
        if alarms * 50 > twins {
            wrong.push(format!("{}: {alarms} of {twins} right sentences raise an alarm", injector.fault));
        }
        if put_in == 0 {
            wrong.push(format!("{}: no article has a place for it", injector.fault));
        }
        if caught * 100 < injector.floor * put_in {
            wrong.push(format!(
                "{}: {caught} of {put_in} were caught, at least {} per cent ought to be",
                injector.fault, injector.floor
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Takes the next sort of fault.
fn take(next: &AtomicUsize) -> Option<(usize, &'static Injector)> {
    let number = next.fetch_add(1, Ordering::Relaxed);
    Some((number, ALL.get(number)?))
}
