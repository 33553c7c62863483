//! How many faults the checks see in real articles, and how often they raise an alarm where there is none.
//!
//! Nothing is marked in these articles, so that only the rules that read the bare text are measured. A seeded generator
//! puts one fault of a known sort into an article at a time; a fault is caught where its rule finds something in the
//! sentence that was altered and found nothing there before. Alarms are counted over the articles as they were written:
//! some of them are faults of the articles. `REDPENCIL_ALARMS=1` prints each alarm, `REDPENCIL_ALARMS=rule-name` those of
//! one rule; `REDPENCIL_MISSED=1` prints each fault that was not seen.

mod genre;
mod injector;

use std::collections::{BTreeMap, BTreeSet};

use redpencil::check::{self, Finding, Ground, Level, Reading, Rulebook};
use redpencil::model::{Moment, Outline};
use redpencil::session::{Action, Session, context::Fixed, journal::Memory};
use redpencil::store::vocabulary;
use redpencil::text::Range;

use genre::{Genre, articles};
use injector::{ALL, Altered, Chance};

/// How many faults of each sort are put in at most.
const FAULTS: usize = 200;

/// An article without a mark.
fn session(text: &str) -> Session {
    let context = Fixed::new(Moment(1_700_000_000), "Ada", 7);
    let journal = Box::new(Memory::default());
    let project = redpencil::model::Project::default();
    let mut session = Session::new(project, vocabulary::shipped(), journal, Box::new(context));
    let article = redpencil::import::read(text.as_bytes(), "article.txt").expect("a text");
    session
        .dispatch(Action::Begin { article: Box::new(article), name: "article.txt".into(), original: None })
        .expect("a first draft");
    session
}

/// Runs the rules that are asked for over an article in which nothing is marked.
fn findings(session: &Session, rules: &[&dyn check::Check]) -> (Vec<Finding>, usize) {
    let project = session.project();
    let rulebook = Rulebook::shipped();
    let reading = Reading::of(project, &rulebook);
    let ground = Ground {
        project,
        outline: &Outline::of(project),
        vocabulary: &vocabulary::shipped(),
        reading: &reading,
        rulebook: &rulebook,
        today: session.today(),
    };
    (check::run_rules(&ground, rules), reading.sentences.len())
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
        let session = session(&text);
        let (found, count) = findings(&session, &rules);
        *sentences.entry(genre).or_default() += count;
        for finding in found {
            *alarms.entry((genre, finding.rule, finding.level)).or_default() += 1;
            if wanted == "1" || wanted == finding.rule {
                let place = shown(session.project().text(), finding.range);
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

#[test]
fn faults_that_were_put_in_are_seen() {
    let is_told = std::env::var_os("REDPENCIL_MISSED").is_some();
    let articles: Vec<String> = articles()
        .into_iter()
        .filter(|(genre, ..)| *genre == Genre::News)
        .map(|(_, _, text)| session(&text).project().text().to_owned())
        .collect();
    if articles.is_empty() {
        return;
    }
    println!("{:<34} {:<40} {:>8} {:>8} {:>14}", "rule", "fault", "put in", "caught", "twins' alarms");
    let rules = rules();
    // Rules of wording find fault with a sentence whether its figures are right or not.
    let is_of_numbers = |finding: &&Finding| {
        let code = check::named(finding.rule).map_or("", check::Check::code);
        ["W07", "W08", "W09", "W10", "W11"].contains(&code)
    };
    let mut wrong: Vec<String> = Vec::new();
    for injector in ALL {
        let rule = check::named(injector.rule).expect(injector.rule);
        let mut chance = Chance::new(injector.fault);
        let (mut put_in, mut caught, mut twins, mut alarms) = (0, 0, 0, 0);
        // Several rounds, as not every article has a place for each fault.
        for text in articles.iter().cycle().take(articles.len() * 6) {
            if put_in == FAULTS {
                break;
            }
            let Some(Altered { text: altered, range, twin }) = (injector.alter)(text, &mut chance) else {
                continue;
            };
            let keys = |text: &str| -> BTreeSet<String> {
                let session = session(text);
                let (found, _) = findings(&session, &[rule]);
                found.into_iter().map(|finding| finding.message).collect()
            };
            let before = keys(text);
            let session = session(&altered);
            let (found, _) = findings(&session, &[rule]);
            let is_new = |finding: &Finding| {
                let meets =
                    finding.range.is_some_and(|place| place.start < range.end && range.start < place.end);
                meets && !before.contains(&finding.message)
            };
            put_in += 1;
            if found.iter().any(is_new) {
                caught += 1;
            } else if is_told {
                println!("missed {}: {}", injector.fault, shown(&altered, Some(range)));
            }
            if let Some((text, range)) = twin {
                twins += 1;
                let session = self::session(&text);
                let (found, _) = findings(&session, &rules);
                let here = found.iter().filter(is_of_numbers).filter(|finding| {
                    finding.range.is_some_and(|place| place.start < range.end && range.start < place.end)
                });
                let here: Vec<_> = here.collect();
                alarms += usize::from(!here.is_empty());
                for finding in here.iter().filter(|_| is_told) {
                    println!(
                        "twin of {}: {}: {}: {}",
                        injector.fault,
                        finding.rule,
                        finding.message,
                        shown(&text, Some(range))
                    );
                }
            }
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
