//! Sources that nobody can ask: critics, observers, many. Knows no word of any language.

use super::{Check, Finding, Ground, Hit, Level, Marked, rule};

rule! {
    WeaselAttribution, "weasel-attribution", "W16", "Attribution to nobody", Warning;
    what_it_finds: "“Critics say”, “many believe”, “it is believed”, “experts say”, “sources said”, “reportedly” and the like, where \
        no sentence beside it says by name whose words they are; as a hint where one does, and for groups such as experts, \
        supporters and residents. Words in quotation marks and \
        titles are left alone.",
    why_it_matters: "Readers cannot tell who it is, how many, or whether there is anybody; the accused cannot answer them, and the \
        opinion may be the author's own.",
    example: "[claim: Critics say the bridge is ugly].",
    mended: "[claim: Two architects of the chamber say the bridge is ugly].",
    what_to_do: "Name one of them, or say who they are and how many; if nobody can be found who says so, leave it out.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let reading = ground.reading;
    let groups = reading.wording("weasel-group").map(|hit| (hit, true));
    let met = reading.wording("weasel").map(|hit| (hit, false)).chain(groups);
    let proven = Marked::proven(ground);
    met.filter(|(hit, _)| !is_counted(ground, hit) && !are_known(ground, &proven, hit))
        .map(|(hit, is_group)| {
            let words = ground.met(&hit);
            let (level, message) = if is_group {
                (Level::Hint, format!("“{words}”: which of them, and how many, is not said."))
            } else if is_named(ground, &hit) {
                (Level::Hint, format!("“{words}”: a name stands near by; make sure that it is theirs."))
            } else {
                (Level::Warning, format!("“{words}”, and nobody is named."))
            };
            Finding::on_hit(rule, ground, &hit, message).weighing(level)
        })
        .collect()
}

/// Tells whether the sentence or one beside it, in the same block or the next, has a name and says that somebody said
/// something.
fn is_named(ground: &Ground<'_>, hit: &Hit<'_>) -> bool {
    let reading = ground.reading;
    let own = reading.lines()[hit.sentence];
    let last = (hit.sentence + 1).min(reading.lines().len() - 1);
    (hit.sentence.saturating_sub(1)..=last).any(|sentence| {
        let line = &reading.lines()[sentence];
        if sentence == hit.sentence {
            // In its own sentence another cue has to be there.
            let cue = reading
                .hits_in("attribution", sentence)
                .any(|cue| cue.first >= hit.end || cue.end <= hit.first);
            return cue && !reading.names(line.words()).is_empty();
        }
        line.block.abs_diff(own.block) <= 1
            && reading.has("attribution", sentence)
            && !reading.names(line.words()).is_empty()
    })
}

/// Tells whether it speaks of sources whom the desk knows: what the sentence tells rests on evidence.
fn are_known(ground: &Ground<'_>, proven: &Marked, hit: &Hit<'_>) -> bool {
    let reading = ground.reading;
    let mut sources = reading.hits_in("sources-in-the-plural", hit.sentence);
    sources.any(|source| source.first < hit.end && hit.first < source.end)
        && proven.meets(reading.sentences[hit.sentence])
}

/// Tells whether it is said how many they are: “3 people said”.
fn is_counted(ground: &Ground<'_>, hit: &Hit<'_>) -> bool {
    let reading = ground.reading;
    let is_first = hit.first == reading.lines()[hit.sentence].words().start;
    let before = hit.first.saturating_sub(1);
    let is_figure = || reading.lower(reading.word(before)).starts_with(char::is_numeric);
    !is_first && (is_figure() || reading.is_in("counted", before))
}
