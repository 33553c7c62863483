//! The lines above a Markdown text that name its particulars (YAML between `---`, TOML between `+++`).
//!
//! *Limitations:* reads `key: value`, lists in brackets and lists of dashes; deeper structure is passed over.

/// The keys of a front matter, in lower case, with their values.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Front(Vec<(String, String)>);

impl Front {
    /// Returns the first value that one of `keys` has.
    pub(super) fn value(&self, keys: &[&str]) -> Option<String> {
        keys.iter()
            .find_map(|key| self.0.iter().find(|(known, value)| known == key && !value.is_empty()))
            .map(|(_, value)| value.clone())
    }
}

/// Parts the front matter from the text under it.
pub(super) fn parted(text: &str) -> (Front, &str) {
    for (fence, ends, mark) in [("---\n", &["---", "..."][..], ':'), ("+++\n", &["+++"], '=')] {
        let Some(rest) = text.strip_prefix(fence) else { continue };
        let mut offset = 0;
        for line in rest.split_inclusive('\n') {
            if ends.contains(&line.trim_end()) {
                let front = read(&rest[..offset], mark);
                if front.0.is_empty() {
                    break;
                }
                return (front, &rest[offset + line.len()..]);
            }
            offset += line.len();
        }
    }
    (Front::default(), text)
}

fn read(lines: &str, mark: char) -> Front {
    let mut values: Vec<(String, String)> = Vec::new();
    for line in lines.lines() {
        if let Some(item) = line.trim_start().strip_prefix("- ") {
            if let Some((_, value)) = values.last_mut() {
                let item = item.trim().strip_prefix("name:").unwrap_or(item);
                if !value.is_empty() {
                    value.push_str(", ");
                }
                value.push_str(&bare(item));
            }
            continue;
        }
        let is_nested = line.starts_with([' ', '\t']);
        let Some((key, value)) = line.split_once(mark) else { continue };
        let key = key.trim().trim_matches('"').to_lowercase();
        if is_nested || key.is_empty() || key.contains(' ') || key.starts_with(['#', '[']) {
            continue;
        }
        values.push((key, list_or_value(value.trim())));
    }
    Front(values)
}

fn list_or_value(value: &str) -> String {
    match value.strip_prefix('[').and_then(|value| value.strip_suffix(']')) {
        Some(items) => {
            items.split(',').map(bare).filter(|item| !item.is_empty()).collect::<Vec<_>>().join(", ")
        }
        None => bare(value),
    }
}

/// Returns a value without its quotation marks.
fn bare(value: &str) -> String {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote)) {
            return inner.replace("\\\"", "\"").replace("''", "'");
        }
    }
    let value = value.split(" #").next().unwrap_or(value).trim();
    if matches!(value, "|" | ">" | "null" | "~") { String::new() } else { value.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn yaml_and_toml_name_the_same() {
        for text in [
            "---\ntitle: \"A: b\"\nauthors:\n  - Jane Doe\n  - John Roe\ndraft: true # no\n---\nBody",
            "+++\ntitle = \"A: b\"\nauthors = [\"Jane Doe\", \"John Roe\"]\n+++\nBody",
        ] {
            let (front, body) = parted(text);
            assert_eq!(front.value(&["title"]).as_deref(), Some("A: b"));
            assert_eq!(front.value(&["author", "authors"]).as_deref(), Some("Jane Doe, John Roe"));
            assert_eq!(body, "Body");
        }
    }

    #[test]
    fn a_rule_at_the_top_is_no_front_matter() {
        assert_eq!(parted("---\nWords\n---\nmore").1, "---\nWords\n---\nmore");
        assert_eq!(parted("---\ntitle: never closed\n").1, "---\ntitle: never closed\n");
    }
}
