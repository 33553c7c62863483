//! A share that is not the one of its part and its whole. Knows division.

use super::change_does_not_compute::fits;
use super::reading::arithmetic::{Placed, Token, pieces};
use super::reading::quantity::{Measure, Quantity, shown};
use super::{Check, Finding, Ground, rule};
use crate::text::Range;

rule! {
    ShareDoesNotCompute, "share-does-not-compute", "W07", "Share that does not compute", Warning;
    what_it_finds: "A part, its whole and the share that is said beside them, where the share is another: “45 of 90, or 40 \
        percent”, “one in five (25 percent)”, “a quarter, or 30 percent”, “12 percent of the 500 workers, or 80”, and a \
        part that is larger than its whole.",
    why_it_matters: "Said twice, in two ways, a share is checked by every reader. One of the three figures is wrong.",
    example: "Of the members, [claim: 45 of 90], or 40 percent, voted.",
    mended: "Of the members, [claim: 45 of 90], or 50 percent, voted.",
    what_to_do: "Divide the part by the whole from the source, and mend the figure that is wrong.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let (reading, text) = (ground.reading, ground.project.text());
    let mut findings = Vec::new();
    for sentence in 0..reading.lines().len() {
        if reading.quantities_in(sentence).is_empty() {
            continue;
        }
        let line = Line { pieces: pieces(reading, text, sentence) };
        for (message, range) in line.faults() {
            findings.push(Finding::on_words(rule, range.of(text).unwrap_or_default(), range, message));
        }
    }
    findings
}

struct Line<'a> {
    pieces: Vec<Placed<'a>>,
}

/// A share that was said: between which per cent it lies, and in which words.
struct Share {
    low: f64,
    high: f64,
    words: String,
    range: Range,
    /// The pieces that say it.
    from: usize,
    to: usize,
}

