//! Names as BibTeX takes them apart: “von Last, Jr, First”, “First von Last”, “{An Organization}”, and the long form of
//! biblatex, “family=Doe, given=Jane”.

use super::super::name::Name;
use super::latex;

/// Reads a list of names; one “others” at its end stands for those that are not named.
pub(super) fn read(source: &str) -> Vec<Name> {
    split(source, |rest| {
        // “and” between spaces, in no braces.
        let end = rest.strip_prefix(' ')?.trim_start();
        let word = end.get(..3).filter(|word| word.eq_ignore_ascii_case("and"))?;
        let after = &end[word.len()..];
        (after.is_empty() || after.starts_with([' ', '\n'])).then(|| rest.len() - after.len())
    })
    .into_iter()
    .map(str::trim)
    .filter(|name| !name.is_empty())
    .map(one)
    .filter(|name| !name.is_empty())
    .collect()
}

/// Writes a list of names.
pub(super) fn write(names: &[Name]) -> String {
    names.iter().map(written).collect::<Vec<_>>().join(" and ")
}

fn written(name: &Name) -> String {
    let encode = |words: &str| {
        let source = latex::encode(words).replace('\n', " ");
        // What would be taken for a sign of the list is put into braces.
        let is_and = source.split(' ').any(|word| word.eq_ignore_ascii_case("and"));
        if source.contains(',') || is_and { format!("{{{source}}}") } else { source }
    };
    if !name.literal.is_empty() {
        let source = latex::encode(&name.literal);
        return if name.literal == "others" { source } else { format!("{{{source}}}") };
    }
    let particle = [encode(&name.dropping), encode(&name.non_dropping)];
    let family = match encode(&name.family) {
        // A family name that begins small is no particle.
        family if name.family.chars().next().is_some_and(char::is_lowercase) && name.family.contains(' ') => {
            format!("{{{family}}}")
        }
        family => family,
    };
    let parts: Vec<&str> = particle
        .iter()
        .map(String::as_str)
        .chain([family.as_str()])
        .filter(|part| !part.is_empty())
        .collect();
    let last = parts.join(" ");
    match (encode(&name.suffix).as_str(), encode(&name.given).as_str()) {
        ("", "") if last.contains(' ') => format!("{last},"),
        ("", "") => last,
        ("", given) => format!("{last}, {given}"),
        (suffix, given) => format!("{last}, {suffix}, {given}"),
    }
}

fn one(source: &str) -> Name {
    if let Some(name) = long(source) {
        return name;
    }
    let whole = source.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    if let Some(inner) = whole.filter(|inner| super::scan::is_balanced(inner)) {
        return Name::whole(words(inner));
    }
    if source == "others" {
        return Name::whole("others");
    }
    let parts: Vec<&str> = split(source, |rest| rest.starts_with(',').then_some(1));
    let parts: Vec<&str> = parts.into_iter().map(str::trim).collect();
    match parts.as_slice() {
        [all] => natural(all),
        [last, given] => named(last, "", given),
        [last, suffix, given @ ..] => named(last, suffix, &given.join(", ")),
        [] => Name::default(),
    }
}

/// Reads “family=Doe, given=Jane, prefix=von”.
fn long(source: &str) -> Option<Name> {
    let parts = split(source, |rest| rest.starts_with(',').then_some(1));
    let pairs: Option<Vec<(&str, &str)>> = parts.iter().map(|part| part.split_once('=')).collect();
    let mut name = Name::default();
    for (key, value) in pairs? {
        let value = words(value.trim().trim_matches('"'));
        match key.trim() {
            "family" => name.family = value,
            "given" => name.given = value,
            "prefix" => name.non_dropping = value,
            "suffix" => name.suffix = value,
            key if key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') => {}
            _ => return None,
        }
    }
    (!name.is_empty()).then_some(name)
}

fn named(last: &str, suffix: &str, given: &str) -> Name {
    let tokens = tokens(last);
    let particles =
        tokens.iter().take(tokens.len().saturating_sub(1)).take_while(|token| is_small(token)).count();
    let (particle, family) = tokens.split_at(particles);
    Name {
        family: words(&family.join(" ")),
        given: words(given),
        non_dropping: words(&particle.join(" ")),
        suffix: words(suffix),
        ..Name::default()
    }
}

