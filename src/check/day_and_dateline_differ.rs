//! “Yesterday” with a day that is not the one before publication. Knows the article's date, where it has one.

use super::weekday_of_another_date::{date_of, published};
use super::{Check, Finding, Ground, rule};
use crate::text::Day;
use crate::text::day::{WEEKDAYS, later, place_in_week, weekday};

rule! {
    DayAndDatelineDiffer, "day-and-dateline-differ", "W08", "Yesterday of another day", Warning;
    what_it_finds: "“Yesterday”, “today” or “tomorrow” with a weekday or a day of the month right behind it that is another one, \
        counted from the date of the article; and “today” and “tomorrow” in one text with weekdays that do not follow.",
    why_it_matters: "Copy is written on one day and published on another, and “yesterday” does not move by itself.",
    example: "[claim: The court ruled yesterday (Friday)]. [claim: It sits again tomorrow (Monday)].",
    mended: "[claim: The court ruled yesterday (Friday)]. [claim: It sits again tomorrow (Sunday)].",
    what_to_do: "Name the day itself, as agencies do, or count again from the day of publication.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let (reading, text) = (ground.reading, ground.project.text());
    let published = published(ground);
    let mut findings = Vec::new();
    // The weekday of the day of writing, as the text itself says it first.
    let mut own: Option<u8> = None;
    for hit in reading.hits("relative-day") {
        let Ok(days) = hit.phrase.note.parse::<i32>() else { continue };
        let word = reading.span(hit.first..hit.end);
        let is_beside = |start: usize| {
            text.get(word.end..start).is_some_and(|gap| matches!(gap, ", " | " (" | " — " | " "))
        };
        let day = reading
            .days_in(hit.sentence)
            .iter()
            .find(|day| day.whole().start > word.start && is_beside(day.whole().start));
        let named = reading.hits_in("weekday", hit.sentence).find(|named| {
            let range = reading.word(named.first).range();
            reading.word(named.first).is_capitalised
                && is_beside(range.start)
                && text[range.end..].starts_with([',', ')', '.'])
        });
        let said = named.as_ref().and_then(|named| named.phrase.note.parse::<u8>().ok());
        if let (Some(day), Some(published)) = (day, published)
            && let Some(date) = date_of(day, Some(published), None)
        {
            let right = later(published, days);
            if date != right {
                let range = word.hull(day.whole());
                let message = format!("Counted from {}, it is {}.", Day::Whole(published), Day::Whole(right));
                findings.push(Finding::on_words(rule, range.of(text).unwrap_or_default(), range, message));
            }
            continue;
        }
        let (Some(said), Some(named)) = (said, named) else { continue };
        let today = i32::from(said) - 1 - days;
        let of_text = u8::try_from(today.rem_euclid(7)).unwrap_or(0);
        let wanted = published.map(place_in_week).or(own);
        own = own.or(Some(of_text));
        if wanted.is_some_and(|wanted| wanted != of_text) {
            let range = word.hull(reading.word(named.first).range());
            let place = wanted.map_or(0, i32::from) + days;
            let right = published
                .map_or(WEEKDAYS[usize::try_from(place.rem_euclid(7)).unwrap_or(0)], |day| {
                    weekday(later(day, days))
                });
            let message = format!("As the article's days are counted, it is {right}.");
            findings.push(Finding::on_words(rule, range.of(text).unwrap_or_default(), range, message));
        }
    }
    findings
}
