//! Pre-publication checks: each rule looks at the whole project and returns findings.
//!
//! One rule a file under `check/`, each with its explanation and an example that is also its test. A rule never
//! sets anything: it says why, shows what it computed and points at the text. Knows no clock, no files and no
//! screen; cannot fail. The day it is comes in as a value ([`Ground::today`]).

mod accusation_wording;
mod accused_without_reply;
mod age_and_birth_differ;
mod allegation_as_fact;
mod allegation_without_accuser;
mod allegation_without_source;
mod calculation_does_not_compute;
mod caption_unchecked;
mod caption_without_credit;
mod cause_without_evidence;
mod change_does_not_compute;
mod changed_after_check;
mod changed_after_sign_off;
mod confirmed_without_evidence;
mod conflicting_changes;
mod conversion_off;
mod court_wording;
mod day_and_dateline_differ;
mod denial_called_refutation;
mod duration_does_not_fit;
mod earlier_coverage_only;
mod events_out_of_order;
mod excerpt_not_in_source;
mod exchange_rates_differ;
mod headline_number_not_in_body;
mod impossible_date;
mod legal_flag_open;
mod likely_to_change;
mod link_without_capture;
mod loaded_cue;
mod million_for_billion;
mod name_in_two_spellings;
mod name_variant;
mod off_record_source_used;
mod one_quantity_two_values;
mod one_source_as_several;
mod open_query;
mod opinion_and_claim_confused;
mod outdated_notice;
mod parts_and_total_differ;
mod passing_link;
mod passive_accusation;
mod percent_for_points;
mod quotation_beyond_excerpt;
mod quotation_cut;
mod quotation_differs;
mod reading;
mod reply_left_out;
mod role_variant;
pub mod rulebook;
mod same_claim_twice;
mod same_person_twice;
mod same_source_twice;
mod secondary_sources_only;
mod several_facts_in_one_mark;
mod share_does_not_compute;
mod share_over_hundred;
mod single_source;
mod source_with_notice;
mod stacked_hedges;
mod stage_out_of_date;
mod superlative_without_evidence;
mod title_or_party_changes;
mod unlogged_attempts;
mod unmarked_sentence;
mod unnamed_opinion;
mod unnamed_source_unexplained;
mod weasel_attribution;
mod weekday_of_another_date;
mod word_ahead_of_stage;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::vocabulary::KindMeaning;
use crate::model::{Conflict, Id, Outline, Project, Slot, Stamp, Table, Value, Vocabulary, Waiver};
use crate::text::{Block, BlockKind, Range, boundary, day};
pub use confirmed_without_evidence::{Lack, lack};
pub use reading::{Hit, Reading, Sentence, Word};
pub use rulebook::Rulebook;
pub use same_person_twice::twin::{Twins, twins_of};
pub use single_source::independence::{Support, groups, support};

