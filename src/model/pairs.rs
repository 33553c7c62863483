//! Names with what stands for each, as lines of text: `Volume: 12`. A line that begins with white space goes on with the
//! one before it.

/// Writes pairs, one a line.
pub fn written(pairs: &[(String, String)]) -> String {
    let line = |(name, words): &(String, String)| match name.as_str() {
        "" => words.replace('\n', "\n  "),
        name => format!("{name}: {}", words.replace('\n', "\n  ")),
    };
    pairs.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Reads pairs, one a line; a line without a colon has no name. What is empty is left out.
pub fn read(text: &str) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match pairs.last_mut().filter(|_| line.starts_with(char::is_whitespace)) {
            Some((_, words)) => {
                words.push('\n');
                words.push_str(line.trim());
            }
            None => pairs.push(
                match line.split_once(": ").or_else(|| line.strip_suffix(':').map(|name| (name, ""))) {
                    Some((name, words)) => (name.trim().to_owned(), words.trim().to_owned()),
                    None => (String::new(), line.trim().to_owned()),
                },
            ),
        }
    }
    pairs.retain(|(_, words)| !words.is_empty());
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_is_a_name_and_what_stands_for_it() {
        let read = read("Volume: 12\nDOI: 10.1/a: b\n\nPages:\nread at the desk\n  and once more");
        let pair = |name: &str, words: &str| (name.to_owned(), words.to_owned());
        let expected =
            [pair("Volume", "12"), pair("DOI", "10.1/a: b"), pair("", "read at the desk\nand once more")];
        assert_eq!(read, expected);
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(pairs in prop::collection::vec(("[a-z]([-a-z :]{0,6}[a-z])?", "[a-z:]([a-z: ]{0,9}[a-z])?(\n[a-z])?"), 0..5)) {
            let whole = |(name, _): &(String, String)| !name.contains(": ");
            let pairs: Vec<_> = pairs.into_iter().filter(whole).collect();
            prop_assert_eq!(read(&written(&pairs)), pairs);
        }
    }
}
