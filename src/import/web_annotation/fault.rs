//! What is wrong with an annotation: so wrong that it is left out, or wrong in a part that can be done without.
//!
//! Follows the MUSTs of <https://www.w3.org/TR/annotation-model/>, but for a missing context or id: programs that
//! hand over a list of annotations leave them out, and neither is needed to understand one.

use serde_json::{Map, Value as Json};

use super::each;
use crate::model::Moment;

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// Refuses what cannot be understood as an annotation.
pub(super) fn refuse(object: &Map<String, Json>) -> Result<(), String> {
    if object.contains_key("@context")
        && !each(object.get("@context")).iter().any(|context| context == CONTEXT)
    {
        return Err(format!("Its context is not {CONTEXT}."));
    }
    if !each(object.get("type")).iter().any(|kind| kind == "Annotation") {
        return Err("It has no type “Annotation”.".into());
    }
    let targets = each(object.get("target"));
    if targets.is_empty() {
        return Err("It has no target.".into());
    }
    if !targets.iter().all(is_target) {
        return Err("Its target names no source.".into());
    }
    Ok(())
}

fn is_target(target: &Json) -> bool {
    match target {
        Json::String(address) => !address.is_empty(),
        Json::Object(object) => {
            ["id", "source", "items", "selector"].iter().any(|key| object.contains_key(*key))
        }
        _ => false,
    }
}

/// Lists the parts that break the standard and are done without.
pub(super) fn complain(object: &Map<String, Json>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut check = |sound: bool, words: &str| {
        if !sound {
            faults.push(words.to_owned());
        }
    };
    for key in ["id", "canonical"] {
        if let Some(value) = object.get(key) {
            check(value.as_str().is_some_and(is_iri), &format!("Its “{key}” is not one address."));
        }
    }
    check(
        each(object.get("via")).iter().all(|via| via.as_str().is_some_and(is_iri)),
        "Its “via” is not an address.",
    );
    for key in ["created", "modified", "generated"] {
        if let Some(value) = object.get(key) {
            check(
                value.as_str().is_some_and(|moment| Moment::parse(moment).is_some()),
                &format!("Its “{key}” is not one moment with its time zone."),
            );
        }
    }
    for key in ["creator", "generator"] {
        check(
            each(object.get(key)).iter().all(|agent| agent.is_object() || agent.as_str().is_some_and(is_iri)),
            &format!("Its “{key}” is neither an address nor a description."),
        );
    }
    check(
        !(object.contains_key("body") && object.contains_key("bodyValue")),
        "It has both “body” and “bodyValue”; both were taken.",
    );
    check(object.get("bodyValue").is_none_or(Json::is_string), "Its “bodyValue” is no text.");
    for body in each(object.get("body")) {
        check(is_body(body), "One of its bodies cannot be understood; it was kept in the note as it is.");
        let direction = body.get("textDirection");
        check(
            direction.is_none_or(|way| matches!(way.as_str(), Some("ltr" | "rtl" | "auto"))),
            "The text direction of a body is not one of ltr, rtl and auto.",
        );
    }
    faults
}

fn is_body(body: &Json) -> bool {
    match body {
        Json::String(address) => is_iri(address),
        Json::Object(object) => {
            let kind = |name: &str| each(object.get("type")).iter().any(|kind| kind == name);
            if object.contains_key("items") {
                return object.contains_key("type") && each(object.get("items")).iter().all(is_body);
            }
            if kind("TextualBody") {
                return object.get("value").is_some_and(Json::is_string);
            }
            ["id", "source", "value"].iter().any(|key| object.contains_key(*key))
        }
        _ => false,
    }
}

/// Tells whether something looks like an address: a scheme, a colon, no white space.
fn is_iri(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, rest)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter))
            && !rest.is_empty()
    }) && !text.chars().any(char::is_whitespace)
}