/// Every rule, in the order of menus and explanations.
pub static ALL: &[&dyn Check] = &[
    &conflicting_changes::ConflictingChanges,
    &unmarked_sentence::UnmarkedSentence,
    &confirmed_without_evidence::ConfirmedWithoutEvidence,
    &changed_after_check::ChangedAfterCheck,
    &changed_after_sign_off::ChangedAfterSignOff,
    &excerpt_not_in_source::ExcerptNotInSource,
    &open_query::OpenQuery,
    &allegation_without_accuser::AllegationWithoutAccuser,
    &accused_without_reply::AccusedWithoutReply,
    &reply_left_out::ReplyLeftOut,
    &stage_out_of_date::StageOutOfDate,
    &off_record_source_used::OffRecordSourceUsed,
    &legal_flag_open::LegalFlagOpen,
    &unlogged_attempts::UnloggedAttempts,
    &quotation_differs::QuotationDiffers,
    &quotation_cut::QuotationCut,
    &quotation_beyond_excerpt::QuotationBeyondExcerpt,
    &calculation_does_not_compute::CalculationDoesNotCompute,
    &change_does_not_compute::ChangeDoesNotCompute,
    &percent_for_points::PercentForPoints,
    &parts_and_total_differ::PartsAndTotalDiffer,
    &share_does_not_compute::ShareDoesNotCompute,
    &share_over_hundred::ShareOverHundred,
    &weekday_of_another_date::WeekdayOfAnotherDate,
    &impossible_date::ImpossibleDate,
    &age_and_birth_differ::AgeAndBirthDiffer,
    &duration_does_not_fit::DurationDoesNotFit,
    &events_out_of_order::EventsOutOfOrder,
    &day_and_dateline_differ::DayAndDatelineDiffer,
    &one_quantity_two_values::OneQuantityTwoValues,
    &headline_number_not_in_body::HeadlineNumberNotInBody,
    &conversion_off::ConversionOff,
    &exchange_rates_differ::ExchangeRatesDiffer,
    &million_for_billion::MillionForBillion,
    &outdated_notice::OutdatedNotice,
    &single_source::SingleSource,
    &one_source_as_several::OneSourceAsSeveral,
    &secondary_sources_only::SecondarySourcesOnly,
    &earlier_coverage_only::EarlierCoverageOnly,
    &unnamed_source_unexplained::UnnamedSourceUnexplained,
    &unnamed_opinion::UnnamedOpinion,
    &link_without_capture::LinkWithoutCapture,
    &passing_link::PassingLink,
    &source_with_notice::SourceWithNotice,
    &caption_unchecked::CaptionUnchecked,
    &caption_without_credit::CaptionWithoutCredit,
    &name_variant::NameVariant,
    &role_variant::RoleVariant,
    &name_in_two_spellings::NameInTwoSpellings,
    &title_or_party_changes::TitleOrPartyChanges,
    &accusation_wording::AccusationWording,
    &denial_called_refutation::DenialCalledRefutation,
    &loaded_cue::LoadedCue,
    &court_wording::CourtWording,
    &superlative_without_evidence::SuperlativeWithoutEvidence,
    &cause_without_evidence::CauseWithoutEvidence,
    &weasel_attribution::WeaselAttribution,
    &passive_accusation::PassiveAccusation,
    &stacked_hedges::StackedHedges,
    &allegation_without_source::AllegationWithoutSource,
    &allegation_as_fact::AllegationAsFact,
    &word_ahead_of_stage::WordAheadOfStage,
    &several_facts_in_one_mark::SeveralFactsInOneMark,
    &opinion_and_claim_confused::OpinionAndClaimConfused,
    &same_claim_twice::SameClaimTwice,
    &same_source_twice::SameSourceTwice,
    &same_person_twice::SamePersonTwice,
    &likely_to_change::LikelyToChange,
];

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Has to be mended or waived before publication.
    Blocking,
    /// Ought to be looked at before publication.
    Warning,
    /// May be worth a look.
    Hint,
}

impl Level {
    /// Every level with its name in files and on the command line.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Blocking, "blocking"), (Self::Warning, "warning"), (Self::Hint, "hint")];

    /// Returns the name used in files and on the command line.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(level, _)| *level == self).map_or("hint", |(_, name)| name)
    }
}

/// Why a finding was set aside, by whom and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waived {
    /// Why it is published so.
    pub reason: String,
    /// Who said so, and when; nothing where nobody gave a name.
    pub by: Option<Stamp>,
}

impl Waived {
    /// Says the reason, and who gave it when: “Counsel agreed (Ann Author, 12 March 2021)”.
    pub fn told(&self) -> String {
        let signed = self.signed();
        if signed.is_empty() { self.reason.clone() } else { format!("{} ({signed})", self.reason) }
    }

    /// Says who set it aside, and when; nothing where that is not known.
    pub fn signed(&self) -> String {
        let Some(stamp) = &self.by else { return String::new() };
        let day = stamp.at.day();
        let day = day::written(&day).day().map_or(day, |day| day.to_string());
        if stamp.by.trim().is_empty() { day } else { format!("{}, {day}", stamp.by.trim()) }
    }
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The id of the rule.
    pub rule: &'static str,
    /// How much it weighs.
    pub level: Level,
    /// What was found, in one sentence with what was computed.
    pub message: String,
    /// The mark it is about.
    pub annotation: Option<Id>,
    /// The record it is about.
    pub record: Option<Id>,
    /// Where it stands in the current draft, in bytes; always on character boundaries.
    pub range: Option<Range>,
    /// The stable key that a waiver names: a record's id, or the words it stands on.
    pub subject: String,
    /// Why it was waived, and by whom.
    pub waived: Option<Waived>,
    /// The conflict that it tells of, which is settled and never waived.
    pub conflict: Option<Conflict>,
    /// The words that would stand in place of those at `range`, where it is sure what they are.
    pub fix: Option<String>,
}

