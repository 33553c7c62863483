//! What calculations come to, what is told of those that cannot be made, and the laws they keep.

use super::*;
use proptest::prelude::*;

fn outcome(line: &str) -> Outcome {
    match evaluate(line, Notation::Point) {
        Some(Ok(outcome)) => outcome,
        other => panic!("{line}: {other:?}"),
    }
}

/// Holds that a line comes to a result, shown with its other forms.
fn comes_to(line: &str, shown: &str) {
    assert_eq!(outcome(line).shown(), shown, "{line}");
}

/// Holds what is said of the result behind the sign of equality.
fn judged_as(line: &str, words: &str) {
    let outcome = outcome(line);
    let said: Vec<String> = outcome.verdicts.iter().map(Verdict::words).collect();
    assert_eq!(said, [words], "{line} {}", outcome.shown());
}

/// Holds that a line cannot be worked out, and where and why.
fn fails_at(line: &str, at: &str, words: &str) {
    match evaluate(line, Notation::Point) {
        Some(Err(fault)) => {
            assert_eq!((fault.range.of(line), fault.message.as_str()), (Some(at), words), "{line}");
        }
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn sums_are_worked_out_without_noise() {
    comes_to("0.1 + 0.2", "= 0.3");
    comes_to("1 + 2 * 3 ^ 2 - (4 - 1) / 2", "= 17.5");
    comes_to("2^3^2", "= 512");
    comes_to("-2^2", "= -4");
    comes_to("(412-387)/387", "≈ 0.0646 (6.46 %)");
    comes_to("1,234,567 + 1 234 567 − 1'234'567", "= 1,234,567");
    comes_to("10 ÷ 4 × 2", "= 5");
    comes_to("1/3", "≈ 0.3333 (33.33 %)");
    comes_to("½ of 412", "= 206");
    comes_to("1.234,5", "= 1,234.5");
    comes_to("2 dozen", "= 24");
}

#[test]
fn a_written_result_is_right_right_as_rounded_or_wrong() {
    judged_as("(412-387)/387 = 6.46 %", "Right as rounded to two decimals");
    judged_as("(412-387)/387 = 6.5%", "Right as rounded to one decimal");
    judged_as("(412-387)/387 = 0.065", "Right as rounded to three decimals");
    judged_as("(412-387)/387 = 6.64 %", "Wrong: it is 6.46 %");
    judged_as("412 - 387 = 25", "Right");
    judged_as("412 - 387 = 24", "Wrong: it is 25");
    judged_as("3 * 411 = 1,200", "Right as rounded to hundreds");
    judged_as("3 * 411 ≈ 1,230", "Right as rounded to tens");
    judged_as("$3.6 billion / 3 = $1.2 billion", "Right");
    judged_as("$3.7 billion / 3 = $1.2 billion", "Right as rounded to hundred millions");
    judged_as("5 miles in km = 8 km", "Right as rounded to a whole number");
    judged_as("5 miles = 8,047 m", "Right as rounded to a whole number");
    judged_as("2021-03-12 - 1957-12-06 = 63 years 96 days", "Right");
    judged_as("2021-03-12 - 1957-12-06 = 63 years", "Right as rounded to whole years that are over");
    judged_as("2021-03-12 - 1957-12-06 = 64 years", "Wrong: it is 63 years 96 days");
    judged_as("2021-03-12 - 1957-12-06 = 23,107 days", "Right");
    judged_as("weekday(2021-03-12) = Friday", "Right");
    judged_as("5.2 % - 4.7 % = 0.5 %", "Wrong: it is 0.5 pp, percentage points and not per cent");
    judged_as("5 km = 5 kg", "Wrong: it is 5 km, not in kg");
}

#[test]
fn a_count_of_a_whole_is_a_share_and_words_are_no_sum() {
    judged_as("14 of 27 representatives = 52 %", "Right as rounded to a whole number");
    comes_to("14 members of 28 members", "= 0.5 (50 %)");
    comes_to("1/4 of 412", "= 103");
    assert!(is_sum("14 of 27 representatives = 52 %") && is_sum("5 m + 3 kg x") && is_sum("(12 - 3 / 4"));
    assert!(!is_sum("28 February is 12 days before 12 March 2021") && !is_sum("On 2021-03-12 he was 63"));
    assert!(!is_sum("1 January 2021 was a Friday; 12 March is 70 days later: a Friday") && !is_sum(""));
}

#[test]
fn percentages_are_shares_and_their_differences_are_points() {
    comes_to("6 % of 412", "= 24.72");
    comes_to("5.2 % - 4.7 %", "= 0.5 pp");
    comes_to("5.2 percent + 0.5 percentage points", "= 5.7 %");
    comes_to("100 % - 35 %", "= 65 %");
    comes_to("25 / 387 in %", "≈ 6.46 %");
    comes_to("change(387, 412)", "≈ 6.46 %");
    comes_to("share(25; 1,000)", "= 2.5 %");
    comes_to("50 % * 20 %", "= 10 %");
    comes_to("$412 + 6 %", "= $436.72");
    assert_eq!(outcome("$412 + 6 %").notes, ["The percentage is taken of what stands before it."]);
}

#[test]
fn money_is_read_in_words_and_signs() {
    comes_to("$1.2 million + $300,000", "= $1,500,000");
    comes_to("€5m - €250k", "= €4,750,000");
    comes_to("10 USD * 3", "= 30 USD");
    comes_to("$5 / 3 people", "≈ $1.67/people");
    comes_to("£2.50 * 3", "= £7.50");
    comes_to("12 dollars / 5", "= 2.40 dollars");
    fails_at("$5 + €3", "+", "€ cannot be added to $.");
}

#[test]
fn units_are_turned_into_one_another_and_never_mixed() {
    comes_to("5 miles in km", "= 8.04672 km");
    comes_to("6 ft 2 in to cm", "= 187.96 cm");
    comes_to("100 °F in °C", "≈ 37.7778 °C");
    comes_to("20 °C - 68 °F", "= 0 degrees Celsius");
    comes_to("60 km/h * 30 min", "= 30 km");
    comes_to("1 acre in m2", "≈ 4,046.8564 m²");
    comes_to("5 square miles in km²", "≈ 12.9499 km²");
    comes_to("2 h 30 min in min", "= 150 min");
    comes_to("26.2 miles / 3 h in mph", "≈ 8.7333 mph");
    comes_to("1 gallon in l", "≈ 3.7854 l");
    comes_to("200 kg / 4 kg", "= 50");
    comes_to("5,000 people / 2 km²", "= 2,500 people/km²");
    comes_to("0.25 in %", "= 25 %");
    comes_to("412 cases - 387 cases", "= 25 cases");
    fails_at("5 m + 3 kg", "+", "kg cannot be added to m.");
    fails_at("5 km in kg", "kg", "km cannot be turned into kg.");
    fails_at("412 cases + 3 deaths", "+", "Deaths cannot be added to cases.");
    fails_at("5 km in furlongs", "furlongs", "“furlongs” is no unit that is known.");
}

#[test]
fn days_are_counted_by_the_calendar() {
    comes_to("2021-03-12 - 1957-12-06", "= 63 years 96 days (63 years 3 months 6 days; 23,107 days)");
    comes_to("12 March 2021 + 30 days", "= 11 April 2021");
    comes_to("March 12, 2021 - 2 weeks", "= 26 February 2021");
    comes_to("31 January 2021 + 1 month", "= 28 February 2021");
    comes_to(
        "6 December 1957 to 12 March 2021",
        "= 63 years 96 days (63 years 3 months 6 days; 23,107 days)",
    );
    comes_to("age(6 December 1957; 12 March 2021)", "= 63 years");
    comes_to("weekday(12 March 2021)", "= Friday");
    comes_to("1957-12-06 + 63 years 96 days", "= 12 March 2021");
    comes_to("(2021-03-15 - 2021-03-01) in weeks", "= 2 weeks");
    comes_to("2021-03-01 - 2020-12-06", "= 85 days (2 months 23 days)");
    fails_at(
        "31 February 2021 + 1 day",
        "31 February 2021",
        "There is no day “31 February 2021” in the calendar.",
    );
    fails_at(
        "March 2021 + 1 day",
        "March 2021",
        "“March 2021” is a month: a whole day is needed to count from.",
    );
    fails_at("Monday, 12 March 2021 + 1 day", "Monday, 12 March 2021", "12 March 2021 is a Friday.");
    fails_at(
        "2021-03-12 + 5",
        "+",
        "A plain number cannot be added to a day: it takes whole days, weeks, months or years.",
    );
    fails_at("2021-03-12 + 20000 years", "+", "The calendar does not reach that far.");
}

#[test]
fn functions_take_several_numbers() {
    comes_to("sum(1, 2, 3.5)", "= 6.5");
    comes_to("mean(1; 2; 6)", "= 3");
    comes_to("average(1 km; 500 m)", "= 0.75 km");
    comes_to("median(5, 1, 3, 10)", "= 4");
    comes_to("min(3 m; 20 cm)", "= 20 cm");
    comes_to("max(1,200; 900)", "= 1,200");
    comes_to("round(6.4599; 2)", "= 6.46");
    comes_to("sqrt(2)", "≈ 1.4142");
    comes_to("sqrt(144)", "= 12");
    comes_to("abs(3 - 5)", "= 2");
    fails_at(
        "sum(100,200)",
        "100,200",
        "“100,200” may be one number or two: part numbers by “;”, not by “,”.",
    );
    fails_at(
        "total(1)",
        "total",
        "There is no function “total”: sum, mean, average, avg, median, min, max, round, abs, sqrt, change, share, age, weekday, days are known.",
    );
}

#[test]
fn faults_point_at_the_place() {
    fails_at("12 +", "", "A number is missing here.");
    fails_at("(1 + 2", "(", "This bracket is never closed.");
    fails_at("1 + 2)", ")", "This bracket closes none that is open.");
    fails_at("5 / (3 - 3)", "/", "Nothing can be divided by zero.");
    fails_at("4 ? 5", "?", "“?” has no meaning in a calculation.");
    fails_at(
        "1,23",
        "1,23",
        "“1,23” is read as thousands and has no three figures behind “,”: write 1.23, or part two numbers by “;”.",
    );
    fails_at(
        "1,2345,678",
        "1,2345,678",
        "“1,2345,678” is no number: thousands stand in groups of three figures.",
    );
    fails_at("1 2", "2", "A sign such as + or * is missing before this.");
    fails_at("10^99", "^", "This is too large, or too finely divided, to be computed exactly.");
    fails_at("= 5", "=", "Something to compute is missing here.");
    fails_at(
        "hello",
        "hello",
        "“hello” is not understood: a number, a day or a function such as sum( ) is needed here.",
    );
}

#[test]
fn a_language_decides_what_a_comma_means() {
    let comes_to = |line: &str, shown: &str| {
        let outcome = evaluate(line, Notation::of_language("de-DE")).unwrap().unwrap();
        assert_eq!(outcome.shown(), shown, "{line}");
    };
    comes_to("1.234 + 0,5", "= 1.234,5");
    comes_to("1.234.567,25 * 2", "= 2.469.134,5");
    comes_to("sum(1,5; 2,5)", "= 4");
    assert_eq!(Notation::of_language("en"), Notation::Point);
    assert_eq!(Notation::of_language("de-CH"), Notation::Point);
    assert_eq!(Notation::of_language("pt-BR"), Notation::Comma);
    assert_eq!(Notation::of_language(""), Notation::Point);
}

#[test]
fn hostile_lines_end_soon() {
    for line in
        ["(".repeat(1_900), "-".repeat(1_900), "2^".repeat(900), "sqrt(".repeat(380), "9".repeat(1_999)]
    {
        assert!(matches!(evaluate(&line, Notation::Point), Some(Err(_))), "{}", &line[..20]);
    }
    assert!(matches!(evaluate(&"1+".repeat(1_200), Notation::Point), Some(Err(_))));
    let long = format!("0{}", "+1".repeat(900));
    assert_eq!(outcome(&long).shown(), "= 900");
    assert_eq!(outcome("(-1)^2147483647").shown(), "= -1");
    assert_eq!(evaluate("  ", Notation::Point), None);
}

/// Makes lines of what belongs into them, in any order.
fn lines() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "1",
        "2",
        "0",
        "387",
        "1,234",
        "1.234,5",
        "0.05",
        "12 345",
        " ",
        "+",
        "-",
        "*",
        "/",
        "^",
        "(",
        ")",
        "%",
        "=",
        "of",
        " in ",
        " to ",
        "km",
        "miles",
        "kg",
        "$",
        "€",
        "h",
        "days",
        "years",
        "months",
        "2021-03-12",
        "12 March 2021",
        "°C",
        "°F",
        "sum(",
        "median(",
        "change(",
        "round(",
        "sqrt(",
        "age(",
        ";",
        ", ",
        "million",
        "bn",
        "pp",
        "percent",
        "²",
        "mph",
        "acres",
        "cases",
        "½",
        "≈",
        "weekday(",
    ]);
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #[test]
    fn any_words_are_answered(line in ".{0,60}") {
        for notation in [Notation::Point, Notation::Comma] {
            if let Some(Err(fault)) = evaluate(&line, notation) {
                prop_assert!(fault.range.of(&line).is_some() && fault.message.ends_with('.'), "{:?}", fault);
            }
        }
    }

    #[test]
    fn any_line_of_its_own_pieces_is_answered(line in lines()) {
        for notation in [Notation::Point, Notation::Comma] {
            if let Some(Err(fault)) = evaluate(&line, notation) {
                prop_assert!(fault.range.of(&line).is_some() && fault.message.ends_with('.'), "{:?}", fault);
            }
        }
    }

    #[test]
    fn what_is_shown_is_right_when_it_is_written_behind_the_line(line in lines()) {
        for notation in [Notation::Point, Notation::Comma] {
            let Some(Ok(outcome)) = evaluate(&line, notation) else { continue };
            let Some(first) = line.split(['=', '≈']).next() else { continue };
            let again = format!("{first} = {}", outcome.result);
            match evaluate(&again, notation) {
                Some(Ok(told)) => prop_assert!(told.is_right(), "{}: {:?}", again, told),
                other => prop_assert!(false, "{again}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_result_is_right_as_rounded_to_any_place_and_wrong_beyond_it(
        top in -1_000_000i64..1_000_000, bottom in 1i64..10_000, decimals in 0i32..6,
    ) {
        let number = Exact::new(top.into(), bottom.into()).unwrap();
        let written = number.written(decimals).unwrap();
        let line = format!("{top} / {bottom} = {written}");
        prop_assert!(outcome(&line).is_right(), "{}", line);
        let step = Exact::ten(-decimals).unwrap();
        let off = number.rounded(decimals).unwrap().plus(step.times(Exact::whole(2)).unwrap()).unwrap();
        // Rounder numbers may be right to a wider place.
        if !off.written(decimals).unwrap().ends_with('0') {
            let line = format!("{top} / {bottom} = {}", off.written(decimals).unwrap());
            prop_assert!(!outcome(&line).is_right(), "{}", line);
        }
    }
}
