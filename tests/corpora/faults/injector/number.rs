//! Faults of arithmetic: sentences with figures that do not fit together, each with a twin whose figures do.

use super::{Altered, Chance, Injector};

/// Makes a sort of fault of sentences: with a draw for each, the wrong one and the right one.
macro_rules! sentences {
    ($name:ident, $rule:literal, $fault:literal, $floor:literal, $make:expr) => {
        pub(super) const $name: Injector = Injector {
            rule: $rule,
            fault: $fault,
            floor: $floor,
            alter: |text, chance| {
                let (wrong, right) = $make(&mut *chance)?;
                Altered::added_with_twin(text, &wrong, &right, chance)
            },
        };
    };
}
pub(super) use sentences;

/// Writes a number with commas.
pub(super) fn commas(number: usize) -> String {
    let figures = number.to_string();
    let mut written = String::new();
    for (at, figure) in figures.chars().enumerate() {
        if at > 0 && (figures.len() - at).is_multiple_of(3) {
            written.push(',');
        }
        written.push(figure);
    }
    written
}

/// Draws a number between two.
pub(super) fn between(chance: &mut Chance, least: usize, most: usize) -> usize {
    least + chance.below(most - least + 1)
}

/// The per cent between two values, rounded, and one that is clearly another.
fn percent(chance: &mut Chance, from: usize, to: usize) -> (usize, usize) {
    let share = (to as f64 - from as f64).abs() / from as f64 * 100.0;
    let right = share.round() as usize;
    let off = 4 + chance.below(9) + right / 6;
    let wrong = if chance.below(2) == 0 && right > off + 1 { right - off } else { right + off };
    (wrong, right)
}

sentences!(CHANGE, "change-does-not-compute", "a rise or fall in per cent", 95, |chance: &mut Chance| {
    let from = between(chance, 20, 900) * 10;
    let is_rise = chance.below(2) == 0;
    let part = between(chance, 5, 60);
    let to = if is_rise { from + from * part / 100 } else { from - from * part / 100 };
    let (wrong, right) = percent(chance, from, to);
    let (a, b) = (commas(from), commas(to));
    let pick = |up: &str, down: &str| if is_rise { up.to_owned() } else { down.to_owned() };
    let (rose, rise, up) = (pick("rose", "fell"), pick("increase", "decrease"), pick("up", "down"));
    let an = pick("an", "a");
    let form = chance.below(12);
    let sentence = |p: usize| match form {
        0 => format!("Applications {rose} {p} percent to {b} from {a}."),
        1 => format!("Enrollment {rose} from {a} to {b}, {up} {p} percent."),
        2 => format!("The number of members {rose} from {a} to {b}, {an} {rise} of {p}%."),
        3 => format!("Membership {rose} by {p} per cent, from {a} in 2015 to {b} in 2019, the union said."),
        4 => format!("The agency's budget went from ${a} to ${b}, a {p} percent {rise}."),
        5 => format!("Sales {rose} {p}%, from ${a} million to ${b} million, according to the report."),
        6 => format!("The city counted {b} cases last year, {up} {p} percent from {a} the year before."),
        7 => format!("It was a {p} percent {rise} from {a} to {b}."),
        8 => format!("The company's staff {rose} to {b} from {a}, {an} {rise} of {p} percent."),
        9 => format!("Visits {rose} from {a} in January to {b} in June. That is {an} {rise} of {p} percent."),
        10 => format!("Attendance reached {b}, {up} {p} percent from {a} in 2014."),
        _ => {
            format!("The number of complaints has {} {p} percent, from {a} to {b}.", pick("risen", "fallen"))
        }
    };
    Some((sentence(wrong), sentence(right)))
});