impl Finding {
    /// Tells whether it says that nobody has marked a sentence.
    pub fn is_of_coverage(&self) -> bool {
        self.rule == unmarked_sentence::UnmarkedSentence.id()
    }

    /// Reports a record, at its first mention in the current draft.
    fn on_record(rule: &dyn Check, ground: &Ground<'_>, record: Id, message: String) -> Self {
        let mentions = ground.outline.mentions(record);
        let place = mentions.iter().find_map(|id| {
            let span = ground.outline.placed(*id)?.span;
            span.of(ground.project.text()).map(|_| (*id, span))
        });
        Self {
            rule: rule.id(),
            level: rule.level(),
            message,
            annotation: place.map(|(id, _)| id).or(mentions.first().copied()),
            record: Some(record),
            range: place.map(|(_, span)| span),
            subject: record.to_string(),
            waived: None,
            conflict: None,
            fix: None,
        }
    }

    /// Reports a source, where the first record stands that it is used for.
    fn on_source(rule: &dyn Check, ground: &Ground<'_>, source: Id, message: String) -> Self {
        let mut uses = ground.outline.uses(source).iter();
        let record = uses.find_map(|piece| ground.project.evidence().get(piece)?.record);
        let finding = Self::on_record(rule, ground, record.unwrap_or(source), message);
        Self { record: Some(source), subject: source.to_string(), ..finding }
    }

    /// Reports words of the text; the same words elsewhere have the same subject.
    fn on_words(rule: &dyn Check, words: &str, range: Range, message: String) -> Self {
        Self {
            rule: rule.id(),
            level: rule.level(),
            message,
            annotation: None,
            record: None,
            range: Some(range),
            subject: words.split_whitespace().collect::<Vec<_>>().join(" "),
            waived: None,
            conflict: None,
            fix: None,
        }
    }

    /// Reports words of a sentence in such a way that the same words in another sentence are another finding.
    fn on_words_in(rule: &dyn Check, sentence: &str, words: &str, range: Range, message: String) -> Self {
        Self::on_words(rule, &format!("{words}: {sentence}"), range, message)
    }

    /// Reports what a list of words was met with, and offers the words that the list has for it.
    fn on_hit(rule: &dyn Check, ground: &Ground<'_>, hit: &Hit<'_>, message: String) -> Self {
        let (reading, text) = (ground.reading, ground.project.text());
        let range = reading.span(hit.first..hit.end);
        let sentence = reading.sentences[hit.sentence].of(text).unwrap_or_default();
        let finding = Self::on_words_in(rule, sentence, range.of(text).unwrap_or_default(), range, message);
        match reading.replacement(text, hit) {
            Some(fix) => finding.mended_by(fix),
            None => finding,
        }
    }

    /// Gives it another level than its rule has.
    fn weighing(self, level: Level) -> Self {
        Self { level, ..self }
    }

    /// Says which words would stand in place of those that it points at.
    fn mended_by(self, words: impl Into<String>) -> Self {
        Self { fix: Some(words.into()), ..self }
    }
}

/// What the checks stand on: a project with what was derived from it.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The project.
    pub project: &'a Project,
    /// Its marks in order, and the links between its records.
    pub outline: &'a Outline,
    /// The desk's words.
    pub vocabulary: &'a Vocabulary,
    /// Its current draft, read.
    pub reading: &'a Reading,
    /// What the desk decided about its checks.
    pub rulebook: &'a Rulebook,
    /// The day it is where the checker works.
    pub today: Date,
}

