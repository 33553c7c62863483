//! Figures, days and names in sentences as articles have them: what does not fit is found, and its twin that fits is left
//! alone.

use super::{check, rules_of};

/// Lists the rules that compute or compare and find something in a text.
fn found(text: &str) -> Vec<&'static str> {
    let codes = ["B09", "W07", "W08", "W09", "W10", "W11"];
    let mut rules = rules_of(text);
    rules.retain(|rule| check::named(rule).is_some_and(|rule| codes.contains(&rule.code())));
    rules
}

/// Holds that the first of two texts has the fault of a rule, and the second none.
fn told(rule: &str, pairs: &[(&str, &str)]) {
    for (wrong, right) in pairs {
        assert_eq!(found(wrong), [rule], "{wrong}");
        assert_eq!(found(right), [""; 0], "{right}");
    }
}

#[test]
fn a_change_is_compared_with_values_wherever_they_stand() {
    told(
        "change-does-not-compute",
        &[
            (
                "Rents went from an average of $1,200 a month to $1,500, an increase of 30 percent.",
                "Rents went from an average of $1,200 a month to $1,500, an increase of 25 percent.",
            ),
            (
                "It drew 30,000 visitors, double the 10,000 who came in 2015.",
                "It drew 20,000 visitors, double the 10,000 who came in 2015.",
            ),
            (
                "The school has 900 pupils, three times as many as the 400 of 1990.",
                "The school has 1,200 pupils, three times as many as the 400 of 1990.",
            ),
        ],
    );
}

#[test]
fn a_change_of_another_clause_and_a_loose_multiple_are_left_alone() {
    for right in [
        "Sales rose to $42 million from $40 million, while costs rose 12 percent.",
        "The fund more than doubled, from $10 million to $29 million.",
        "Doctors treated three times as many patients as in 2010.",
    ] {
        assert_eq!(found(right), [""; 0], "{right}");
    }
}

#[test]
fn a_total_is_told_from_the_first_of_a_row() {
    told(
        "parts-and-total-differ",
        &[
            (
                "Police made 23 arrests, 12 on Friday and 9 on Saturday.",
                "Police made 21 arrests, 12 on Friday and 9 on Saturday.",
            ),
            (
                "Seven people were killed in the crash, including three women, two men and four children.",
                "Nine people were killed in the crash, including three women, two men and four children.",
            ),
            (
                "The ferry carried 73 passengers and 70 crew members, a total of 154 people.",
                "The ferry carried 73 passengers and 70 crew members, a total of 143 people.",
            ),
            ("It won 173 to 80, a margin of 100 votes.", "It won 173 to 80, a margin of 93 votes."),
        ],
    );
    for row in [
        "The town has 25 shops, 10 restaurants and 8 bars.",
        "Police seized 14 rifles, six handguns and four knives.",
        "She scored 18 goals, nine assists and four penalties last season.",
        "The school raised $5,000 for books, $3,000 for trips and $1,000 for lunches.",
        "The city spent $10 million on roads, $4 million on parks and $2 million on pools.",
    ] {
        assert_eq!(found(row), [""; 0], "{row}");
    }
}

#[test]
fn a_share_is_compared_with_its_part_and_whole() {
    told(
        "share-does-not-compute",
        &[
            (
                "Of the 200 employees, 50, or 35 percent, voted for the union.",
                "Of the 200 employees, 50, or 25 percent, voted for the union.",
            ),
            (
                "About 60 percent of the town’s 1,000 voters, or 450 people, cast ballots early.",
                "About 60 percent of the town’s 1,000 voters, or 600 people, cast ballots early.",
            ),
            (
                "Two out of every five drivers, or 60 percent, use a phone.",
                "Two out of every five drivers, or 40 percent, use a phone.",
            ),
            (
                "The survey showed that 27 percent, or a third, had none.",
                "The survey showed that 34 percent, or a third, had none.",
            ),
        ],
    );
}

#[test]
fn a_life_and_a_war_take_the_years_between_their_ends() {
    told(
        "duration-does-not-fit",
        &[(
            "The war, which began in 1998 and ended in 2003, lasted ten years.",
            "The war, which began in 1998 and ended in 2003, lasted five years.",
        )],
    );
    told(
        "events-out-of-order",
        &[(
            "He was born in 1962 and graduated from college in 1958.",
            "He was born in 1962 and graduated from college in 1984.",
        )],
    );
    for right in [
        "From 2001 to 2005 he ran three companies for two years each.",
        "Their son was born in 1962, and she graduated in 1958.",
    ] {
        assert_eq!(found(right), [""; 0], "{right}");
    }
}

#[test]
fn tomorrow_is_counted_from_the_dateline() {
    told(
        "day-and-dateline-differ",
        &[(
            "ALBANY, March 12, 2021 (AP) — The court ruled. The senate votes tomorrow, March 14.",
            "ALBANY, March 12, 2021 (AP) — The court ruled. The senate votes tomorrow, March 13.",
        )],
    );
}

#[test]
fn some_of_the_things_counted_are_no_second_value_of_all() {
    for right in [
        "The 14 homes burned on Sunday. On Monday, the three homes nearest the river burned too.",
        "Police arrested 14 people on Monday. The two people arrested on Tuesday were released.",
        "Four shuttles will be shown. The three remaining shuttles will be shown in museums.",
        "It will cost $1 billion. Groups that raised $1 million or more pay the cost.",
    ] {
        assert_eq!(found(right), [""; 0], "{right}");
    }
}

#[test]
fn forms_of_a_name_and_numerals_are_no_second_spelling() {
    told(
        "name-in-two-spellings",
        &[
            (
                "Daniel Whitaker sued the county. Mr. Whittaker would not settle.",
                "Daniel Whitaker sued the county. Mr. Whitaker would not settle.",
            ),
            (
                "Daniel Whittaker sued the county. Whitaker would not settle. The mayor met Whitaker on Friday.",
                "Daniel Whitaker sued the county. Whitaker would not settle. The mayor met Whitaker on Friday.",
            ),
        ],
    );
    for right in [
        "Nora Hansen and Lars Hanson met. Hansen left.",
        "Exhibit Tape-26 was shown. Then Tape-27 was shown, and Tape-27 again. Tape-27 was left, and Tape-27 closed.",
        "Ann Texas spoke for Texas, and Texas heard it. Many Texans left.",
        "Louis XVII met Louis XVIII. Then XVIII left, and XVIII spoke.",
        "The Democratic National Committee met. The Republican National Committee met. A national vote is due.",
    ] {
        assert_eq!(found(right), [""; 0], "{right}");
    }
}

#[test]
fn nobody_is_a_thief_or_convicted_before_the_trial() {
    told(
        "word-ahead-of-stage",
        &[
            (
                "Laura Dean is accused of killing her husband, police said. The murderer is due in court.",
                "Laura Dean is accused of killing her husband, police said. Dean is due in court.",
            ),
            (
                "Tina Marsh was convicted of bribery. Her trial is to begin in June.",
                "Tina Marsh was charged with bribery. Her trial is to begin in June.",
            ),
        ],
    );
    let other = "Tina Marsh was convicted of bribery in 2010. Marsh was charged with fraud, and her trial is to begin in June.";
    assert_eq!(found(other), [""; 0]);
}
