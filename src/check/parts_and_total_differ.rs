//! Parts that do not add up to the total that is said with them. Knows sums, not which of the numbers is wrong.

use super::reading::Reading;
use super::reading::arithmetic::{Placed, Token, pieces};
use super::reading::quantity::{Measure, Quantity, shown};
use super::{Check, Finding, Ground, rule};
use crate::text::Range;

rule! {
    PartsAndTotalDiffer, "parts-and-total-differ", "W07", "Parts and total that differ", Warning;
    what_it_finds: "A total and its parts in one sentence that do not add up: “300 people: 120 men and 190 women”, “3 dead and \
        5 injured, a total of 9”, “of the 50 members 30 voted for it and the other 15 against”, “520 votes to 500, a margin \
        of 30”, and parts that are more than the whole.",
    why_it_matters: "A reader can add. Where the sum is off, one of the numbers was copied wrongly, or people were counted twice \
        or left out, which the text then has to say.",
    example: "The ship [claim: carried 300 people]: 120 men and 190 women.",
    mended: "The ship [claim: carried 310 people]: 120 men and 190 women.",
    what_to_do: "Add the parts from the source. If they overlap or are not all of them, say so in the text.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let (reading, text) = (ground.reading, ground.project.text());
    let mut findings = Vec::new();
    for sentence in 0..reading.lines().len() {
        if reading.quantities_in(sentence).len() < 2 {
            continue;
        }
        let line = Line { pieces: pieces(reading, text, sentence), reading };
        let found = line
            .parts_listed()
            .or_else(|| line.total_said())
            .or_else(|| line.rest_said())
            .or_else(|| line.margin());
        if let Some((message, quantities)) = found {
            let range = quantities.iter().map(|quantity| quantity.range).reduce(Range::hull);
            let range = range.unwrap_or(reading.lines()[sentence].range);
            findings.push(Finding::on_words(rule, range.of(text).unwrap_or_default(), range, message));
        }
    }
    findings
}

struct Line<'a> {
    pieces: Vec<Placed<'a>>,
    reading: &'a Reading,
}

type Fault<'a> = Option<(String, Vec<&'a Quantity>)>;

/// Tells whether a quantity may be part of a sum.
fn is_part(quantity: &Quantity) -> bool {
    matches!(quantity.measure, Measure::Count | Measure::Money(_))
        && quantity.is_exact()
        && !quantity.is_joined
}