impl Ground<'_> {
    /// Returns the words that a phrase was met with, as they are written.
    fn met(&self, hit: &Hit<'_>) -> &str {
        self.reading.span(hit.first..hit.end).of(self.project.text()).unwrap_or_default()
    }

    /// Returns the words that a phrase was met with, and what would stand in their place, as a message says it.
    fn exchange(&self, hit: &Hit<'_>) -> String {
        match self.reading.replacement(self.project.text(), hit) {
            Some(fix) => format!("“{}” instead of “{fix}”", self.met(hit)),
            None => format!("“{}”", self.met(hit)),
        }
    }

    /// Returns the words a record is known by, shortened: its own, or those that its first mark stands on.
    fn words(&self, record: Id) -> String {
        let field = match record.table() {
            Table::Claim => "statement",
            Table::Quotation => "content",
            Table::Allegation => "gist",
            Table::Query => "question",
            _ => "name",
        };
        let own = self.project.text_of(record, field);
        if !own.trim().is_empty() {
            return shortened(&own);
        }
        let mark = self.outline.mentions(record).first();
        mark.and_then(|mark| self.project.target(*mark))
            .map_or_else(|| record.to_string(), |target| shortened(&target.quote))
    }

    /// Tells whether a source is sealed: what is found goes into reports, and none may name it.
    fn is_sealed(&self, source: Id) -> bool {
        self.project.sources().get(&source).is_some_and(|source| self.vocabulary.is_sealed(source))
    }

    /// Returns what a source is called in a message: its title, or that it is sealed.
    fn called(&self, source: Id) -> String {
        let title = self.project.text_of(source, "title");
        if self.is_sealed(source) {
            "a sealed source".to_owned()
        } else if title.trim().is_empty() {
            "a source without title".to_owned()
        } else {
            format!("“{}”", shortened(&title))
        }
    }

    /// Returns the sentences that a span meets, as one range; the span where it meets none.
    fn around(&self, span: Range) -> Range {
        self.reading.sentences_in(span).iter().copied().reduce(Range::hull).unwrap_or(span)
    }

    /// Lists the marks that meet some places, which are in order and do not overlap, each with the number of the place.
    fn marks_meeting<'b>(&'b self, places: &'b [Range]) -> impl Iterator<Item = (usize, Id)> + 'b {
        let marks = if places.is_empty() { None } else { Some(self.outline.marks.iter()) };
        marks.into_iter().flatten().flat_map(move |mark| {
            let ranges = self.project.target(mark.id).map_or(&[][..], |target| target.ranges.as_slice());
            ranges.iter().flat_map(move |range| {
                let first = places.partition_point(|place| place.end <= range.start);
                let met = places[first..].iter().take_while(move |place| place.overlaps(*range));
                (first..).zip(met).map(move |(at, _)| (at, mark.id))
            })
        })
    }

    /// Tells whether a text slot of a record holds anything but white space.
    fn is_filled(&self, record: Id, field: &'static str) -> bool {
        match self.project.value(&Slot { record, field }) {
            Value::Text(text) => !text.trim().is_empty(),
            value => value != Value::Nothing,
        }
    }
}

/// A rule.
///
/// Its documentation, its explanation on screen and its test are one text: see `rule!`.
pub trait Check: Sync {
    /// Returns the rule's name, after its fault: reads well after "allow".
    fn id(&self) -> &'static str;

    /// Returns its short code, as `B02`: the letter is the level it was conceived at.
    fn code(&self) -> &'static str;

    /// Returns its name on screen.
    fn label(&self) -> &'static str;

    /// Returns how much its findings weigh.
    fn level(&self) -> Level;

    /// Says what it finds.
    fn finds(&self) -> &'static str;

    /// Says why it matters.
    fn explanation(&self) -> &'static str;

    /// Shows an article in which it finds one fault, in the markup of the fixtures:
    /// `"He [claim confirmed: took bribes] in May."`.
    fn example(&self) -> &'static str;

    /// Shows the same article, mended.
    fn mended(&self) -> &'static str;

    /// Says what to do about a finding.
    fn advice(&self) -> &'static str;

    /// Finds every fault of its sort, in any order, waivers left aside.
    fn find(&self, ground: &Ground<'_>) -> Vec<Finding>;
}

/// Declares a rule. Its documentation, its explanation on screen and its test come from the same words.
///
/// The file supplies `fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding>`.
macro_rules! rule {
    (
        $name:ident, $id:literal, $code:literal, $label:literal, $level:ident;
        what_it_finds: $finds:literal,
        why_it_matters: $matters:literal,
        example: $example:literal,
        mended: $mended:literal,
        what_to_do: $advice:literal $(,)?
    ) => {
        #[doc = concat!("Checks for `", $id, "` (", $code, ").")]
        ///
        #[doc = concat!("# What it finds\n\n", $finds, "\n")]
        #[doc = concat!("# Why it matters\n\n", $matters, "\n")]
        #[doc = concat!("# Example\n\n```text\n", $example, "\n```\nMended:\n```text\n", $mended, "\n```\n")]
        #[doc = concat!("# What to do\n\n", $advice)]
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl $crate::check::Check for $name {
            fn id(&self) -> &'static str {
                $id
            }

            fn code(&self) -> &'static str {
                $code
            }

            fn label(&self) -> &'static str {
                $label
            }