sentences!(WAY, "change-does-not-compute", "a rise that is a fall", 95, |chance: &mut Chance| {
    let low = between(chance, 20, 500);
    let high = low + between(chance, 5, 300);
    let (up, down) = *chance.pick(&[
        ("rose", "fell"),
        ("increased", "decreased"),
        ("climbed", "dropped"),
        ("grew", "shrank"),
    ])?;
    let unit = *chance.pick(&["", " million", " tons"])?;
    let form = chance.below(3);
    let sentence = |verb: &str, a: usize, b: usize| match form {
        0 => format!("The figure {verb} from {a}{unit} to {b}{unit} in a year."),
        1 => format!("Output {verb} to {b}{unit} from {a}{unit}."),
        _ => format!("The total {verb} from {a}{unit} in 2014 to {b}{unit} in 2015, officials said."),
    };
    Some(if chance.below(2) == 0 {
        (sentence(up, high, low), sentence(up, low, high))
    } else {
        (sentence(down, low, high), sentence(down, high, low))
    })
});

sentences!(TIMES, "change-does-not-compute", "doubled, tripled, halved", 70, |chance: &mut Chance| {
    let (verb, times) = *chance.pick(&[("doubled", 2), ("tripled", 3), ("quadrupled", 4)])?;
    let from = between(chance, 20, 400) * 10;
    let right = from * times;
    let wrong = if chance.below(2) == 0 { right + from * 7 / 10 } else { right - from * 4 / 10 };
    let a = commas(from);
    let form = chance.below(4);
    let sentence = |to: usize| {
        let b = commas(to);
        match form {
            0 => format!("The number of cases {verb} from {a} to {b}."),
            1 => format!("Fees {verb} to ${b} from ${a} in five years."),
            2 => format!("The population {verb}, from {a} in 1990 to {b} in 2010."),
            _ => format!("Spending has {verb} from ${a} a year to ${b}."),
        }
    };
    Some((sentence(wrong), sentence(right)))
});

sentences!(POINTS, "percent-for-points", "per cent for percentage points", 90, |chance: &mut Chance| {
    let from = between(chance, 4, 60);
    let rise = between(chance, 1, 9);
    let to = from + rise;
    let points = if rise == 1 { "percentage point" } else { "percentage points" };
    let form = chance.below(5);
    let sentence = |unit: &str| match form {
        0 => format!("The rate went from {from} percent to {to} percent, a rise of {rise} {unit}."),
        1 => format!("Support increased by {rise} {unit}, from {from} percent to {to} percent."),
        2 => format!("Unemployment rose {rise} {unit} from {from} percent to {to} percent."),
        3 => format!("Turnout was up {rise} {unit} to {to} percent from {from} percent."),
        _ => format!("Approval climbed from {from} percent to {to} percent, an increase of {rise} {unit}."),
    };
    // What is a rise of 1 percent of 100 percent is one of 1 point, too: from 4 to 60 it never is.
    Some((sentence("percent"), sentence(points)))
});

sentences!(TOTAL, "parts-and-total-differ", "a total that is not the sum", 65, |chance: &mut Chance| {
    let (one, two) = (between(chance, 20, 190), between(chance, 20, 190));
    let total = one + two;
    let wrong = total + between(chance, 3, 20);
    let form = chance.below(10);
    let sentence = |total: usize| match form {
        0 => format!("The hall held {total} people: {one} men and {two} women."),
        1 => format!("The ferry carried {one} passengers and {two} crew members, a total of {total} people."),
        2 => format!(
            "Of the {total} delegates, {one} voted for the plan and the other {two} voted against it."
        ),
        3 => format!("They arrested {one} men and {two} women, {total} in all."),
        4 => format!("The group has {total} members ({one} men and {two} women)."),
        5 => format!(
            "The fund gave ${one} million to schools and ${two} million to hospitals, for a total of ${total} million."
        ),
        6 => format!("There were {one} votes in favor and {two} against, totaling {total} votes."),
        7 => format!("The {total} workers — {one} nurses and {two} doctors — signed the letter."),
        8 => format!("A total of {total} people, {one} women and {two} men, took part."),
        _ => format!(
            "It won {one} to {two}, a margin of {} votes.",
            if total == one + two { one.abs_diff(two) } else { one.abs_diff(two) + 7 }
        ),
    };
    Some((sentence(wrong), sentence(total)))
});

