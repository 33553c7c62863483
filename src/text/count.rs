//! Numbers with their nouns. Knows no language but English.

/// Writes a number with its noun: “1 mark”, “3 marks”.
pub fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}