            fn level(&self) -> $crate::check::Level {
                $crate::check::Level::$level
            }

            fn finds(&self) -> &'static str {
                $finds
            }

            fn explanation(&self) -> &'static str {
                $matters
            }

            fn example(&self) -> &'static str {
                $example
            }

            fn mended(&self) -> &'static str {
                $mended
            }

            fn advice(&self) -> &'static str {
                $advice
            }

            fn find(&self, ground: &$crate::check::Ground<'_>) -> Vec<$crate::check::Finding> {
                find(self, ground)
            }
        }
    };
}
use rule;

/// Tells whether findings of a rule can be set aside: a conflict is settled instead.
pub fn is_waivable(rule: &str) -> bool {
    rule != conflicting_changes::ConflictingChanges.id()
}

/// Finds the rule of that name.
pub fn named(id: &str) -> Option<&'static dyn Check> {
    ALL.iter().copied().find(|rule| rule.id() == id)
}

/// Lists the rules that find records which are perhaps one.
pub static TWINS: [&dyn Check; 2] =
    [&same_source_twice::SameSourceTwice, &same_person_twice::SamePersonTwice];

/// Lists the sentences of the current draft in order. None crosses a block, and each holds a letter or a digit.
pub fn sentences(project: &Project) -> Vec<Range> {
    let text = project.text();
    blocks(project).iter().flat_map(|block| sentences_of(text, *block)).collect()
}

/// Lists the sentences of a block.
fn sentences_of(text: &str, block: Block) -> impl Iterator<Item = Range> {
    let inside = block.range.of(text).unwrap_or_default();
    boundary::sentences(inside)
        .into_iter()
        .filter(|sentence| sentence.of(inside).is_some_and(|words| words.contains(char::is_alphanumeric)))
        .map(move |sentence| Range::new(block.range.start + sentence.start, block.range.start + sentence.end))
}

/// Lists those of the sentences that hold something to check, whether anything is marked in them or not.
///
/// This is the one rule of what is checkable: [`run`] finds fault with the same sentences where no mark meets them.
pub fn checkable(project: &Project, sentences: &[Range], rulebook: &Rulebook) -> Vec<Range> {
    let wordbook = rulebook.wordbook(&project.article().language, project.text());
    unmarked_sentence::checkable(project, sentences, wordbook)
}

/// Asks every rule. Findings come in the order of the text, those without a place last; of several at one place
/// the weightier first. Waived ones are among them, with the reason.
pub fn run(ground: &Ground<'_>) -> Vec<Finding> {
    run_rules(ground, ALL)
}

/// Asks every rule for as long as the answer is wanted, which is asked before each; nothing where it no longer is.
pub fn run_while(ground: &Ground<'_>, is_wanted: &dyn Fn() -> bool) -> Option<Vec<Finding>> {
    let mut findings = Vec::new();
    for rule in ALL {
        if !is_wanted() {
            return None;
        }
        findings.extend(found_by(ground, *rule));
    }
    Some(finished(ground, findings))
}

/// Asks some of the rules, as [`run`] asks all.
pub fn run_rules(ground: &Ground<'_>, rules: &[&dyn Check]) -> Vec<Finding> {
    finished(ground, rules.iter().flat_map(|rule| found_by(ground, *rule)).collect())
}

/// Asks one rule, unless the desk does without it; findings weigh what the desk says.
fn found_by(ground: &Ground<'_>, rule: &dyn Check) -> Vec<Finding> {
    if ground.rulebook.is_off(rule) {
        return Vec::new();
    }
    let found = rule.find(ground).into_iter();
    found.map(|finding| Finding { level: ground.rulebook.level(rule, finding.level), ..finding }).collect()
}