impl<'a> Line<'a> {
    fn token(&self, at: usize) -> Option<Token<'a>> {
        self.pieces.get(at).map(|piece| piece.token)
    }

    fn part(&self, at: usize) -> &'a str {
        if let Some(Token::Part(part)) = self.token(at) { part } else { "" }
    }

    fn count(&self, at: usize) -> Option<&'a Quantity> {
        match self.token(at) {
            Some(Token::Number(quantity))
                if matches!(quantity.measure, Measure::Count | Measure::Money(_))
                    && !quantity.is_range
                    && !quantity.is_joined =>
            {
                Some(quantity)
            }
            _ => None,
        }
    }

    fn faults(&self) -> Vec<(String, Range)> {
        let mut faults = Vec::new();
        let shares: Vec<Share> = (0..self.pieces.len()).filter_map(|at| self.division(at)).collect();
        for share in &shares {
            if share.low > 101.0 {
                faults.push((
                    format!(
                        "The part is larger than the whole: {} is {} percent.",
                        share.words,
                        shown(share.low)
                    ),
                    share.range,
                ));
                continue;
            }
            let said = self.said_behind(share.to + 1).or_else(|| self.said_before(share.from));
            let Some((said, place)) = said else { continue };
            let is_right = match said {
                Token::Number(percent) => fits(percent, share.low, share.high),
                Token::Fraction(percent) => {
                    let wide = percent * 0.1;
                    percent + wide > share.low && percent - wide < share.high
                }
                _ => true,
            };
            if !is_right {
                let number = match said {
                    Token::Number(quantity) => shown(quantity.value),
                    Token::Fraction(percent) => shown(percent),
                    _ => String::new(),
                };
                let computed = shown(f64::midpoint(share.low, share.high));
                let message =
                    format!("{} is {computed} percent, the text says {number} percent.", share.words);
                faults.push((message, share.range.hull(place)));
            }
        }
        faults.extend((0..self.pieces.len()).filter_map(|at| self.part_of(at)));
        faults.extend((0..self.pieces.len()).filter_map(|at| self.of_whole(at)));
        faults.extend((0..self.pieces.len()).filter_map(|at| self.said_twice(at)));
        faults
    }

    /// Reads “45 of 90”, “45 of the 90 members”, “one in five”, and “a quarter”.
    fn division(&self, at: usize) -> Option<Share> {
        if let Some(Token::Fraction(percent)) = self.token(at) {
            // “half” of something is the share that was said, not the part of a division.
            let is_said = at.checked_sub(1).is_some_and(|before| {
                matches!(self.token(before), Some(Token::Part("or") | Token::Sign('(')))
            });
            let words = format!("{} of 100", shown(percent));
            let range = self.pieces[at].range;
            return (!is_said).then_some(Share {
                low: percent - 0.4,
                high: percent + 0.4,
                words,
                range,
                from: at,
                to: at,
            });
        }
        let part = self.count(at)?;
        let link = (at + 1..at + 3).find(|link| matches!(self.part(*link), "of" | "in"))?;
        let is_ratio = self.part(link) == "in";
        let whole = self.count(link + 1)?;
        let has_words = matches!(self.token(at + 1), Some(Token::Words(count)) if count <= 3);
        if link > at + 1 && (!has_words || is_ratio) {
            return None;
        }
        let is_small = part.value <= 10.0 && whole.value <= 1000.0 && whole.noun.is_none_or(|_| true);
        // “two in 2016”, “one in 30 minutes” are no ratios; “3 of 10” is.
        if (is_ratio && (!is_small || part.value >= whole.value))
            || !part.is_like(whole)
            || whole.value <= 0.0
        {
            return None;
        }
        // “two of three children under 5” may be hedged on either side.
        let share = |part: f64, whole: f64| part / whole * 100.0;
        let low = share(part.value - part.slack(), whole.value + whole.slack());
        let high = share(part.value + part.slack(), (whole.value - whole.slack()).max(1e-9));
        let word = if is_ratio { "in" } else { "of" };
        let words = format!("{} {word} {}", shown(part.value), shown(whole.value));
        let range = part.range.hull(whole.range);
        Some(Share { low, high, words, range, from: at, to: link + 1 })
    }

    /// Finds the share that is said behind a division: “(40 percent)”, “, or 40 percent”, “— 40 percent —”.
    fn said_behind(&self, from: usize) -> Option<(Token<'a>, Range)> {
        let mut at = from;
        // The noun of the whole and a few words of it.
        if matches!(self.token(at), Some(Token::Words(count)) if count <= 6) {
            at += 1;
        }
        // “207 of 287 cases, 72 percent, were solved”
        let is_set_off = self.token(at) == Some(Token::Sign(','))
            && matches!(self.token(at + 2), None | Some(Token::Sign(',')));
        let apposed = self.share_at(at + 1).filter(|_| is_set_off);
        apposed.or_else(|| self.share_at(self.past_link(at)?))
    }

    /// Steps over the signs and words that join two ways of saying the same.
    fn past_link(&self, at: usize) -> Option<usize> {
        let is_open = matches!(self.token(at), Some(Token::Sign(',' | '(' | '—')));
        let is_comma = matches!(self.token(at), Some(Token::Sign(',')));
        let next = at + usize::from(is_open);
        let has_or = self.part(next) == "or";
        let next = next + usize::from(has_or);
        ((is_open && !is_comma) || has_or).then_some(next)
    }

    fn share_at(&self, at: usize) -> Option<(Token<'a>, Range)> {
        let token = self.token(at)?;
        let is_share = match token {
            Token::Number(quantity) => quantity.measure == Measure::Percent && !quantity.is_range,
            Token::Fraction(_) => true,
            _ => false,
        };
        is_share.then(|| (token, self.pieces[at].range))
    }

    /// Finds the share before a division: “50 percent (45 of 90)”, “50 percent, or 45 of 90”.
    fn said_before(&self, from: usize) -> Option<(Token<'a>, Range)> {
        let mut at = from;
        let mut has_link = false;
        while let Some(before) = at.checked_sub(1) {
            match self.token(before)? {
                Token::Part("or") | Token::Sign('(' | '—') => has_link = true,
                Token::Sign(',') | Token::Part("of") if has_link => {}
                Token::Words(count) if has_link && count <= 5 => {}
                Token::Number(_) | Token::Fraction(_) if has_link => return self.share_at(before),
                _ => return None,
            }
            at = before;
        }
        None
    }

    /// Finds “12 percent of the 500 workers, or 80”, “80 people, or 12 percent of the 500 workers”.
    fn part_of(&self, at: usize) -> Option<(String, Range)> {
        let share = match self.token(at)? {
            Token::Number(quantity) if quantity.measure == Measure::Percent && !quantity.is_range => quantity,
            _ => return None,
        };
        // “60 percent of the town's 1,000 voters”
        let owner = usize::from(matches!(self.token(at + 2), Some(Token::Words(1..=3))));
        let whole = self.count(at + 2 + owner).filter(|_| self.part(at + 1) == "of")?;
        let end = at + 3 + owner;
        let behind = end + usize::from(matches!(self.token(end), Some(Token::Words(count)) if count <= 5));
        let part = self
            .past_link(behind)
            .and_then(|next| self.count(next))
            .or_else(|| {
                let or = at.checked_sub(1).filter(|or| self.part(*or) == "or")?;
                let before = or.checked_sub(1)?;
                let before = if matches!(self.token(before)?, Token::Sign(',')) {
                    before.checked_sub(1)?
                } else {
                    before
                };
                let before = if matches!(self.token(before)?, Token::Words(_)) {
                    before.checked_sub(1)?
                } else {
                    before
                };
                self.count(before)
            })
            .filter(|part| part.is_like(whole) && part.range != whole.range)?;
        if whole.value <= 0.0 || self.part(end) == "of" {
            return None;
        }
        judged(part, whole, share)
    }

    /// Finds “27 percent, or a third, …”: a share in figures with another one in words.
    fn said_twice(&self, at: usize) -> Option<(String, Range)> {
        let (Token::Number(share), range) = self.share_at(at)? else { return None };
        let or = at + 1 + usize::from(self.token(at + 1) == Some(Token::Sign(',')));
        let place = or + 1;
        let Some(Token::Fraction(fraction)) = self.token(place).filter(|_| self.part(or) == "or") else {
            return None;
        };
        let is_about = (share.value - fraction).abs() <= fraction * 0.1 + share.place / 2.0 + share.slack();
        let message =
            || format!("The share is {} percent, and in words {}.", shown(share.value), shown(fraction));
        (!is_about).then(|| (message(), range.hull(self.pieces[place].range)))
    }

    /// Finds “of the 200 employees, 50, or 35 percent, …” and “of the 200 employees, 35 percent, or 50, …”.
    fn of_whole(&self, at: usize) -> Option<(String, Range)> {
        let whole = self.count(at + 1).filter(|_| self.part(at) == "of")?;
        let comma =
            at + 2 + usize::from(matches!(self.token(at + 2), Some(Token::Words(count)) if count <= 5));
        let one = comma + 1;
        let sign = usize::from(matches!(self.token(one + 1), Some(Token::Sign(',' | '(' | '—'))));
        let or = one + 1 + sign;
        let two = or + usize::from(self.part(or) == "or");
        if self.token(comma) != Some(Token::Sign(',')) || two == one + 1 {
            return None;
        }
        let percent = |at: usize| match self.token(at)? {
            Token::Number(share) if share.measure == Measure::Percent && !share.is_range => Some(share),
            _ => None,
        };
        let (part, share) = match (self.count(one), percent(one)) {
            (Some(part), _) => (part, percent(two)?),
            (_, Some(share)) => (self.count(two)?, share),
            _ => return None,
        };
        (part.is_like(whole) && whole.value > 0.0).then(|| judged(part, whole, share)).flatten()
    }
}

/// Says what is wrong with a share of two numbers; nothing where it fits.
fn judged(part: &Quantity, whole: &Quantity, share: &Quantity) -> Option<(String, Range)> {
    let computed = part.value / whole.value * 100.0;
    let low = (part.value - part.slack()) / (whole.value + whole.slack()) * 100.0;
    let high = (part.value + part.slack()) / (whole.value - whole.slack()).max(1e-9) * 100.0;
    (!fits(share, low, high)).then(|| {
        let message = format!(
            "{} of {} is {} percent, the text says {} percent.",
            shown(part.value),
            shown(whole.value),
            shown(computed),
            shown(share.value)
        );
        (message, share.range.hull(whole.range).hull(part.range))
    })
}