sentences!(SHARE, "share-does-not-compute", "a share of a whole", 80, |chance: &mut Chance| {
    let whole = between(chance, 30, 900);
    let part = between(chance, whole / 10, whole * 9 / 10);
    let right = (part as f64 / whole as f64 * 100.0).round() as usize;
    let off = between(chance, 4, 15);
    let wrong = if right > off + 5 && chance.below(2) == 0 { right - off } else { right + off };
    let form = chance.below(8);
    let sentence = |p: usize| match form {
        0 => format!("In the vote, {part} of {whole}, or {p} percent, were in favor."),
        1 => format!("Inspectors closed {part} of the {whole} restaurants ({p} percent)."),
        2 => format!("Of those asked, {p} percent, or {part} of {whole}, agreed."),
        3 => format!("The study found that {p} percent ({part} of {whole}) had recovered."),
        4 => format!("Some {part} out of {whole} employees — {p} percent — had left by June."),
        5 => format!("The company cut {part} jobs, or {p} percent of its {whole} workers."),
        6 => format!("Police solved {part} out of {whole} cases, {p} percent, the report says."),
        _ => format!("It lost {p} percent of its {whole} members, or {part} people."),
    };
    Some((sentence(wrong), sentence(right)))
});

sentences!(RATIO, "share-does-not-compute", "a ratio in words", 70, |chance: &mut Chance| {
    let (words, right) = *chance.pick(&[
        ("one in five", 20),
        ("one in four", 25),
        ("two in three", 67),
        ("three in four", 75),
        ("one in 10", 10),
        ("a quarter", 25),
        ("a third", 33),
        ("half", 50),
        ("two-thirds", 67),
        ("three-quarters", 75),
        ("three out of five", 60),
    ])?;
    let wrong = if chance.below(2) == 0 { right + between(chance, 8, 20) } else { right - 6 };
    let form = chance.below(4);
    let sentence = |p: usize| match form {
        0 => format!("About {words} ({p} percent) said they would stay."),
        1 => format!("In the poll, {words} people, or {p} percent, said no."),
        2 => format!("The survey showed that {p} percent, or {words}, had no insurance."),
        _ => format!("Exactly {words}, or {p} percent, of the voters agreed."),
    };
    let sentence = |p: usize| {
        sentence(p)
            .replace("a quarter people", "a quarter of the people")
            .replace("a third people", "a third of the people")
            .replace("half people", "half of the people")
            .replace("thirds people", "thirds of the people")
            .replace("quarters people", "quarters of the people")
    };
    Some((sentence(wrong), sentence(right)))
});

sentences!(OVER, "share-over-hundred", "more than 100 per cent", 95, |chance: &mut Chance| {
    let (one, two) = (between(chance, 35, 48), between(chance, 30, 45));
    let left = 100 - one - two;
    let much = left + between(chance, 5, 20);
    let over = between(chance, 101, 180);
    let under = between(chance, 20, 95);
    let form = chance.below(6);
    let sentence = |rest: usize, share: usize| match form {
        0 => format!(
            "In the survey, {one} percent of voters backed the plan, {two} percent opposed it and {rest} percent were undecided."
        ),
        1 => format!("About {share} percent of residents said they had heard of it."),
        2 => format!("Profits fell by {share} percent."),
        3 => format!(
            "The measure passed with {one} percent in favor, {two} percent against and {rest} percent who had no opinion."
        ),
        4 => format!("Crime dropped {share} percent in a decade, the mayor said."),
        _ => format!(
            "He beat her {} percent to {two} percent.",
            if rest == left { one } else { 100 - two + 6 }
        ),
    };
    Some((sentence(much, over), sentence(left, under)))
});