/// Tells which findings were set aside, and puts them in order.
fn finished(ground: &Ground<'_>, mut findings: Vec<Finding>) -> Vec<Finding> {
    let waivers: BTreeMap<(&str, &str), &Waiver> = ground
        .project
        .waivers()
        .values()
        .filter(|waiver| !waiver.reason.trim().is_empty())
        .map(|waiver| ((waiver.rule.as_str(), waiver.subject.as_str()), waiver))
        .collect();
    for finding in findings.iter_mut().filter(|finding| finding.conflict.is_none()) {
        let waiver = waivers.get(&(finding.rule, finding.subject.as_str()));
        finding.waived = waiver
            .map(|waiver| Waived { reason: waiver.reason.trim().to_owned(), by: waiver.created.clone() });
    }
    findings.sort_by(|one, other| {
        let key = |finding: &Finding| (finding.range.map_or(usize::MAX, |range| range.start), finding.level);
        key(one).cmp(&key(other)).then_with(|| one.subject.cmp(&other.subject))
    });
    findings
}

/// How much of the article has been looked at: the one definition, used on screen and in reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Counts the sentences of the current draft.
    pub sentences: usize,
    /// Counts those that share at least one byte with a mark of any kind.
    pub covered: usize,
}

impl Coverage {
    /// Returns the share of covered sentences in whole per cent, rounded down so that 100 means all.
    pub fn percent(self) -> usize {
        (self.covered * 100).checked_div(self.sentences).unwrap_or(0)
    }
}

/// Counts the sentences that meet a mark.
pub fn coverage(ground: &Ground<'_>) -> Coverage {
    let marked = Marked::of(ground);
    Coverage {
        sentences: ground.reading.sentences.len(),
        covered: ground.reading.sentences.iter().filter(|sentence| marked.meets(**sentence)).count(),
    }
}

/// The bytes that are marked, as ranges in order that do not overlap.
struct Marked(Vec<Range>);

impl Marked {
    fn of(ground: &Ground<'_>) -> Self {
        Self::by(ground, |_| true)
    }

    /// Finds where words need no evidence any more: it is there, or the mark says that it takes none.
    fn proven(ground: &Ground<'_>) -> Self {
        Self::by(ground, |mark| {
            let annotation = ground.project.annotations().get(&mark);
            let takes_none = annotation.is_some_and(|annotation| {
                let kind = ground.vocabulary.meaning_of_kind(&annotation.kind);
                matches!(kind, Some(KindMeaning::NoCheck | KindMeaning::Opinion | KindMeaning::Quotation))
            });
            let record = annotation.and_then(|annotation| annotation.record);
            takes_none || record.is_some_and(|record| !ground.outline.evidence(record).is_empty())
        })
    }

    /// Finds where marks stand that are wanted.
    fn by(ground: &Ground<'_>, is_wanted: impl Fn(Id) -> bool) -> Self {
        let ranges = ground
            .outline
            .marks
            .iter()
            .filter(|mark| is_wanted(mark.id))
            .filter_map(|mark| ground.project.target(mark.id))
            .flat_map(|target| target.ranges.iter().copied())
            .collect();
        Self::of_ranges(ranges)
    }

    fn of_ranges(mut ranges: Vec<Range>) -> Self {
        ranges.retain(|range| !range.is_empty());
        ranges.sort_unstable();
        let mut joined: Vec<Range> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match joined.last_mut() {
                Some(last) if range.start <= last.end => *last = last.hull(range),
                _ => joined.push(range),
            }
        }
        Self(joined)
    }

    fn meets(&self, range: Range) -> bool {
        let at = self.0.partition_point(|marked| marked.end <= range.start);
        self.0.get(at).is_some_and(|marked| marked.overlaps(range))
    }
}

/// Returns the blocks of the current draft; a draft without any counts as one paragraph.
fn blocks(project: &Project) -> Vec<Block> {
    let blocks = project.draft().map(|draft| draft.blocks.to_vec()).unwrap_or_default();
    if blocks.is_empty() {
        let range = Range::new(0, project.text().len());
        return vec![Block { kind: BlockKind::Paragraph, range }];
    }
    blocks
}

/// Returns the first 60 characters on one line, with an ellipsis where more follows.
fn shortened(words: &str) -> String {
    const MOST: usize = 60;
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

/// Joins words as a sentence does: "a", "a and b", "a, b and c".
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