impl<'a> Line<'a> {
    fn number(&self, at: usize) -> Option<&'a Quantity> {
        match self.pieces.get(at)?.token {
            Token::Number(quantity) if is_part(quantity) => Some(quantity),
            _ => None,
        }
    }

    fn is_sign(&self, at: usize, signs: &[char]) -> bool {
        matches!(self.pieces.get(at).map(|piece| piece.token), Some(Token::Sign(sign)) if signs.contains(&sign))
    }

    fn part(&self, at: usize) -> &'a str {
        match self.pieces.get(at).map(|piece| piece.token) {
            Some(Token::Part(part)) => part,
            _ => "",
        }
    }

    /// “300 people: 120 men and 190 women”, “300 people (120 men, 190 women)”, “23 arrests, 12 on Friday and 9 on
    /// Saturday”, “300 people, including 400 women”
    fn parts_listed(&self) -> Fault<'a> {
        (0..self.pieces.len()).find_map(|at| {
            let total = self.number(at)?;
            if let Some(from) = self.included(at + 1) {
                return self.judge(total, &self.run(from)?, false);
            }
            let is_word = matches!(self.pieces.get(at + 1)?.token, Token::Words(1..=3));
            let behind = at + 1 + usize::from(is_word);
            // “$5 million in all, $2 million on wages and …”
            let is_all = self.part(behind) == "in-all";
            let behind = behind + usize::from(is_all);
            let is_comma = self.is_sign(behind, &[',']);
            if self.is_sign(behind, &[':', '—', '(']) {
                self.judge(total, &self.run(behind + 1)?, true)
            } else if self.part(behind + usize::from(is_comma)) == "making" {
                self.judge(total, &self.run(behind + 1 + usize::from(is_comma))?, true)
            } else if is_comma {
                let parts = self.run(behind + 1)?;
                (is_all || self.is_whole_of(at, &parts)).then(|| self.judge(total, &parts, true)).flatten()
            } else {
                None
            }
        })
    }

    /// Steps over the words of a total to what it includes: “seven people were killed in the crash, including …”.
    fn included(&self, from: usize) -> Option<usize> {
        const REACH: usize = 6;
        let place = (from..from + REACH).find(|at| self.part(*at) == "including")?;
        let is_open = (from..place).all(|at| match self.pieces[at].token {
            Token::Words(_) | Token::Part("in" | "of" | "from" | "to") => true,
            Token::Sign(sign) => matches!(sign, ',' | '(' | ':' | '—'),
            _ => false,
        });
        is_open.then_some(place + 1)
    }

    /// Tells whether a number is a total of those behind its comma, and not the first of a row (“25 shops, 10 bars and 8
    /// hotels”): its word names a whole, or theirs is left out because it is the same.
    fn is_whole_of(&self, at: usize, parts: &[&Quantity]) -> bool {
        let Some(total) = self.number(at) else { return false };
        let is_beside = self.pieces.get(at + 1).is_some_and(|piece| {
            matches!(piece.token, Token::Sign(',')) || total.noun.is_some_and(|noun| piece.word <= noun)
        });
        let book = self.reading.wordbook.as_ref();
        let names_whole = total.noun.is_some_and(|noun| {
            book.is_some_and(|book| book.list("whole").has(self.reading.lower(self.reading.word(noun))))
        });
        let is_money = total.measure != Measure::Count;
        let are_bare = parts.iter().all(|part| part.noun.is_none());
        // “raised $5,000 for books, $3,000 for trips and $1,000 for lunches” is a row.
        let is_row =
            is_money && !matches!(self.pieces.get(at + 1).map(|piece| piece.token), Some(Token::Sign(',')));
        is_beside && !is_row && (names_whole || (are_bare && (is_money || total.noun.is_some())))
    }

    /// Lists the numbers from one piece on that are joined by commas and “and”; nothing for what is not such a list.
    fn run(&self, from: usize) -> Option<Vec<&'a Quantity>> {
        let mut parts: Vec<&Quantity> = vec![self.number(from)?];
        let mut at = from + 1;
        let mut has_and = false;
        loop {
            while matches!(self.pieces.get(at).map(|piece| piece.token), Some(Token::Words(1..=4)))
                || matches!(self.part(at), "in" | "of" | "from" | "to")
            {
                at += 1;
            }
            let mut step = at;
            let is_end = |at: usize| self.pieces.get(at).is_none() || self.is_sign(at, &[')', '—', ';', '.']);
            if is_end(at) {
                break;
            }
            let is_comma = self.is_sign(step, &[',', ';']);
            step += usize::from(is_comma);
            let adds = self.part(step) == "and";
            step += usize::from(adds);
            has_and |= adds;
            match self.number(step).filter(|_| is_comma || adds) {
                Some(next) => parts.push(next),
                // Something else goes on: the list is whole only before a comma.
                None if is_comma && !adds && has_and => break,
                None => return None,
            }
            at = step + 1;
        }
        (parts.len() > 1).then_some(parts)
    }

    fn judge(&self, total: &'a Quantity, parts: &[&'a Quantity], is_whole: bool) -> Fault<'a> {
        if parts.iter().any(|part| !part.is_like(total)) || total.value < 2.0 {
            return None;
        }
        // “20 push-ups, 20 sit-ups and 20 squats”: a list whose first is no total.
        if is_whole && parts.iter().any(|part| part.value >= total.value) {
            return None;
        }
        // “a man and three women”: what an article counts is not among the quantities.
        let (from, to) = (total.first.min(parts.first()?.first), parts.last()?.end.max(total.end));
        // “A total of” counts nothing.
        let is_of_sum = |at: usize| {
            self.reading.hits_in("arithmetic", total.sentence).any(|hit| (hit.first..hit.end).contains(&at))
        };
        let is_uncounted = |at: usize| self.reading.is_in("counts-loosely", at) && !is_of_sum(at);
        let is_number =
            |at: usize| parts.iter().chain([&total]).any(|part| (part.lead..part.end).contains(&at));
        let counts_one = (from..to).any(|at| is_uncounted(at) && !is_number(at));
        let sum: f64 = parts.iter().map(|part| part.value).sum();
        let slack: f64 = parts.iter().map(|part| part.slack()).sum::<f64>() + total.slack() + 1e-9;
        let is_wrong = if is_whole && !counts_one {
            (sum - total.value).abs() > slack
        } else {
            sum > total.value + slack
        };
        // Parts of another sort: “three hotels, 1,200 rooms and 40 shops”.
        let is_other = is_whole && (sum > total.value * 3.0 || sum * 3.0 < total.value);
        (is_wrong && !is_other).then(|| {
            let sums: Vec<String> = parts.iter().map(|part| shown(part.value)).collect();
            let verb = if is_whole { "the text says" } else { "of no more than" };
            let quantities = [vec![total], parts.to_vec()].concat();
            (format!("{} is {}, {verb} {}.", sums.join(" + "), shown(sum), shown(total.value)), quantities)
        })
    }

    /// “120 men and 190 women, a total of 300”, “… 300 in all”
    fn total_said(&self) -> Fault<'a> {
        let at = (0..self.pieces.len()).find(|at| {
            self.number(*at).is_some()
                && ((*at > 0 && self.part(at - 1) == "total")
                    || self.part(at + 1) == "in-all"
                    || (matches!(
                        self.pieces.get(at + 1).map(|piece| piece.token),
                        Some(Token::Words(1..=2))
                    ) && self.part(at + 2) == "in-all"))
        })?;
        let total = self.number(at)?;
        let mut parts: Vec<&Quantity> = Vec::new();
        for piece in &self.pieces[..at] {
            match piece.token {
                Token::Number(quantity) if is_part(quantity) && quantity.is_like(total) => {
                    parts.push(quantity);
                }
                Token::Number(quantity) if quantity.is_like(total) => return None,
                Token::Part("each") => return None,
                _ => {}
            }
        }
        // “10 people paid $50 each, a total of $600” is a product.
        (parts.len() > 1).then(|| self.judge(total, &parts, true)).flatten()
    }

    /// “of the 50 members, 30 voted for it and the other 15 against”; “of the 50 members, 60 voted”
    fn rest_said(&self) -> Fault<'a> {
        let at = (0..self.pieces.len()).find(|at| self.part(*at) == "of" && self.number(at + 1).is_some())?;
        let whole = self.number(at + 1)?;
        // “30 of the 50 members … and the other 15 …”
        let before = at.checked_sub(1).and_then(|before| self.number(before));
        let mut parts: Vec<&Quantity> = before.into_iter().collect();
        let mut has_rest = false;
        for step in at + 2..self.pieces.len() {
            let Some(quantity) = self.number(step).filter(|quantity| quantity.is_like(whole)) else {
                continue;
            };
            if self.part(step + 1) == "of" {
                return None;
            }
            let is_rest = self.part(step - 1) == "rest" || self.part(step + 1) == "rest";
            has_rest |= is_rest;
            parts.push(quantity);
        }
        (has_rest && parts.len() > 1).then(|| self.judge(whole, &parts, true)).flatten()
    }

    /// “520 votes to 500, a margin of 30”, “leads 48 percent to 43 percent, a 6-point lead”
    fn margin(&self) -> Fault<'a> {
        let number = |at: usize| match self.pieces.get(at)?.token {
            Token::Number(quantity)
                if quantity.is_exact() && matches!(quantity.measure, Measure::Count | Measure::Percent) =>
            {
                Some(quantity)
            }
            _ => None,
        };
        let (at, one, two) = (0..self.pieces.len()).find_map(|at| {
            let one = number(at)?;
            let skip = usize::from(matches!(self.pieces.get(at + 1)?.token, Token::Words(1..=2)));
            let two = number(at + 2 + skip).filter(|_| self.part(at + 1 + skip) == "to")?;
            let is_like = one.is_like(two) || one.measure == Measure::Count;
            (is_like && at > 0 && self.part(at - 1) != "from").then_some((at, one, two))
        })?;
        let margin = (0..self.pieces.len()).find_map(|place| {
            let is_pair = (at..=at + 3).contains(&place);
            let quantity = match self.pieces[place].token {
                Token::Number(quantity)
                    if !is_pair
                        && !matches!(quantity.measure, Measure::Time(_) | Measure::Place | Measure::Year)
                        && !quantity.is_range =>
                {
                    quantity
                }
                _ => return None,
            };
            let is_before =
                place > 1 && self.part(place - 2) == "margin" && matches!(self.part(place - 1), "of" | "by");
            let is_behind = self.part(place + 1) == "margin"
                || (matches!(self.pieces.get(place + 1).map(|piece| piece.token), Some(Token::Words(1 | 2)))
                    && self.part(place + 2) == "margin");
            (is_before || is_behind).then_some(quantity)
        })?;
        let difference = (one.value - two.value).abs();
        let slack =
            one.slack() + two.slack() + margin.slack().max(if one.place < 1.0 { margin.place } else { 0.0 });
        let is_bounded =
            margin.hedge == super::reading::quantity::Hedge::Exact && margin.value < one.value.max(two.value);
        (is_bounded && (difference - margin.value).abs() > slack + 1e-9).then(|| {
            let message = format!(
                "{} and {} are {} apart, the text says {}.",
                shown(one.value),
                shown(two.value),
                shown(difference),
                shown(margin.value)
            );
            (message, vec![one, two, margin])
        })
    }
}