fn natural(source: &str) -> Name {
    let tokens = tokens(source);
    let Some(last) = tokens.len().checked_sub(1) else { return Name::default() };
    let first_small = tokens[..last].iter().position(|token| is_small(token));
    let (given, particle, family) = match first_small {
        None => (&tokens[..last], &tokens[..0], &tokens[last..]),
        Some(start) => {
            let end = tokens[..last].iter().rposition(|token| is_small(token)).map_or(last, |at| at + 1);
            (&tokens[..start], &tokens[start..end], &tokens[end..])
        }
    };
    Name {
        family: words(&family.join(" ")),
        given: words(&given.join(" ")),
        non_dropping: words(&particle.join(" ")),
        ..Name::default()
    }
}

fn tokens(source: &str) -> Vec<&str> {
    split(source, |rest| rest.starts_with([' ', '\n', '~']).then_some(1))
        .into_iter()
        .filter(|token| !token.is_empty())
        .collect()
}

/// Tells whether a token begins small, and so is a particle; a group in braces never is one.
fn is_small(token: &str) -> bool {
    if token.starts_with('{') && !token.starts_with("{\\") {
        return false;
    }
    let text = latex::decode(token).text;
    text.chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_lowercase)
}

fn words(source: &str) -> String {
    let text = latex::decode(source).text.replace(['\u{a0}', '\n'], " ");
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Splits at signs that stand in no braces; `sign` returns how many bytes it takes there.
fn split(source: &str, sign: impl Fn(&str) -> Option<usize>) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut at) = (Vec::new(), 0, 0_usize, 0);
    let mut is_escaped = false;
    while at < source.len() {
        let rest = &source[at..];
        let letter = rest.chars().next().unwrap_or(' ');
        if depth == 0
            && !is_escaped
            && let Some(length) = sign(rest)
        {
            parts.push(&source[start..at]);
            at += length.max(1);
            start = at;
            continue;
        }
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        is_escaped = letter == '\\' && !is_escaped;
        at += letter.len_utf8();
    }
    parts.push(&source[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, given: &str, particle: &str, family: &str, suffix: &str) {
        let names = read(source);
        let [name] = names.as_slice() else { panic!("{source}: {names:?}") };
        let parts =
            (name.given.as_str(), name.non_dropping.as_str(), name.family.as_str(), name.suffix.as_str());
        assert_eq!(parts, (given, particle, family, suffix), "{source}");
        assert_eq!(read(&write(&names)), names, "{source}");
    }

    #[test]
    fn names_are_taken_apart_as_bibtex_does() {
        check("Francis van der valt Frome", "Francis", "van der valt", "Frome", "");
        check("Ian {Iliad Ipswich}", "Ian", "", "Iliad Ipswich", "");
        check("Jolly, III, James", "James", "", "Jolly", "III");
        check("von Hicks, III, Michael", "Michael", "von", "Hicks", "III");
        check(r"Charles de la Vall{\'e}e Poussin", "Charles", "de la", "Vallée Poussin", "");
        check("Van de Graaff, R. J.", "R. J.", "", "Van de Graaff", "");
        check("D.~E. Knuth", "D. E.", "", "Knuth", "");
        check("given=Alfred, family=Adler, id=x", "Alfred", "", "Adler", "");
        check(r"{\v S}omeone Smith", "Šomeone", "", "Smith", "");
        check("{van Happel}, Eduard", "Eduard", "", "van Happel", "");
    }

    #[test]
    fn organisations_and_lists_keep_together() {
        let names = read("{Barnes and Noble, Inc.} and Doe, Jane and others");
        assert_eq!(
            names,
            [Name::whole("Barnes and Noble, Inc."), Name::of("Jane", "Doe"), Name::whole("others")]
        );
        assert_eq!(read(&write(&names)), names);
        assert_eq!(read("Author AND Other Andrew").len(), 2);
        assert_eq!(read(""), []);
    }
}