sentences!(UNIT, "conversion-off", "a wrong conversion", 95, |chance: &mut Chance| {
    let number = between(chance, 2, 90);
    let (from, to, factor, add) = *chance.pick(&[
        ("miles", "kilometers", 1.609_344, 0.0),
        ("miles", "km", 1.609_344, 0.0),
        ("kilometers", "miles", 0.621_371, 0.0),
        ("feet", "meters", 0.3048, 0.0),
        ("acres", "hectares", 0.404_686, 0.0),
        ("pounds", "kilograms", 0.453_592, 0.0),
        ("kg", "pounds", 2.204_62, 0.0),
        ("inches", "centimeters", 2.54, 0.0),
        ("mph", "kph", 1.609_344, 0.0),
        ("degrees Fahrenheit", "degrees Celsius", 0.555_556, -17.777_8),
        ("gallons", "liters", 3.785_41, 0.0),
        ("square miles", "square kilometers", 2.589_99, 0.0),
    ])?;
    let converted = (number as f64 * factor + add).abs();
    let right = number as f64 * factor + add;
    let wrong = right + (converted * 0.3).max(4.0) * if chance.below(2) == 0 { 1.0 } else { -0.6 };
    let form = chance.below(4);
    let n = if chance.below(2) == 0 { number.to_string() } else { commas(number) };
    let sentence = |value: f64| {
        let value = if value.abs() < 10.0 { format!("{value:.1}") } else { format!("{value:.0}") };
        match form {
            0 => format!("It was about {n} {from} ({value} {to})."),
            1 => format!("They measured {n} {from}, or {value} {to}."),
            2 => format!("The sign said {n} {from} ({value} {to}), he said."),
            _ => format!("The limit is {n} {from}, about {value} {to}, the agency said."),
        }
    };
    Some((sentence(wrong), sentence(right)))
});

sentences!(RATES, "exchange-rates-differ", "two conversions at two rates", 60, |chance: &mut Chance| {
    let (sign, rate) = *chance.pick(&[("£", 1.3), ("€", 1.12), ("C$", 0.76)])?;
    let (one, two) = (between(chance, 2, 30), between(chance, 31, 90));
    let of = |number: usize, rate: f64| format!("{:.1}", number as f64 * rate);
    let wrong_rate = rate * if chance.below(2) == 0 { 1.25 } else { 0.75 };
    let form = chance.below(2);
    let sentence = |second: f64| match form {
        0 => format!(
            "The bank paid {sign}{one} million (${} million) and lent {sign}{two} million (${} million).",
            of(one, rate),
            of(two, second)
        ),
        _ => format!(
            "It cost {sign}{one} million, or ${} million. The second cost {sign}{two} million, or ${} million.",
            of(one, rate),
            of(two, second)
        ),
    };
    Some((sentence(wrong_rate), sentence(rate)))
});

sentences!(SCALE, "million-for-billion", "a million for a billion", 95, |chance: &mut Chance| {
    let number = format!("{}.{}", between(chance, 2, 90), between(chance, 1, 9));
    let (thing, again) = *chance.pick(&[
        ("stadium", "The stadium project would cost"),
        ("tunnel", "The tunnel would cost"),
        ("merger", "The merger is worth"),
        ("bridge", "The bridge is to cost"),
    ])?;
    let form = chance.below(2);
    let sentence = |scale: &str| match form {
        0 => format!("The {thing} is a ${number} billion plan. {again} ${number} {scale}, officials said."),
        _ => format!(
            "Lawmakers approved ${number} million for the {thing} in May. {again} ${number} {scale}, the mayor said."
        ),
    };
    let (wrong, right) = if form == 0 { ("million", "billion") } else { ("billion", "million") };
    Some((sentence(wrong), sentence(right)))
});

sentences!(TWICE, "one-quantity-two-values", "one count with two values", 80, |chance: &mut Chance| {
    let count = between(chance, 12, 90);
    let wrong = count + between(chance, 1, 9);
    let form = chance.below(8);
    let sentence = |again: usize| match form {
        0 => format!(
            "Police said {count} people were arrested at the rally. The {again} people arrested were taken to court on Friday."
        ),
        1 => format!(
            "The fire killed {count} people. The {again} people killed in the fire were all residents."
        ),
        2 => format!(
            "The crash injured {count} passengers. All {again} injured passengers were taken to hospitals."
        ),
        3 => format!("The board has {count} members. The {again} members of the board meet in June."),
        4 => format!(
            "The company will close {count} stores this year. The {again} stores that will close are all in Ohio."
        ),
        5 => format!(
            "Officers made {count} arrests at the march. Of the {again} arrests, most were for trespassing."
        ),
        6 => format!(
            "The lawsuit was filed by {count} teachers. The {again} teachers who filed the lawsuit want back pay."
        ),
        _ => format!(
            "There were {count} deaths in the outbreak, officials said. The {again} deaths in the outbreak include children."
        ),
    };
    Some((sentence(wrong), sentence(count)))
});
