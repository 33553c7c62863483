//! Two sources that are perhaps one. Knows how sources are cited, not what they say.

use super::same_person_twice::twin;
use super::{Check, Finding, Ground, listed, rule, shortened};
use crate::model::Id;

rule! {
    SameSourceTwice, "same-source-twice", "H06", "Same source twice", Hint;
    what_it_finds: "Two sources with one address (however it was copied), one DOI or ISBN, one file, or the same title, \
        publisher and day.",
    why_it_matters: "Twice the same source looks like two that agree, and what is known of it (that it is off the record, \
        that it carries a correction) stands on one of the two only.",
    example: "He [claim evidence=p.4 url=\"https://example.org/a\" marked=\"He ran\": ran] and \
        [claim evidence=p.5 url=\"http://www.example.org/a/#top\" marked=\"He won\": won].",
    mended: "He [claim evidence=p.4 url=\"https://example.org/a\" marked=\"He ran\": ran] and \
        [claim evidence=p.5 url=\"https://example.org/b\" marked=\"He won\": won].",
    what_to_do: "Merge them: evidence of both stays, and what differs goes into the note. If they are two, say so, and they \
        are not compared again.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let name = |id: Id| {
        if ground.is_sealed(id) {
            "a sealed source".to_owned()
        } else {
            format!("“{}”", shortened(&ground.project.name_of(id)))
        }
    };
    let twins = twin::sources(ground);
    let told = |twins: &twin::Twins| {
        let shared: Vec<String> = twins.shared.iter().map(|what| (*what).to_owned()).collect();
        let [one, other] = twins.ids.map(name);
        let message = format!("{} and {other} are perhaps one source: {}.", capital(&one), listed(&shared));
        twin::finding(rule, ground, twins, message)
    };
    twins.iter().map(told).collect()
}

fn capital(words: &str) -> String {
    crate::model::words::capital(words)
}
